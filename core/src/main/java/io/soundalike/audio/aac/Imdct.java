package io.soundalike.audio.aac;

import org.jtransforms.fft.FloatFFT_1D;

/**
 * Discrete cosine transform of type IV, which an inverse modified discrete cosine transform (IMDCT)
 * consists of, by a complex Fourier transform of half its length.
 *
 * <p>The IMDCT of N coefficients has 2 N values {@code x[n]}, which are the N values {@code v[n]}
 * of this transform, mirrored: {@code x[n] = v[n + N/2]} for n below N/2, {@code x[n] = -v[3N/2 - 1
 * - n]} below 3N/2, and {@code x[n] = -v[n - 3N/2]} above.
 *
 * <p>Reference: ISO/IEC 14496-3, 4.6.11.3.1
 */
final class Imdct {

  private final int length;
  private final FloatFFT_1D transform;
  private final float[] cosines;
  private final float[] sines;
  private final float[] complex;

  /**
   * @param length number of coefficients, a multiple of 4
   * @param scale factor of all values
   */
  Imdct(int length, double scale) {
    this.length = length;
    this.transform = new FloatFFT_1D(length / 2);
    this.cosines = new float[length / 2];
    this.sines = new float[length / 2];
    this.complex = new float[length];
    double root = Math.sqrt(scale);

    for (int k = 0; k < length / 2; k++) {
      double angle = Math.PI * (8 * k + 1) / (8 * length);
      cosines[k] = (float) (root * Math.cos(angle));
      sines[k] = (float) (root * Math.sin(angle));
    }
  }

  /** Number of coefficients. */
  int length() {
    return length;
  }

  /**
   * Computes {@code v[n] = scale * sum over k of X[k] cos(pi/N (n + 1/2) (k + 1/2))}.
   *
   * @param coefficients X, from index {@code from}
   * @param values receives v from index 0
   */
  void transform(float[] coefficients, int from, float[] values) {
    int half = length / 2;

    for (int k = 0; k < half; k++) {
      float re = coefficients[from + 2 * k];
      float im = coefficients[from + length - 1 - 2 * k];
      complex[2 * k] = re * cosines[k] + im * sines[k];
      complex[2 * k + 1] = im * cosines[k] - re * sines[k];
    }

    transform.complexForward(complex);

    for (int k = 0; k < half; k++) {
      float re = complex[2 * k];
      float im = complex[2 * k + 1];
      values[2 * k] = re * cosines[k] + im * sines[k];
      values[length - 1 - 2 * k] = re * sines[k] - im * cosines[k];
    }
  }
}

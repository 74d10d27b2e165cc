package io.soundalike.dsp;

import org.jtransforms.fft.DoubleFFT_1D;

/**
 * Power of the short-time Fourier transform with a periodic Hann window. The transform is computed
 * in double precision, which takes no longer and keeps rounding errors out of the quiet bins that
 * {@code SpectralContrast} measures. Not thread-safe: each instance holds scratch buffers.
 *
 * <p>References: librosa.stft (0.10.1), squared magnitude
 */
public final class Stft {

  private final int nFft;
  private final float[] window;
  private final DoubleFFT_1D fft;
  private final double[] frame;

  /**
   * @param nFft length of a frame in samples, even
   */
  public Stft(int nFft) {
    if (nFft < 2 || nFft % 2 != 0) {
      throw new IllegalArgumentException("nFft must be even and positive, got " + nFft);
    }

    this.nFft = nFft;
    this.window = hann(nFft);
    this.fft = new DoubleFFT_1D(nFft);
    this.frame = new double[nFft];
  }

  /** Number of frequency bins: {@code nFft / 2 + 1}. */
  public int bins() {
    return nFft / 2 + 1;
  }

  /**
   * Computes the power spectrum of one frame.
   *
   * @param samples contains the frame from {@code offset} on
   * @param power receives {@link #bins()} values, not negative
   */
  public void power(float[] samples, int offset, float[] power) {
    for (int i = 0; i < nFft; i++) {
      frame[i] = (double) samples[offset + i] * window[i];
    }

    fft.realForward(frame);
    int half = nFft / 2;
    power[0] = (float) (frame[0] * frame[0]);
    power[half] = (float) (frame[1] * frame[1]);

    for (int k = 1; k < half; k++) {
      double re = frame[2 * k];
      double im = frame[2 * k + 1];
      power[k] = (float) (re * re + im * im);
    }
  }

  /** Computes the periodic Hann window of {@code length} points. */
  public static float[] hann(int length) {
    float[] window = new float[length];

    for (int i = 0; i < length; i++) {
      window[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / length));
    }

    return window;
  }
}

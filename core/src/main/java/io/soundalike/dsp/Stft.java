package io.soundalike.dsp;

import org.jtransforms.fft.DoubleFFT_1D;

/**
 * The power of a short-time Fourier transform with a periodic Hann window. The transform is made in
 * double, which takes no longer and keeps rounding out of the quiet bins that {@code
 * SpectralContrast} listens to. Holds scratch space: one instance for one thread.
 *
 * <p>References: librosa.stft, squared magnitude
 */
public final class Stft {

  private final int nFft;
  private final float[] window;
  private final DoubleFFT_1D fft;
  private final double[] frame;

  /**
   * @param nFft samples of a frame, even
   */
  public Stft(int nFft) {
    if (nFft < 2 || nFft % 2 != 0) {
      throw new IllegalArgumentException("nFft must be even, got " + nFft);
    }

    this.nFft = nFft;
    this.window = hann(nFft);
    this.fft = new DoubleFFT_1D(nFft);
    this.frame = new double[nFft];
  }

  /** Frequencies of a frame: {@code nFft / 2 + 1}. */
  public int bins() {
    return nFft / 2 + 1;
  }

  /**
   * The power spectrum of one frame.
   *
   * @param samples hold the frame from {@code offset} on
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

  /** The periodic Hann window of {@code length} points. */
  public static float[] hann(int length) {
    float[] window = new float[length];

    for (int i = 0; i < length; i++) {
      window[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / length));
    }

    return window;
  }
}

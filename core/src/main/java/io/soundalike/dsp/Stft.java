package io.soundalike.dsp;

import org.jtransforms.fft.FloatFFT_1D;

/**
 * The power of a short-time Fourier transform: periodic Hann window, frames centred on multiples of
 * the hop, zeros beyond the signal's ends. Holds scratch space: one instance for one thread.
 *
 * <p>References: librosa.stft(center=True, pad_mode="constant"), squared magnitude
 */
public final class Stft {

  private final int nFft;
  private final int hopLength;
  private final float[] window;
  private final FloatFFT_1D fft;
  private final float[] frame;

  /**
   * @param nFft samples of a frame, even
   * @param hopLength samples from one frame to the next
   */
  public Stft(int nFft, int hopLength) {
    if (nFft < 2 || nFft % 2 != 0 || hopLength < 1) {
      throw new IllegalArgumentException(
          "nFft must be even and hopLength positive, got " + nFft + " and " + hopLength);
    }

    this.nFft = nFft;
    this.hopLength = hopLength;
    this.window = hann(nFft);
    this.fft = new FloatFFT_1D(nFft);
    this.frame = new float[nFft];
  }

  /** Frequencies of a frame: {@code nFft / 2 + 1}. */
  public int bins() {
    return nFft / 2 + 1;
  }

  /** Frames of a signal: {@code 1 + samples / hopLength}. */
  public int frames(int samples) {
    return 1 + samples / hopLength;
  }

  /**
   * The power spectrum of one frame.
   *
   * @param samples the whole signal
   * @param index which frame, from 0
   * @param power receives {@link #bins()} values, not negative
   */
  public void power(float[] samples, int index, float[] power) {
    int start = index * hopLength - nFft / 2;

    for (int i = 0; i < nFft; i++) {
      int at = start + i;
      frame[i] = at >= 0 && at < samples.length ? samples[at] * window[i] : 0;
    }

    fft.realForward(frame);
    int half = nFft / 2;
    power[0] = frame[0] * frame[0];
    power[half] = frame[1] * frame[1];

    for (int k = 1; k < half; k++) {
      float re = frame[2 * k];
      float im = frame[2 * k + 1];
      power[k] = re * re + im * im;
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

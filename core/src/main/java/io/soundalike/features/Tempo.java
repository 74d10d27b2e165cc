package io.soundalike.features;

import io.soundalike.dsp.Stft;
import org.jtransforms.fft.DoubleFFT_1D;
import org.jtransforms.fft.FloatFFT_1D;

/**
 * Estimates the tempo of an onset envelope: the lag with the largest autocorrelation in windows of
 * eight seconds, weighted by a log-normal prior of the tempo.
 *
 * <p>References:
 *
 * <ul>
 *   <li>P. Grosche, M. Müller, F. Kurth, Cyclic tempogram, ICASSP 2010
 *   <li>librosa.feature.tempo (0.10.1; start_bpm=120, std_bpm=1, ac_size=8, max_tempo=320)
 * </ul>
 */
public final class Tempo {

  private static final double WINDOW_SECONDS = 8;
  private static final double START_BPM = 120;
  private static final double MAX_BPM = 320;

  private Tempo() {}

  /** A tempo as people see it, in every file and on every page: with one decimal. */
  public static double rounded(double bpm) {
    return Math.round(10 * bpm) / 10.0;
  }

  /**
   * Estimates the tempo.
   *
   * @param envelope onset strength of each frame
   * @param framesPerSecond frame rate of the envelope
   * @return beats per minute; 0 if there is no onset
   */
  static double estimate(float[] envelope, double framesPerSecond) {
    if (!anyPositive(envelope)) {
      return 0;
    }

    double[] autocorrelation =
        computeMeanAutocorrelation(envelope, Math.max(2, (int) (WINDOW_SECONDS * framesPerSecond)));
    double best = Double.NEGATIVE_INFINITY;
    double bestBpm = 0;

    for (int lag = 1; lag < autocorrelation.length; lag++) {
      double bpm = 60 * framesPerSecond / lag;

      if (bpm >= MAX_BPM) {
        continue;
      }

      double octaves = Math.log(bpm / START_BPM) / Math.log(2);
      double score = Math.log1p(1e6 * autocorrelation[lag]) - 0.5 * octaves * octaves;

      if (score > best) {
        best = score;
        bestBpm = bpm;
      }
    }

    return bestBpm;
  }

  /**
   * Autocorrelation in a Hann window around each frame, normalised to 1 at lag 0 and averaged over
   * frames. The inverse transform is linear, so power spectra are averaged and transformed once.
   */
  private static double[] computeMeanAutocorrelation(float[] envelope, int window) {
    float[] hann = Stft.hann(window);
    int size = Integer.highestOneBit(2 * window) * 2;
    FloatFFT_1D fft = new FloatFFT_1D(size);
    float[] local = new float[size];
    double[] spectrum = new double[size / 2 + 1];

    for (int t = 0; t < envelope.length; t++) {
      double energy = 0;
      java.util.Arrays.fill(local, window, size, 0);

      for (int i = 0; i < window; i++) {
        local[i] = padWithLinearRamp(envelope, t - window / 2 + i, window / 2) * hann[i];
        energy += local[i] * local[i];
      }

      if (energy > Float.MIN_NORMAL) {
        fft.realForward(local);
        addPower(local, 1 / energy, spectrum);
      }
    }

    return invert(spectrum, size, window, envelope.length);
  }

  private static void addPower(float[] packed, double scale, double[] spectrum) {
    int half = spectrum.length - 1;
    spectrum[0] += packed[0] * packed[0] * scale;
    spectrum[half] += packed[1] * packed[1] * scale;

    for (int k = 1; k < half; k++) {
      float re = packed[2 * k];
      float im = packed[2 * k + 1];
      spectrum[k] += (re * re + im * im) * scale;
    }
  }

  private static double[] invert(double[] spectrum, int size, int lags, int frames) {
    double[] packed = new double[size];
    packed[1] = spectrum[size / 2];

    for (int k = 0; k < size / 2; k++) {
      packed[2 * k] = spectrum[k];
    }

    new DoubleFFT_1D(size).realInverse(packed, true);
    double[] mean = new double[lags];

    for (int lag = 0; lag < lags; lag++) {
      mean[lag] = Math.max(0, packed[lag] / frames);
    }

    return mean;
  }

  /** Value of the envelope padded by linear ramps to 0, as numpy.pad(mode="linear_ramp"). */
  static float padWithLinearRamp(float[] envelope, int index, int padding) {
    int last = envelope.length - 1;

    if (index < 0) {
      return envelope[0] * Math.max(0, padding + index) / padding;
    }

    return index > last
        ? envelope[last] * Math.max(0, padding - (index - last)) / padding
        : envelope[index];
  }

  private static boolean anyPositive(float[] envelope) {
    for (float value : envelope) {
      if (value > 0) {
        return true;
      }
    }

    return false;
  }
}

package io.soundalike.dsp;

import java.util.Locale;

/**
 * Bank of triangular filters, equally spaced on the mel scale, each of the same area. Immutable.
 *
 * <p>References:
 *
 * <ul>
 *   <li>librosa.filters.mel (0.10.1; htk=False, norm="slaney")
 *   <li>M. Slaney, Auditory Toolbox, 1998: linear below 1 kHz, logarithmic above
 * </ul>
 */
public final class MelFilterBank {

  private static final double HZ_PER_MEL = 200.0 / 3;
  private static final double LOG_START_HZ = 1000;
  private static final double LOG_START_MEL = LOG_START_HZ / HZ_PER_MEL;
  private static final double LOG_STEP = Math.log(6.4) / 27;

  /** First bin of each filter; its weights start there. */
  private final int[] starts;

  private final float[][] weights;

  /**
   * @param sampleRateHz sample rate of the signal, in Hz
   * @param nFft length of the Fourier transform, in samples
   * @param nMels number of filters
   * @param fMinHz lower edge of the first filter, in Hz
   * @param fMaxHz upper edge of the last filter, in Hz, at most half the sample rate
   */
  public MelFilterBank(int sampleRateHz, int nFft, int nMels, double fMinHz, double fMaxHz) {
    if (fMaxHz > sampleRateHz / 2.0 || fMinHz >= fMaxHz) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Mel filters need 0 <= fMin < fMax <= %s Hz, got %s and %s",
              sampleRateHz / 2.0,
              fMinHz,
              fMaxHz));
    }

    starts = new int[nMels];
    weights = new float[nMels][];
    double minMel = hzToMel(fMinHz);
    double step = (hzToMel(fMaxHz) - minMel) / (nMels + 1);

    for (int m = 0; m < nMels; m++) {
      double left = melToHz(minMel + m * step);
      double centre = melToHz(minMel + (m + 1) * step);
      double right = melToHz(minMel + (m + 2) * step);
      fill(m, (double) sampleRateHz / nFft, nFft / 2, left, centre, right);
    }
  }

  /** Number of filters. */
  public int size() {
    return weights.length;
  }

  /** Converts Hz to mel. */
  public static double hzToMel(double hz) {
    return hz < LOG_START_HZ
        ? hz / HZ_PER_MEL
        : LOG_START_MEL + Math.log(hz / LOG_START_HZ) / LOG_STEP;
  }

  /** Converts mel to Hz. */
  public static double melToHz(double mel) {
    return mel < LOG_START_MEL
        ? mel * HZ_PER_MEL
        : LOG_START_HZ * Math.exp(LOG_STEP * (mel - LOG_START_MEL));
  }

  /**
   * Computes the energy of each mel band.
   *
   * @param power power spectrum, {@code nFft / 2 + 1} values
   * @param mel receives {@link #size()} values
   */
  public void apply(float[] power, float[] mel) {
    for (int m = 0; m < weights.length; m++) {
      float[] row = weights[m];
      int start = starts[m];
      float sum = 0;

      for (int i = 0; i < row.length; i++) {
        sum += row[i] * power[start + i];
      }

      mel[m] = sum;
    }
  }

  /** Weights of one filter over all {@code bins} bins of a spectrum. */
  float[] row(int m, int bins) {
    float[] row = new float[bins];
    System.arraycopy(weights[m], 0, row, starts[m], weights[m].length);
    return row;
  }

  private void fill(int m, double binHz, int lastBin, double left, double centre, double right) {
    int first = (int) Math.max(0, Math.ceil(left / binHz));
    int last = (int) Math.min(lastBin, Math.floor(right / binHz));
    starts[m] = Math.min(first, lastBin);
    weights[m] = new float[Math.max(0, last - first + 1)];

    for (int i = 0; i < weights[m].length; i++) {
      double hz = (first + i) * binHz;
      double rising = (hz - left) / (centre - left);
      double falling = (right - hz) / (right - centre);
      weights[m][i] = (float) (Math.max(0, Math.min(rising, falling)) * 2 / (right - left));
    }
  }
}

package io.soundalike.model;

import io.soundalike.dsp.Dct;
import java.util.Arrays;

/**
 * Statistics of one patch over time, which the discriminant analysis weighs beside the network's
 * code: MFCCs, mel bands, and the contrast between strong and weak bands. They change with neither
 * the song's level nor its beginning.
 *
 * <p>For {@code C} MFCCs, at most {@value #MAX_MFCCS}, {@code B} mel bands and {@code R} ranges of
 * neighbouring bands, in this order:
 *
 * <ul>
 *   <li>{@code C - 1} means of the MFCCs, without that of MFCC 0; {@code C} deviations; {@code C}
 *       deviations of their first differences
 *   <li>{@code B} means of the bands minus the mean of the patch; {@code B} deviations
 *   <li>{@code R} means and {@code R} deviations of the contrast: the mean of a range's largest
 *       bands minus that of its smallest
 * </ul>
 *
 * <p>References: G. Tzanetakis, P. Cook, Musical genre classification of audio signals, IEEE
 * Transactions on Speech and Audio Processing 10(5), 2002 (statistics over texture windows); D.
 * Jiang et al., Music type classification by spectral contrast feature, ICME 2002
 */
final class PatchStatistics {

  private static final int MAX_MFCCS = 20;

  /** Bands of a range, at least. */
  private static final int MIN_RANGE = 4;

  private static final int MAX_RANGES = 8;

  private final int bands;
  private final int columns;
  private final Dct dct;
  private final int ranges;

  /**
   * @param bands mel bands of a patch
   * @param columns columns of a patch
   */
  PatchStatistics(int bands, int columns) {
    this.bands = bands;
    this.columns = columns;
    this.dct = new Dct(bands, Math.min(MAX_MFCCS, bands));
    this.ranges = Math.max(1, Math.min(MAX_RANGES, bands / MIN_RANGE));
  }

  /** Number of statistics of patches with so many mel bands. */
  static int size(int bands) {
    int ranges = Math.max(1, Math.min(MAX_RANGES, bands / MIN_RANGE));
    return 3 * Math.min(MAX_MFCCS, bands) - 1 + 2 * bands + 2 * ranges;
  }

  /**
   * Computes the statistics of a patch.
   *
   * @param patch {@code [bands][columns]}, in [0, 1]
   * @return {@code [size]}
   */
  float[] compute(float[] patch) {
    int mfccs = dct.size();
    double[][] coefficients = new double[mfccs][columns];
    double[][] contrasts = new double[ranges][columns];
    float[] column = new float[bands];
    double[] transformed = new double[mfccs];

    for (int t = 0; t < columns; t++) {
      for (int b = 0; b < bands; b++) {
        column[b] = patch[b * columns + t];
      }

      dct.apply(column, transformed);

      for (int c = 0; c < mfccs; c++) {
        coefficients[c][t] = transformed[c];
      }

      for (int r = 0; r < ranges; r++) {
        contrasts[r][t] = contrast(column, r * bands / ranges, (r + 1) * bands / ranges);
      }
    }

    Row row = new Row(size(bands));
    row.addMoments(coefficients, true);
    row.addDifferences(coefficients);
    row.addBands(patch, bands, columns);
    row.addMoments(contrasts, false);
    return row.values;
  }

  /** Mean of the largest fifth of a range of bands minus that of the smallest fifth. */
  private static double contrast(float[] column, int from, int to) {
    float[] sorted = Arrays.copyOfRange(column, from, to);
    Arrays.sort(sorted);
    int count = Math.max(1, sorted.length / 5);
    double sum = 0;

    for (int i = 0; i < count; i++) {
      sum += sorted[sorted.length - 1 - i] - sorted[i];
    }

    return sum / count;
  }

  /** The statistics, filled one after the other. */
  private static final class Row {

    private final float[] values;
    private int filled;

    Row(int size) {
      this.values = new float[size];
    }

    private void add(double value) {
      values[filled++] = (float) value;
    }

    /** Means of all series, the first left out if it is the level, then all deviations. */
    void addMoments(double[][] series, boolean firstIsLevel) {
      for (int s = firstIsLevel ? 1 : 0; s < series.length; s++) {
        add(mean(series[s]));
      }

      for (double[] one : series) {
        add(deviation(one));
      }
    }

    void addDifferences(double[][] series) {
      for (double[] one : series) {
        double[] differences = new double[Math.max(1, one.length - 1)];

        for (int t = 0; t + 1 < one.length; t++) {
          differences[t] = one[t + 1] - one[t];
        }

        add(deviation(differences));
      }
    }

    void addBands(float[] patch, int bands, int columns) {
      double[][] rows = new double[bands][columns];
      double level = 0;

      for (int b = 0; b < bands; b++) {
        for (int t = 0; t < columns; t++) {
          rows[b][t] = patch[b * columns + t];
        }

        level += mean(rows[b]) / bands;
      }

      for (double[] row : rows) {
        add(mean(row) - level);
      }

      for (double[] row : rows) {
        add(deviation(row));
      }
    }

    private static double mean(double[] values) {
      double sum = 0;

      for (double value : values) {
        sum += value;
      }

      return sum / values.length;
    }

    private static double deviation(double[] values) {
      double mean = mean(values);
      double squares = 0;

      for (double value : values) {
        squares += (value - mean) * (value - mean);
      }

      return Math.sqrt(squares / values.length);
    }
  }
}

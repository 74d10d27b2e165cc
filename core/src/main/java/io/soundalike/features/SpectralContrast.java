package io.soundalike.features;

import io.soundalike.math.Statistics;
import java.util.Arrays;

/**
 * How far the peaks of a spectrum stand above its valleys, octave by octave: the mean of the
 * largest 2 % of the magnitudes against that of the smallest, in decibels.
 *
 * <p>References:
 *
 * <ul>
 *   <li>D. Jiang et al., Music type classification by spectral contrast feature, ICME 2002
 *   <li>librosa.feature.spectral_contrast(fmin=200, n_bands=6, quantile=0.02)
 * </ul>
 */
final class SpectralContrast {

  /** Bands: below 200 Hz, five octaves, and all above. */
  static final int BANDS = 7;

  private static final double LOWEST_HZ = 200;
  private static final double QUANTILE = 0.02;

  /** Bounds of the bins of each band; neighbouring bands share one. */
  private final int[] starts = new int[BANDS];

  private final int[] ends = new int[BANDS];

  /** How many bins make a peak, and a valley. */
  private final int[] counts = new int[BANDS];

  private final float[] peaks = new float[BANDS];
  private final float[] valleys = new float[BANDS];
  private final float[] largest;
  private final float[] smallest;
  private final DbFrameBuffer peakSeries = new DbFrameBuffer(BANDS);
  private final DbFrameBuffer valleySeries = new DbFrameBuffer(BANDS);

  /**
   * @param bins of a spectrum
   * @param binHz from one to the next
   */
  SpectralContrast(int bins, double binHz) {
    int most = 1;

    for (int b = 0; b < BANDS; b++) {
      double lowHz = b == 0 ? 0 : LOWEST_HZ * Math.scalb(1.0, b - 1);
      double highHz = LOWEST_HZ * Math.scalb(1.0, b);
      int first = (int) Math.ceil(lowHz / binHz - 1e-9);
      int last = (int) Math.floor(highHz / binHz + 1e-9);
      boolean top = b == BANDS - 1;
      starts[b] = Math.min(bins, b == 0 ? first : first - 1);
      int end = top ? bins : Math.min(bins, last + 1);
      counts[b] = (int) Math.max(1, Math.rint(QUANTILE * (end - starts[b])));
      // Every band but the highest leaves its last bin to the next one.
      ends[b] = top ? end : Math.max(starts[b], end - 1);
      most = Math.max(most, counts[b]);
    }

    largest = new float[most];
    smallest = new float[most];
  }

  /** Takes the next frame. */
  void add(float[] magnitude) {
    for (int b = 0; b < BANDS; b++) {
      int count = Math.min(counts[b], ends[b] - starts[b]);
      extremes(magnitude, starts[b], ends[b], count);
      peaks[b] = mean(largest, count);
      valleys[b] = mean(smallest, count);
    }

    peakSeries.add(peaks);
    valleySeries.add(valleys);
  }

  /** The contrast of each band, in dB, averaged over frames; 0 where a band has no frequencies. */
  float[] means() {
    Statistics[] contrasts = new Statistics[BANDS];
    Arrays.setAll(contrasts, b -> new Statistics());

    for (int t = 0; t < peakSeries.frames(); t++) {
      peakSeries.copyFrame(t, peakSeries.floorDb(), peaks);
      valleySeries.copyFrame(t, valleySeries.floorDb(), valleys);

      for (int b = 0; b < BANDS; b++) {
        contrasts[b].add(ends[b] > starts[b] ? peaks[b] - valleys[b] : 0);
      }
    }

    float[] means = new float[BANDS];

    for (int b = 0; b < BANDS; b++) {
      means[b] = (float) contrasts[b].mean();
    }

    return means;
  }

  /** Keeps the largest and the smallest values of a range, the outermost first. */
  private void extremes(float[] values, int from, int to, int count) {
    Arrays.fill(largest, Float.NEGATIVE_INFINITY);
    Arrays.fill(smallest, Float.POSITIVE_INFINITY);
    float least = Float.NEGATIVE_INFINITY;
    float most = Float.POSITIVE_INFINITY;

    for (int i = from; i < to; i++) {
      float value = values[i];

      if (value > least) {
        least = keepLargest(value, count - 1);
      }

      if (value < most) {
        most = keepSmallest(value, count - 1);
      }
    }
  }

  /** Puts a value in its place and gives the last of those kept. */
  private float keepLargest(float value, int last) {
    int at = last;

    for (; at > 0 && largest[at - 1] < value; at--) {
      largest[at] = largest[at - 1];
    }

    largest[at] = value;
    return largest[last];
  }

  private float keepSmallest(float value, int last) {
    int at = last;

    for (; at > 0 && smallest[at - 1] > value; at--) {
      smallest[at] = smallest[at - 1];
    }

    smallest[at] = value;
    return smallest[last];
  }

  private static float mean(float[] values, int count) {
    double sum = 0;

    for (int i = 0; i < count; i++) {
      sum += values[i];
    }

    return count == 0 ? 0 : (float) (sum / count);
  }
}

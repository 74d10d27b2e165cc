package io.soundalike.features;

import io.soundalike.math.Statistics;
import java.util.Arrays;

/**
 * Spectral contrast: the difference between the peaks and the valleys of a spectrum in each octave
 * band, in decibels. Peaks and valleys are the means of the largest and the smallest 2 % of the
 * magnitudes.
 *
 * <p>References:
 *
 * <ul>
 *   <li>D. Jiang et al., Music type classification by spectral contrast feature, ICME 2002
 *   <li>librosa.feature.spectral_contrast (0.10.1; fmin=200, n_bands=6, quantile=0.02)
 * </ul>
 */
final class SpectralContrast {

  /** Number of bands: below 200 Hz, five octaves, and all frequencies above. */
  static final int BANDS = 7;

  private static final double LOWEST_HZ = 200;
  private static final double QUANTILE = 0.02;

  /** First bin of each band. */
  private final int[] starts = new int[BANDS];

  /** End bin of each band, exclusive. */
  private final int[] ends = new int[BANDS];

  /** Number of bins that are averaged to a peak or a valley. */
  private final int[] counts = new int[BANDS];

  private final float[] peaks = new float[BANDS];
  private final float[] valleys = new float[BANDS];
  private final float[] largest;
  private final float[] smallest;
  private final DbFrameBuffer peakFrames = new DbFrameBuffer(BANDS);
  private final DbFrameBuffer valleyFrames = new DbFrameBuffer(BANDS);

  /**
   * @param bins number of bins of a spectrum
   * @param binHz distance between bins, in Hz
   */
  SpectralContrast(int bins, double binHz) {
    int maxCount = 1;

    for (int b = 0; b < BANDS; b++) {
      double lowHz = b == 0 ? 0 : LOWEST_HZ * Math.scalb(1.0, b - 1);
      double highHz = LOWEST_HZ * Math.scalb(1.0, b);
      int first = (int) Math.ceil(lowHz / binHz - 1e-9);
      int last = (int) Math.floor(highHz / binHz + 1e-9);
      boolean top = b == BANDS - 1;
      starts[b] = Math.min(bins, b == 0 ? first : first - 1);
      int end = top ? bins : Math.min(bins, last + 1);
      counts[b] = (int) Math.max(1, Math.rint(QUANTILE * (end - starts[b])));
      // As in librosa, every band but the highest omits its last bin.
      ends[b] = top ? end : Math.max(starts[b], end - 1);
      maxCount = Math.max(maxCount, counts[b]);
    }

    largest = new float[maxCount];
    smallest = new float[maxCount];
  }

  /** Adds the magnitude spectrum of the next frame. */
  void add(float[] magnitude) {
    for (int b = 0; b < BANDS; b++) {
      int count = Math.min(counts[b], ends[b] - starts[b]);
      findExtremes(magnitude, starts[b], ends[b], count);
      peaks[b] = mean(largest, count);
      valleys[b] = mean(smallest, count);
    }

    peakFrames.add(peaks);
    valleyFrames.add(valleys);
  }

  /** Contrast of each band in dB, averaged over frames; 0 for a band above half the sample rate. */
  float[] means() {
    Statistics[] contrasts = new Statistics[BANDS];
    Arrays.setAll(contrasts, b -> new Statistics());

    for (int t = 0; t < peakFrames.frames(); t++) {
      peakFrames.copyFrame(t, peakFrames.floorDb(), peaks);
      valleyFrames.copyFrame(t, valleyFrames.floorDb(), valleys);

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

  /** Finds the largest and the smallest values of a range, the most extreme first. */
  private void findExtremes(float[] values, int from, int to, int count) {
    Arrays.fill(largest, Float.NEGATIVE_INFINITY);
    Arrays.fill(smallest, Float.POSITIVE_INFINITY);
    float largestBound = Float.NEGATIVE_INFINITY;
    float smallestBound = Float.POSITIVE_INFINITY;

    for (int i = from; i < to; i++) {
      float value = values[i];

      if (value > largestBound) {
        largestBound = insertLargest(value, count - 1);
      }

      if (value < smallestBound) {
        smallestBound = insertSmallest(value, count - 1);
      }
    }
  }

  /** Inserts a value into the sorted largest values and returns the smallest of them. */
  private float insertLargest(float value, int last) {
    int at = last;

    for (; at > 0 && largest[at - 1] < value; at--) {
      largest[at] = largest[at - 1];
    }

    largest[at] = value;
    return largest[last];
  }

  /** Inserts a value into the sorted smallest values and returns the largest of them. */
  private float insertSmallest(float value, int last) {
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

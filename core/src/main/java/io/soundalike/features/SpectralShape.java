package io.soundalike.features;

import io.soundalike.math.Statistics;

/**
 * Where a magnitude spectrum has its weight: roll-off, centroid and bandwidth. A silent frame has
 * all three at 0.
 *
 * <p>References: librosa.feature.spectral_rolloff(roll_percent=0.9), spectral_centroid and
 * spectral_bandwidth(p=2)
 */
final class SpectralShape {

  private static final double ROLLOFF_SHARE = 0.9;

  private final double binHz;
  private final Statistics rolloffHz = new Statistics();
  private final Statistics centroidHz = new Statistics();
  private final Statistics bandwidthHz = new Statistics();

  /**
   * @param binHz from one frequency to the next
   */
  SpectralShape(double binHz) {
    this.binHz = binHz;
  }

  /** Takes the next frame. */
  void add(float[] magnitude) {
    double total = 0;
    double first = 0;
    double second = 0;

    for (int k = 0; k < magnitude.length; k++) {
      double value = magnitude[k];
      double weighted = k * value;
      total += value;
      first += weighted;
      second += k * weighted;
    }

    if (total == 0) {
      rolloffHz.add(0);
      centroidHz.add(0);
      bandwidthHz.add(0);
      return;
    }

    double centre = first / total;
    rolloffHz.add(rolloffBin(magnitude, ROLLOFF_SHARE * total) * binHz);
    centroidHz.add(centre * binHz);
    bandwidthHz.add(Math.sqrt(Math.max(0, second / total - centre * centre)) * binHz);
  }

  /** Frequencies below which 90 % of a frame's magnitude lies, over all frames. */
  Statistics rolloffHz() {
    return rolloffHz;
  }

  /** Frequencies weighed by their magnitude, over all frames. */
  Statistics centroidHz() {
    return centroidHz;
  }

  /** Deviations from the centroid, over all frames. */
  Statistics bandwidthHz() {
    return bandwidthHz;
  }

  private static int rolloffBin(float[] magnitude, double share) {
    double sum = 0;

    for (int k = 0; k < magnitude.length; k++) {
      sum += magnitude[k];

      if (sum >= share) {
        return k;
      }
    }

    return magnitude.length - 1;
  }
}

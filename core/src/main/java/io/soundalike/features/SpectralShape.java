package io.soundalike.features;

import io.soundalike.math.Statistics;

/**
 * Shape of the magnitude spectrum: roll-off, centroid and bandwidth. All three are 0 in a silent
 * frame.
 *
 * <p>References: librosa.feature.spectral_rolloff (roll_percent=0.9), spectral_centroid and
 * spectral_bandwidth (p=2), all of 0.10.1
 */
final class SpectralShape {

  private static final double ROLL_PERCENT = 0.9;

  private final double binHz;
  private final Statistics rolloffHz = new Statistics();
  private final Statistics centroidHz = new Statistics();
  private final Statistics bandwidthHz = new Statistics();

  /**
   * @param binHz distance between bins, in Hz
   */
  SpectralShape(double binHz) {
    this.binHz = binHz;
  }

  /** Adds the magnitude spectrum of the next frame. */
  void add(float[] magnitude) {
    double total = 0;
    double firstMoment = 0;
    double secondMoment = 0;

    for (int k = 0; k < magnitude.length; k++) {
      double value = magnitude[k];
      double weighted = k * value;
      total += value;
      firstMoment += weighted;
      secondMoment += k * weighted;
    }

    if (total == 0) {
      rolloffHz.add(0);
      centroidHz.add(0);
      bandwidthHz.add(0);
      return;
    }

    double centroid = firstMoment / total;
    rolloffHz.add(findRolloffBin(magnitude, ROLL_PERCENT * total) * binHz);
    centroidHz.add(centroid * binHz);
    bandwidthHz.add(Math.sqrt(Math.max(0, secondMoment / total - centroid * centroid)) * binHz);
  }

  /** Frequency in Hz below which 90 % of a frame's magnitude lies, over all frames. */
  Statistics rolloffHz() {
    return rolloffHz;
  }

  /** Mean frequency in Hz, weighted by magnitude, over all frames. */
  Statistics centroidHz() {
    return centroidHz;
  }

  /** Standard deviation of frequency around the centroid in Hz, over all frames. */
  Statistics bandwidthHz() {
    return bandwidthHz;
  }

  private static int findRolloffBin(float[] magnitude, double threshold) {
    double sum = 0;

    for (int k = 0; k < magnitude.length; k++) {
      sum += magnitude[k];

      if (sum >= threshold) {
        return k;
      }
    }

    return magnitude.length - 1;
  }
}

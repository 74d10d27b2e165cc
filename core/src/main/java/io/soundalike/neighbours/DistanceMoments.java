package io.soundalike.neighbours;

import java.util.Arrays;

/**
 * Mean and standard deviation of the distances from each song to the songs of a reference.
 *
 * @param means {@code [songs]}: mean distances; NaN for songs that have not been measured
 * @param deviations {@code [songs]}: standard deviations of the distances
 */
public record DistanceMoments(double[] means, double[] deviations) {

  /** Moments of songs that have not been measured. */
  public static DistanceMoments unknown(int songs) {
    double[] means = new double[songs];
    Arrays.fill(means, Double.NaN);
    return new DistanceMoments(means, new double[songs]);
  }

  /**
   * Returns these moments with room for more songs; the added songs are not measured.
   *
   * @param songs new number of songs, at least the present one
   */
  public DistanceMoments extended(int songs) {
    DistanceMoments extended = unknown(songs);
    System.arraycopy(means, 0, extended.means, 0, means.length);
    System.arraycopy(deviations, 0, extended.deviations, 0, deviations.length);
    return extended;
  }

  boolean isKnown(int song) {
    return !Double.isNaN(means[song]);
  }
}

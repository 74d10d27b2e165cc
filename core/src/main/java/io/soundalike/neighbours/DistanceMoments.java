package io.soundalike.neighbours;

import java.util.Arrays;

/**
 * How far the songs of a reference lie from each song.
 *
 * @param means of the distances; NaN where nobody has measured
 * @param deviations of the distances
 */
public record DistanceMoments(double[] means, double[] deviations) {

  /** Of songs that nobody has measured. */
  public static DistanceMoments unknown(int songs) {
    double[] means = new double[songs];
    Arrays.fill(means, Double.NaN);
    return new DistanceMoments(means, new double[songs]);
  }

  /** The same for more songs, which nobody has measured. */
  public DistanceMoments extended(int songs) {
    DistanceMoments more = unknown(songs);
    System.arraycopy(means, 0, more.means, 0, means.length);
    System.arraycopy(deviations, 0, more.deviations, 0, deviations.length);
    return more;
  }

  boolean isKnown(int song) {
    return !Double.isNaN(means[song]);
  }
}

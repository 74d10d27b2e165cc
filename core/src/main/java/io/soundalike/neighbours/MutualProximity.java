package io.soundalike.neighbours;

import java.util.stream.IntStream;

/**
 * A distance that is small only if each of two songs finds the other near: one minus the chance
 * that a song lies farther from the one than the other does, times the chance the other way round.
 * Songs that are near to everything, hubs, are near to nobody any more, and distances of any unit
 * come to lie between 0 and 1. Distances from one song are taken for normally distributed, and the
 * two chances for independent.
 *
 * <p>References: D. Schnitzer, A. Flexer, M. Schedl, G. Widmer, Local and global scaling reduce
 * hubs in space, JMLR 13, 2012
 */
public final class MutualProximity implements Distance {

  private static final long serialVersionUID = 1L;

  private final Distance distance;
  private final double[] means;
  private final double[] deviations;

  private MutualProximity(Distance distance, double[] means, double[] deviations) {
    this.distance = distance;
    this.means = means;
    this.deviations = deviations;
  }

  /**
   * Takes each song's mean distance, and its deviation, from at most so many others at even steps:
   * songs should stand in an order that says nothing about their sound.
   *
   * @param sample at least 1
   */
  public static MutualProximity of(Distance distance, int sample) {
    int n = distance.size();
    int count = Math.min(n, sample);
    double[] means = new double[n];
    double[] deviations = new double[n];

    // Songs apart from each other, so that cores may share them; each in one order.
    IntStream.range(0, n).parallel().forEach(i -> measure(distance, i, count, means, deviations));
    return new MutualProximity(distance, means, deviations);
  }

  private static void measure(
      Distance distance, int song, int count, double[] means, double[] deviations) {
    int n = distance.size();
    double sum = 0;
    double squares = 0;
    int counted = 0;

    for (int s = 0; s < count; s++) {
      int other = (int) ((long) s * n / count);

      if (other != song) {
        double d = distance.between(song, other);
        sum += d;
        squares += d * d;
        counted++;
      }
    }

    double mean = sum / Math.max(1, counted);
    means[song] = mean;
    deviations[song] = Math.sqrt(Math.max(0, squares / Math.max(1, counted) - mean * mean));
  }

  @Override
  public int size() {
    return distance.size();
  }

  @Override
  public double between(int i, int j) {
    double d = distance.between(i, j);
    return 1 - fartherThan(d, i) * fartherThan(d, j);
  }

  /** The farther, the greater: what bounds the distance bounds this. */
  @Override
  public float[][] lowerBounds(int from, int to) {
    float[][] bounds = distance.lowerBounds(from, to);

    for (int i = 0; i < bounds.length; i++) {
      for (int j = 0; j < bounds[i].length; j++) {
        double d = bounds[i][j];
        bounds[i][j] = (float) (1 - fartherThan(d, from + i) * fartherThan(d, j));
      }
    }

    return bounds;
  }

  private double fartherThan(double d, int song) {
    double deviation = deviations[song];

    if (deviation == 0) {
      // All songs are equally far.
      return d < means[song] ? 1 : d == means[song] ? 0.5 : 0;
    }

    return Normal.upperTail((d - means[song]) / deviation);
  }
}

package io.soundalike.neighbours;

import io.soundalike.math.NormalDistribution;
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
   * Songs whose reference is taken from among them: at most {@link SongCollection#SAMPLE} at even
   * steps, so that they should stand in an order that says nothing about their sound.
   */
  public static MutualProximity of(Distance distance) {
    int n = distance.size();
    int[] reference = SongCollection.sample(n).stream().mapToInt(Integer::intValue).toArray();
    return of(distance, reference, DistanceMoments.unknown(n));
  }

  /**
   * Takes each song's mean distance, and its deviation, from the songs of a reference.
   *
   * @param reference indices that {@link Distance#between} takes
   * @param known what need not be measured again
   */
  static MutualProximity of(Distance distance, int[] reference, DistanceMoments known) {
    int n = distance.size();
    double[] means = known.means().clone();
    double[] deviations = known.deviations().clone();

    // Songs apart from each other, so that cores may share them; each in one order.
    IntStream.range(0, n)
        .parallel()
        .filter(song -> !known.isKnown(song))
        .forEach(song -> measure(distance, song, reference, means, deviations));
    return new MutualProximity(distance, means, deviations);
  }

  private static void measure(
      Distance distance, int song, int[] reference, double[] means, double[] deviations) {
    double sum = 0;
    double squares = 0;
    int counted = 0;

    for (int other : reference) {
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

  /** What was measured. */
  public DistanceMoments reach() {
    return new DistanceMoments(means.clone(), deviations.clone());
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

    return NormalDistribution.upperTail((d - means[song]) / deviation);
  }
}

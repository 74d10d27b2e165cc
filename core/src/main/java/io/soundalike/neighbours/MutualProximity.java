package io.soundalike.neighbours;

import io.soundalike.math.NormalDistribution;
import java.util.stream.IntStream;

/**
 * Rescales a distance by mutual proximity, so that it is small only if each of two songs is near to
 * the other relative to its distances in general. With the probability P(i) that a random song lies
 * farther from song i than song j does, the result is {@code 1 - P(i) P(j)}, between 0 and 1. The
 * distances from one song are assumed to be normally distributed, and the two events independent.
 * This reduces hubs, songs that are among the neighbours of very many others, and makes distances
 * of different units comparable.
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
   * Measures the moments of all songs from a reference among them: at most {@link
   * SongCollection#MAX_REFERENCE_SONGS} songs at even steps. The order of the songs must not depend
   * on how they sound.
   */
  public static MutualProximity fit(Distance distance) {
    int n = distance.size();
    int[] reference =
        SongCollection.sampleReference(n).stream().mapToInt(Integer::intValue).toArray();
    return fit(distance, reference, DistanceMoments.unknown(n));
  }

  /**
   * Measures mean and standard deviation of each song's distances to the songs of a reference.
   *
   * @param reference indices that {@link Distance#between} takes
   * @param known moments that are not measured again
   */
  static MutualProximity fit(Distance distance, int[] reference, DistanceMoments known) {
    int n = distance.size();
    double[] means = known.means().clone();
    double[] deviations = known.deviations().clone();

    // In parallel over songs; the sums of one song are added in a fixed order, so results repeat.
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
    int count = 0;

    for (int other : reference) {
      if (other != song) {
        double d = distance.between(song, other);
        sum += d;
        squares += d * d;
        count++;
      }
    }

    double mean = sum / Math.max(1, count);
    means[song] = mean;
    deviations[song] = Math.sqrt(Math.max(0, squares / Math.max(1, count) - mean * mean));
  }

  /** A copy of the measured moments, to be stored with the catalogue. */
  public DistanceMoments moments() {
    return new DistanceMoments(means.clone(), deviations.clone());
  }

  @Override
  public int size() {
    return distance.size();
  }

  @Override
  public double between(int i, int j) {
    double d = distance.between(i, j);
    return 1 - probabilityFarther(d, i) * probabilityFarther(d, j);
  }

  /** Mutual proximity grows with the distance, so a bound of one gives a bound of the other. */
  @Override
  public float[][] lowerBounds(int from, int to) {
    float[][] bounds = distance.lowerBounds(from, to);

    for (int i = 0; i < bounds.length; i++) {
      for (int j = 0; j < bounds[i].length; j++) {
        double d = bounds[i][j];
        bounds[i][j] = (float) (1 - probabilityFarther(d, from + i) * probabilityFarther(d, j));
      }
    }

    return bounds;
  }

  /** Probability that a random song lies farther than {@code d} from a song. */
  private double probabilityFarther(double d, int song) {
    double deviation = deviations[song];

    if (deviation == 0) {
      // All songs of the reference are equally far.
      return d < means[song] ? 1 : d == means[song] ? 0.5 : 0;
    }

    return NormalDistribution.upperTail((d - means[song]) / deviation);
  }
}

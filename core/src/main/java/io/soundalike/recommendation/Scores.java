package io.soundalike.recommendation;

import io.soundalike.neighbours.Distance;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/**
 * Scores of songs for one listener, the higher the better; NaN where there is none.
 *
 * <p>References: Y. Hu, Y. Koren, C. Volinsky, Collaborative filtering for implicit feedback
 * datasets, ICDM 2008 (taste); A. van den Oord, S. Dieleman, B. Schrauwen, Deep content-based music
 * recommendation, NIPS 2013 (why cold songs need their sound)
 */
public final class Scores {

  /**
   * A listener has several tastes: a song should be near to some of what was played, not to all.
   */
  private static final int NEAREST_PLAYED = 3;

  private static final double MIDDLE = 0.5;

  private Scores() {}

  /**
   * How near songs sound to what was played: the mean distance to the nearest three, negated.
   *
   * @param played indices of at least one song
   * @param candidates indices of songs
   */
  public static double[] sound(Distance distance, int[] played, int[] candidates) {
    return Arrays.stream(candidates)
        .mapToDouble(
            candidate ->
                -Arrays.stream(played)
                    .mapToDouble(song -> distance.between(song, candidate))
                    .sorted()
                    .limit(NEAREST_PLAYED)
                    .average()
                    .orElse(Double.NaN))
        .toArray();
  }

  /**
   * How well songs go with a listener by what all listeners play: products of factors.
   *
   * @param factors of songs, null of those that nobody played
   */
  public static double[] taste(float[] listener, float[][] factors, int[] candidates) {
    return Arrays.stream(candidates)
        .mapToDouble(
            candidate -> {
              float[] song = factors[candidate];
              double product = song == null ? Double.NaN : 0;

              for (int d = 0; song != null && d < song.length; d++) {
                product += listener[d] * song[d];
              }

              return product;
            })
        .toArray();
  }

  /**
   * Both together: each score is replaced by the share of candidates that it beats, so that they
   * have one measure, and the shares are weighed. A song without taste, of which nothing is known
   * but its sound, has the taste of the middle one.
   *
   * @param soundShare what sound counts for, from 0 to 1
   */
  public static double[] hybrid(double[] sound, double[] taste, double soundShare) {
    double[] bySound = shares(sound);
    double[] byTaste = shares(taste);
    double[] both = new double[sound.length];

    for (int i = 0; i < both.length; i++) {
      double tasted = Double.isNaN(byTaste[i]) ? MIDDLE : byTaste[i];
      both[i] = soundShare * bySound[i] + (1 - soundShare) * tasted;
    }

    return both;
  }

  /** Of each score the share of the others that are lower, equal ones counting half. */
  private static double[] shares(double[] scores) {
    if (scores.length == 0) {
      return scores;
    }

    double[] ranks = new NaturalRanking(NaNStrategy.FIXED, TiesStrategy.AVERAGE).rank(scores);
    long others = Arrays.stream(scores).filter(score -> !Double.isNaN(score)).count() - 1;
    return Arrays.stream(ranks)
        .map(rank -> others < 1 ? rank * MIDDLE : (rank - 1) / others)
        .toArray();
  }

  /**
   * Candidates, the best first; those without a score come last, equal ones in their order.
   *
   * @return the places of the best {@code k} in {@code scores}
   */
  public static int[] best(double[] scores, int k) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                    (Integer i) -> Double.isNaN(scores[i]) ? Double.POSITIVE_INFINITY : -scores[i])
                .thenComparing(Comparator.naturalOrder()))
        .limit(k)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}

package io.soundalike.recommendation;

import io.soundalike.neighbours.Distance;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/**
 * Recommendation scores of songs for one listener: higher is better, NaN means no score.
 *
 * <p>References: Y. Hu, Y. Koren, C. Volinsky, Collaborative filtering for implicit feedback
 * datasets, ICDM 2008 (collaborative scores); A. van den Oord, S. Dieleman, B. Schrauwen, Deep
 * content-based music recommendation, NIPS 2013 (content scores for cold songs)
 */
public final class Scores {

  /**
   * A song need only be near to some of the played songs, as a listener may have several tastes.
   */
  private static final int NEAREST_PLAYED = 3;

  private static final double MEDIAN_RANK = 0.5;

  private Scores() {}

  /**
   * Content-based scores: the negated mean distance to the nearest three played songs.
   *
   * @param played indices of at least one song
   * @param candidates indices of songs
   */
  public static double[] contentScores(Distance distance, int[] played, int[] candidates) {
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
   * Collaborative scores: products of the factors of listener and song.
   *
   * @param listener factors of the listener
   * @param factors of all songs; null for cold songs, which no listener has played
   * @param candidates indices of songs
   */
  public static double[] collaborativeScores(
      float[] listener, float[][] factors, int[] candidates) {
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
   * Hybrid scores: a weighted mean of percentile ranks. Each score is replaced by the share of
   * candidates with a lower score, so that both are on one scale. A song without a collaborative
   * score gets the median rank there.
   *
   * @param content content-based scores of the candidates
   * @param collaborative collaborative scores of the same candidates
   * @param contentWeight weight of the content-based scores, from 0 to 1
   */
  public static double[] hybridScores(
      double[] content, double[] collaborative, double contentWeight) {
    double[] contentRanks = percentileRanks(content);
    double[] collaborativeRanks = percentileRanks(collaborative);
    double[] hybrid = new double[content.length];

    for (int i = 0; i < hybrid.length; i++) {
      double rank = Double.isNaN(collaborativeRanks[i]) ? MEDIAN_RANK : collaborativeRanks[i];
      hybrid[i] = contentWeight * contentRanks[i] + (1 - contentWeight) * rank;
    }

    return hybrid;
  }

  /** Share of the other scores that are lower, in [0, 1]; equal scores count half. */
  private static double[] percentileRanks(double[] scores) {
    if (scores.length == 0) {
      return scores;
    }

    double[] ranks = new NaturalRanking(NaNStrategy.FIXED, TiesStrategy.AVERAGE).rank(scores);
    long others = Arrays.stream(scores).filter(score -> !Double.isNaN(score)).count() - 1;
    return Arrays.stream(ranks)
        .map(rank -> others < 1 ? rank * MEDIAN_RANK : (rank - 1) / others)
        .toArray();
  }

  /**
   * Selects the best candidates. Those without a score come last; equal scores keep their order.
   *
   * @param k largest number of candidates
   * @return indices into {@code scores}, the best first
   */
  public static int[] topK(double[] scores, int k) {
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

package io.soundalike.evaluation;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Retrieval metrics of one query: how well its ranking finds the songs of its own label.
 *
 * @param precisionAt1 1 if the nearest song has the label, else 0
 * @param precisionAt5 share of the nearest five songs that have the label
 * @param precisionAt10 share of the nearest ten songs that have the label
 * @param averagePrecision mean of the precisions at the ranks of the songs with the label
 * @param knn 1 if the label is the most frequent among the nearest five, else 0; a tie goes to the
 *     label of the nearest song
 *     <p>References: C. D. Manning, P. Raghavan, H. Schütze, Introduction to information retrieval,
 *     2008, chapter 8; sklearn.metrics.average_precision_score
 */
public record Retrieval(
    double precisionAt1,
    double precisionAt5,
    double precisionAt10,
    double averagePrecision,
    double knn)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Number of neighbours that vote for a label. */
  private static final int VOTERS = 5;

  /**
   * Measures a ranking.
   *
   * @param ranking from {@link Ranking#rank}
   * @param labels of all songs
   * @param label of the query
   * @return null if no song of the ranking has the label, as the metrics are then undefined
   */
  public static @Nullable Retrieval measure(int[] ranking, List<String> labels, String label) {
    int found = 0;
    double precisions = 0;
    int[] foundAt = new int[ranking.length + 1];

    for (int place = 1; place <= ranking.length; place++) {
      if (labels.get(ranking[place - 1]).equals(label)) {
        found++;
        precisions += (double) found / place;
      }

      foundAt[place] = found;
    }

    if (found == 0) {
      return null;
    }

    return new Retrieval(
        precision(foundAt, 1),
        precision(foundAt, 5),
        precision(foundAt, 10),
        precisions / found,
        vote(ranking, labels).equals(label) ? 1 : 0);
  }

  /** Precision at k; if the ranking is shorter, the missing songs count as not relevant. */
  private static double precision(int[] foundAt, int k) {
    return (double) foundAt[Math.min(k, foundAt.length - 1)] / k;
  }

  private static String vote(int[] ranking, List<String> labels) {
    Map<String, Integer> votes = new HashMap<>();
    String winner = "";

    for (int i = 0; i < Math.min(VOTERS, ranking.length); i++) {
      votes.merge(labels.get(ranking[i]), 1, Integer::sum);
    }

    for (int i = Math.min(VOTERS, ranking.length) - 1; i >= 0; i--) {
      String label = labels.get(ranking[i]);
      winner = votes.getOrDefault(label, 0) >= votes.getOrDefault(winner, 0) ? label : winner;
    }

    return winner;
  }
}

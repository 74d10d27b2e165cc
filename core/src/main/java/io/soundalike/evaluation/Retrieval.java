package io.soundalike.evaluation;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How well the list of one song finds the songs of its own label.
 *
 * @param precisionAt1 1 if the nearest song has the label, else 0
 * @param precisionAt5 share of the nearest five
 * @param precisionAt10 share of the nearest ten
 * @param averagePrecision mean, over the songs of the label, of the share of such songs in the list
 *     up to there
 * @param knn 1 if most of the nearest five have the label, else 0; a draw goes to the label that
 *     comes first
 */
public record Retrieval(
    double precisionAt1,
    double precisionAt5,
    double precisionAt10,
    double averagePrecision,
    double knn)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Neighbours that vote. */
  private static final int VOTERS = 5;

  /**
   * Judges a list.
   *
   * @param ranking from {@link Ranking}
   * @param labels of all songs
   * @return null if no song in the list has the label: there is nothing to find
   */
  public static @Nullable Retrieval of(int[] ranking, List<String> labels, String label) {
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

  /** Of a list that is shorter than {@code k}, what is missing counts as not found. */
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

package io.soundalike.recommendation;

import java.io.Serializable;
import java.util.Set;

/**
 * Ranking metrics of a recommendation list against songs of a listener that were held out.
 *
 * @param recall share of the held-out songs, or of k if there are more, among the first k
 * @param ndcg normalised discounted cumulative gain at k: 1 if the held-out songs come first
 *     <p>References: K. Järvelin, J. Kekäläinen, Cumulated gain-based evaluation of IR techniques,
 *     TOIS 2002; sklearn.metrics.ndcg_score
 */
public record HeldOutPlays(double recall, double ndcg) implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Measures a list.
   *
   * @param list songs, the best first
   * @param heldOut at least one song
   * @param k number of positions that count
   */
  public static HeldOutPlays measure(int[] list, Set<Integer> heldOut, int k) {
    int findable = Math.min(k, heldOut.size());
    int found = 0;
    double gain = 0;
    double ideal = 0;

    for (int rank = 1; rank <= k; rank++) {
      double discount = Math.log(2) / Math.log(rank + 1);

      if (rank <= list.length && heldOut.contains(list[rank - 1])) {
        found++;
        gain += discount;
      }

      ideal += rank <= findable ? discount : 0;
    }

    return new HeldOutPlays((double) found / findable, gain / ideal);
  }
}

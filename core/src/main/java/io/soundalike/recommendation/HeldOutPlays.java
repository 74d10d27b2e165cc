package io.soundalike.recommendation;

import java.io.Serializable;
import java.util.Set;

/**
 * How well a list finds the songs that a listener played, and that were kept from who made it.
 *
 * @param recall share of the hidden songs, of at most as many as the list has places, that it holds
 * @param ndcg the same with places counting: 1 if the hidden songs come first
 *     <p>References: K. Järvelin, J. Kekäläinen, Cumulated gain-based evaluation of IR techniques,
 *     TOIS 2002; sklearn.metrics.ndcg_score
 */
public record HeldOutPlays(double recall, double ndcg) implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Judges a list.
   *
   * @param list songs, the best first
   * @param hidden at least one song
   * @param k places that count
   */
  public static HeldOutPlays of(int[] list, Set<Integer> hidden, int k) {
    int findable = Math.min(k, hidden.size());
    int found = 0;
    double gain = 0;
    double ideal = 0;

    for (int place = 1; place <= k; place++) {
      double discount = Math.log(2) / Math.log(place + 1);

      if (place <= list.length && hidden.contains(list[place - 1])) {
        found++;
        gain += discount;
      }

      ideal += place <= findable ? discount : 0;
    }

    return new HeldOutPlays((double) found / findable, gain / ideal);
  }
}

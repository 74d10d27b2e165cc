package io.soundalike.evaluation;

import java.util.Arrays;

/**
 * Trustworthiness of a map: 1 if the k nearest songs on the map are always among the k nearest by
 * the original distance, less by the original ranks of those that are not.
 *
 * <p>References: J. Venna, S. Kaski, Neighborhood preservation in nonlinear projection methods,
 * ICANN 2001; sklearn.manifold.trustworthiness
 */
public final class Trustworthiness {

  private Trustworthiness() {}

  /**
   * Computes the penalty of one song: by how much the original ranks of its k nearest on the map
   * exceed k, summed.
   *
   * @param original the song's {@link Ranking} by the original distance
   * @param map its ranking by distance on the map
   */
  public static long penalty(int[] original, int[] map, int k) {
    int[] rank = new int[original.length + 2];
    Arrays.fill(rank, 0);

    for (int i = 0; i < original.length; i++) {
      rank[original[i]] = i + 1;
    }

    long penalty = 0;

    for (int i = 0; i < Math.min(k, map.length); i++) {
      penalty += Math.max(0, rank[map[i]] - k);
    }

    return penalty;
  }

  /**
   * Converts penalties to the trustworthiness of a map.
   *
   * @param penalties sum over all songs
   * @param n number of songs
   * @param k number of neighbours, less than n / 2
   * @return at most 1
   */
  public static double fromPenalties(long penalties, int n, int k) {
    return 1 - 2.0 * penalties / ((double) n * k * (2.0 * n - 3 * k - 1));
  }
}

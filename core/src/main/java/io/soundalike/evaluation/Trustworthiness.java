package io.soundalike.evaluation;

import java.util.Arrays;

/**
 * Whether songs that are neighbours on the map are near in truth: 1 if every one of the k nearest
 * on the map is among the k nearest, less by how far down the true list those come that are not.
 *
 * <p>References: J. Venna, S. Kaski, Neighborhood preservation in nonlinear projection methods,
 * ICANN 2001; sklearn.manifold.trustworthiness
 */
public final class Trustworthiness {

  private Trustworthiness() {}

  /**
   * What one song's neighbours on the map take away.
   *
   * @param truth the song's {@link Ranking} by true distance
   * @param map the same by distance on the map
   */
  public static long penalty(int[] truth, int[] map, int k) {
    int[] place = new int[truth.length + 2];
    Arrays.fill(place, 0);

    for (int i = 0; i < truth.length; i++) {
      place[truth[i]] = i + 1;
    }

    long penalty = 0;

    for (int i = 0; i < Math.min(k, map.length); i++) {
      penalty += Math.max(0, place[map[i]] - k);
    }

    return penalty;
  }

  /**
   * Of all songs.
   *
   * @param penalties added up
   * @param n songs
   * @param k less than n / 2
   */
  public static double of(long penalties, int n, int k) {
    return 1 - 2.0 * penalties / ((double) n * k * (2.0 * n - 3 * k - 1));
  }
}

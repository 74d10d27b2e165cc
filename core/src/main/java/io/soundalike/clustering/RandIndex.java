package io.soundalike.clustering;

import java.util.Arrays;

/**
 * Adjusted Rand index, the agreement of two clusterings of the same items: 1 for equal clusterings,
 * about 0 for random ones.
 *
 * <p>References: L. Hubert, P. Arabie, Comparing partitions, Journal of Classification 2, 1985;
 * sklearn.metrics.adjusted_rand_score
 */
public final class RandIndex {

  private RandIndex() {}

  /**
   * Computes the index.
   *
   * @param one {@code [items]}: cluster of each item, 0 or more
   * @param other {@code [items]}: cluster of each item in the other clustering
   * @return at maximum 1
   */
  public static double adjusted(int[] one, int[] other) {
    int rows = Arrays.stream(one).max().orElse(0) + 1;
    int columns = Arrays.stream(other).max().orElse(0) + 1;
    long[][] contingency = new long[rows][columns];
    long[] ofOne = new long[rows];
    long[] ofOther = new long[columns];

    for (int i = 0; i < one.length; i++) {
      contingency[one[i]][other[i]]++;
      ofOne[one[i]]++;
      ofOther[other[i]]++;
    }

    double agreeing = Arrays.stream(contingency).mapToDouble(RandIndex::pairs).sum();
    double all = one.length * (one.length - 1.0) / 2;
    double expected = all == 0 ? 0 : pairs(ofOne) * pairs(ofOther) / all;
    double maximum = (pairs(ofOne) + pairs(ofOther)) / 2;
    // Both clusterings are all singletons, or one cluster: they are equal.
    return maximum == expected ? 1 : (agreeing - expected) / (maximum - expected);
  }

  private static double pairs(long[] counts) {
    return Arrays.stream(counts).mapToDouble(count -> count * (count - 1.0) / 2).sum();
  }
}

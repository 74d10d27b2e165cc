package io.soundalike.clustering;

import java.util.Arrays;

/**
 * How much two clusterings of the same things agree: the adjusted Rand index, 1 for the same
 * clusters, about 0 for clusters drawn by lot.
 *
 * <p>References: L. Hubert, P. Arabie, Comparing partitions, Journal of Classification 2, 1985;
 * sklearn.metrics.adjusted_rand_score
 */
public final class RandIndex {

  private RandIndex() {}

  /**
   * The index.
   *
   * @param one numbers from 0
   * @param other of the same things
   */
  public static double adjusted(int[] one, int[] other) {
    int rows = Arrays.stream(one).max().orElse(0) + 1;
    int columns = Arrays.stream(other).max().orElse(0) + 1;
    long[][] both = new long[rows][columns];
    long[] ofOne = new long[rows];
    long[] ofOther = new long[columns];

    for (int i = 0; i < one.length; i++) {
      both[one[i]][other[i]]++;
      ofOne[one[i]]++;
      ofOther[other[i]]++;
    }

    double together = Arrays.stream(both).mapToDouble(RandIndex::pairs).sum();
    double all = one.length * (one.length - 1.0) / 2;
    double expected = all == 0 ? 0 : pairs(ofOne) * pairs(ofOther) / all;
    double most = (pairs(ofOne) + pairs(ofOther)) / 2;
    // All alone, or all together, in both: there is nothing to disagree about.
    return most == expected ? 1 : (together - expected) / (most - expected);
  }

  private static double pairs(long[] counts) {
    return Arrays.stream(counts).mapToDouble(count -> count * (count - 1.0) / 2).sum();
  }
}

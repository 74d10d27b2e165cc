package io.soundalike.clustering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Ward's hierarchical clustering by the nearest-neighbour chain: each merge is the one that adds
 * least to the variance within clusters. O(n^2) time and memory.
 *
 * <p>References:
 *
 * <ul>
 *   <li>J. H. Ward, Hierarchical grouping to optimize an objective function, JASA 58, 1963
 *   <li>F. Murtagh, A survey of recent advances in hierarchical clustering algorithms, 1983: the
 *       chain
 *   <li>scipy.cluster.hierarchy.linkage(method="ward"), whose heights these are
 * </ul>
 */
public final class WardLinkage {

  private WardLinkage() {}

  /**
   * Links points into a tree.
   *
   * @param points {@code [n][dimensions]}
   * @return n - 1 merges, lowest first
   */
  public static Dendrogram link(double[][] points) {
    int[] ones = new int[points.length];
    Arrays.fill(ones, 1);
    return link(points, ones);
  }

  /**
   * Links groups of points into a tree, as if their own points had been linked first.
   *
   * @param centres means of the groups, {@code [n][dimensions]}
   * @param sizes points of each, at least 1
   * @return n - 1 merges, lowest first, whose sizes count groups
   */
  public static Dendrogram link(double[][] centres, int[] sizes) {
    int n = centres.length;
    double[][] distance = new double[n][n];

    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double weight = 2.0 * sizes[i] * sizes[j] / ((double) sizes[i] + sizes[j]);
        distance[i][j] = weight * squared(centres[i], centres[j]);
      }
    }

    List<int[]> pairs = new ArrayList<>();
    List<Double> heights = new ArrayList<>();
    chain(distance, sizes.clone(), pairs, heights);
    return Dendrogram.ofUnsorted(n, pairs, heights);
  }

  /** Follows nearest neighbours until two are each other's, merges them, and goes on from there. */
  private static void chain(
      double[][] distance, int[] size, List<int[]> pairs, List<Double> heights) {
    int n = distance.length;
    int[] chain = new int[n];
    int length = 0;

    while (pairs.size() < n - 1) {
      if (length == 0) {
        chain[length++] = firstLeft(size);
      }

      int tip = chain[length - 1];
      int before = length > 1 ? chain[length - 2] : -1;
      int nearest = nearest(distance, size, tip, before);

      if (nearest != before) {
        chain[length++] = nearest;
        continue;
      }

      length -= 2;
      pairs.add(new int[] {Math.min(tip, before), Math.max(tip, before)});
      heights.add(Math.sqrt(distance[tip][before]));
      merge(distance, size, Math.min(tip, before), Math.max(tip, before));
    }
  }

  /** The cluster {@code gone} becomes part of {@code kept} (the formula of Lance and Williams). */
  private static void merge(double[][] distance, int[] size, int kept, int gone) {
    double between = distance[kept][gone];

    for (int k = 0; k < size.length; k++) {
      if (size[k] > 0 && k != kept && k != gone) {
        double total = size[kept] + size[gone] + size[k];
        double d =
            ((size[kept] + size[k]) * distance[kept][k]
                    + (size[gone] + size[k]) * distance[gone][k]
                    - size[k] * between)
                / total;
        distance[kept][k] = d;
        distance[k][kept] = d;
      }
    }

    size[kept] += size[gone];
    size[gone] = 0;
  }

  private static int firstLeft(int[] size) {
    int i = 0;

    while (size[i] == 0) {
      i++;
    }

    return i;
  }

  /** The nearest cluster; the chain's previous one wins a draw, or the chain would never close. */
  private static int nearest(double[][] distance, int[] size, int tip, int before) {
    int best = before;

    for (int k = 0; k < size.length; k++) {
      if (size[k] > 0 && k != tip && (best < 0 || distance[tip][k] < distance[tip][best])) {
        best = k;
      }
    }

    return best;
  }

  private static double squared(double[] a, double[] b) {
    double sum = 0;

    for (int d = 0; d < a.length; d++) {
      sum += (a[d] - b[d]) * (a[d] - b[d]);
    }

    return sum;
  }

  /**
   * Order of merges by height; the sort is stable, so that equal heights keep the chain's order.
   */
  static List<Integer> byHeight(List<Double> heights) {
    List<Integer> order = new ArrayList<>();

    for (int i = 0; i < heights.size(); i++) {
      order.add(i);
    }

    order.sort(Comparator.comparingDouble(heights::get));
    return order;
  }
}

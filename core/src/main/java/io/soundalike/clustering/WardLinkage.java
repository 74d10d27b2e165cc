package io.soundalike.clustering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Ward's hierarchical clustering by the nearest-neighbour chain algorithm. Each merge is the one
 * that increases the variance within clusters least. O(n^2) time and memory.
 *
 * <p>References:
 *
 * <ul>
 *   <li>J. H. Ward, Hierarchical grouping to optimize an objective function, JASA 58, 1963
 *   <li>F. Murtagh, A survey of recent advances in hierarchical clustering algorithms, 1983 (the
 *       chain)
 *   <li>scipy.cluster.hierarchy.linkage(method="ward"), which has the same heights
 * </ul>
 */
public final class WardLinkage {

  private WardLinkage() {}

  /**
   * Clusters points.
   *
   * @param points {@code [n][dimensions]}
   * @return n - 1 merges by ascending height
   */
  public static Dendrogram link(double[][] points) {
    int[] ones = new int[points.length];
    Arrays.fill(ones, 1);
    return link(points, ones);
  }

  /**
   * Clusters groups of points, as if the points of each group had been merged first.
   *
   * @param centres {@code [n][dimensions]}: means of the groups
   * @param sizes {@code [n]}: number of points of each group, at least 1
   * @return n - 1 merges by ascending height; their sizes count groups
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

  /** Follows nearest neighbours to a reciprocal pair, merges it, and continues from the rest. */
  private static void chain(
      double[][] distance, int[] size, List<int[]> pairs, List<Double> heights) {
    int n = distance.length;
    int[] chain = new int[n];
    int length = 0;

    while (pairs.size() < n - 1) {
      if (length == 0) {
        chain[length++] = firstActive(size);
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

  /** Merges cluster {@code removed} into {@code kept}, by the Lance-Williams formula. */
  private static void merge(double[][] distance, int[] size, int kept, int removed) {
    double between = distance[kept][removed];

    for (int k = 0; k < size.length; k++) {
      if (size[k] > 0 && k != kept && k != removed) {
        double total = size[kept] + size[removed] + size[k];
        double d =
            ((size[kept] + size[k]) * distance[kept][k]
                    + (size[removed] + size[k]) * distance[removed][k]
                    - size[k] * between)
                / total;
        distance[kept][k] = d;
        distance[k][kept] = d;
      }
    }

    size[kept] += size[removed];
    size[removed] = 0;
  }

  private static int firstActive(int[] size) {
    int i = 0;

    while (size[i] == 0) {
      i++;
    }

    return i;
  }

  /**
   * The nearest cluster; a tie goes to the chain's previous cluster, or the chain would not end.
   */
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

  /** Order of merges by height; the sort is stable, so equal heights keep the chain's order. */
  static List<Integer> byHeight(List<Double> heights) {
    List<Integer> order = new ArrayList<>();

    for (int i = 0; i < heights.size(); i++) {
      order.add(i);
    }

    order.sort(Comparator.comparingDouble(heights::get));
    return order;
  }
}

package io.soundalike.clustering;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Mean silhouette coefficient by Euclidean distance: how much nearer a point is to its own cluster
 * than to the next one. With a the mean distance of a point to the others of its cluster, and b the
 * smallest mean distance to the points of another cluster, its coefficient is {@code (b - a) /
 * max(a, b)}; 0 for the only point of a cluster.
 *
 * <p>MLlib's ClusteringEvaluator (Spark 3.5) has the squared distance or the cosine only. Squares
 * favour few far outliers, and their sums lose digits far from the origin.
 *
 * <p>References: P. J. Rousseeuw, Silhouettes: a graphical aid to the interpretation and validation
 * of cluster analysis, 1987; sklearn.metrics.silhouette_score (1.5, metric="euclidean",
 * sample_size)
 */
public final class Silhouette {

  /** Of more points, this many at even steps are compared with each other. */
  public static final int MAX_POINTS = 5000;

  private Silhouette() {}

  /**
   * Computes the mean coefficient.
   *
   * @param points {@code [points][dimensions]}
   * @param clusters the cluster of each point, from 0
   * @return from -1 to 1; NaN if the compared points are in fewer than two clusters
   * @throws IllegalArgumentException if there is not one cluster for each point
   */
  public static double mean(double[][] points, int[] clusters) {
    if (points.length != clusters.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%d points, but clusters of %d", points.length, clusters.length));
    }

    int count = Math.min(points.length, MAX_POINTS);
    int[] sample =
        IntStream.range(0, count).map(i -> (int) ((long) i * points.length / count)).toArray();
    int[] sizes = new int[1 + Arrays.stream(clusters).max().orElse(0)];

    for (int point : sample) {
      sizes[clusters[point]]++;
    }

    if (Arrays.stream(sizes).filter(size -> size > 0).count() < 2) {
      return Double.NaN;
    }

    // An array first: a parallel sum of doubles depends on how the stream was split.
    double[] coefficients =
        Arrays.stream(sample)
            .parallel()
            .mapToDouble(point -> coefficient(points, clusters, sizes, sample, point))
            .toArray();
    return Arrays.stream(coefficients).sum() / count;
  }

  private static double coefficient(
      double[][] points, int[] clusters, int[] sizes, int[] sample, int point) {
    int own = clusters[point];

    if (sizes[own] == 1) {
      return 0;
    }

    double[] sums = new double[sizes.length];

    for (int other : sample) {
      sums[clusters[other]] += distance(points[point], points[other]);
    }

    double within = sums[own] / (sizes[own] - 1);
    double between = Double.POSITIVE_INFINITY;

    for (int c = 0; c < sums.length; c++) {
      if (c != own && sizes[c] > 0) {
        between = Math.min(between, sums[c] / sizes[c]);
      }
    }

    double larger = Math.max(within, between);
    return larger == 0 ? 0 : (between - within) / larger;
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;

    for (int d = 0; d < a.length; d++) {
      sum += (a[d] - b[d]) * (a[d] - b[d]);
    }

    return Math.sqrt(sum);
  }
}

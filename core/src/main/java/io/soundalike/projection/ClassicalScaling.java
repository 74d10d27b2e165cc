package io.soundalike.projection;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Classical multidimensional scaling to two dimensions, from distances alone. For Euclidean
 * distances the result is that of principal component analysis.
 *
 * <p>References: W. S. Torgerson, Multidimensional scaling: I. Theory and method, Psychometrika 17,
 * 1952
 */
final class ClassicalScaling {

  private static final int ITERATIONS = 60;

  /**
   * Standard deviation of the first coordinate: small, as t-SNE starts best from a small layout.
   */
  static final double SPREAD = 1e-4;

  private ClassicalScaling() {}

  /**
   * Projects points to the plane of largest variance.
   *
   * @param squaredDistances {@code [n * n]}, row-major, symmetric
   * @return {@code x0, y0, x1, y1, ...}, centred, with a standard deviation of 1e-4 in the first
   *     coordinate
   */
  static double[] project(float[] squaredDistances, int n, long seed) {
    double[] rowMean = new double[n];
    double total = 0;

    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        rowMean[i] += squaredDistances[i * n + j] / n;
      }

      total += rowMean[i] / n;
    }

    SplittableRandom random = new SplittableRandom(seed);
    double[] first = leadingEigenvector(squaredDistances, rowMean, total, new double[n], random);
    double[] second = leadingEigenvector(squaredDistances, rowMean, total, first, random);
    double ratio =
        Math.sqrt(norm(multiply(squaredDistances, rowMean, total, second)))
            / Math.max(1e-300, Math.sqrt(norm(multiply(squaredDistances, rowMean, total, first))));
    double scale = SPREAD * Math.sqrt(n);
    double[] plane = new double[2 * n];

    for (int i = 0; i < n; i++) {
      plane[2 * i] = scale * first[i];
      plane[2 * i + 1] = scale * ratio * second[i];
    }

    return plane;
  }

  /** The leading eigenvector of length 1 orthogonal to {@code other}, by power iteration. */
  private static double[] leadingEigenvector(
      float[] squared, double[] rowMean, double total, double[] other, SplittableRandom random) {
    double[] v = random.doubles(rowMean.length, -1, 1).toArray();

    for (int i = 0; i < ITERATIONS; i++) {
      v = multiply(squared, rowMean, total, orthonormalise(v, other));
    }

    return orthonormalise(v, other);
  }

  private static double[] orthonormalise(double[] v, double[] other) {
    double along = 0;

    for (int i = 0; i < v.length; i++) {
      along += v[i] * other[i];
    }

    double[] unit = new double[v.length];

    for (int i = 0; i < v.length; i++) {
      unit[i] = v[i] - along * other[i];
    }

    double length = Math.max(1e-300, norm(unit));

    for (int i = 0; i < v.length; i++) {
      unit[i] /= length;
    }

    return unit;
  }

  /** Multiplies the doubly centred matrix of inner products by a vector. */
  private static double[] multiply(float[] squared, double[] rowMean, double total, double[] v) {
    int n = v.length;
    double[] product = new double[n];
    IntStream.range(0, n)
        .parallel()
        .forEach(
            i -> {
              double sum = 0;

              for (int j = 0; j < n; j++) {
                sum -= 0.5 * (squared[i * n + j] - rowMean[i] - rowMean[j] + total) * v[j];
              }

              product[i] = sum;
            });
    return product;
  }

  private static double norm(double[] v) {
    double sum = 0;

    for (double x : v) {
      sum += x * x;
    }

    return Math.sqrt(sum);
  }
}

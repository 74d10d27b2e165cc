package io.soundalike.projection;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The plane in which points vary most, found from their distances alone; of Euclidean distances it
 * is that of principal component analysis.
 *
 * <p>References: W. S. Torgerson, Multidimensional scaling: I. Theory and method, Psychometrika 17,
 * 1952
 */
final class ClassicalScaling {

  private static final int ITERATIONS = 60;

  /** Deviation of the first coordinate: small, so that t-SNE's forces are not caught in it. */
  static final double SPREAD = 1e-4;

  private ClassicalScaling() {}

  /**
   * Places points in the plane.
   *
   * @param squaredDistances {@code [n * n]}, row-major, symmetric
   * @return {@code x0, y0, x1, y1, ...}, centred, the first coordinate's deviation being 1e-4
   */
  static double[] plane(float[] squaredDistances, int n, long seed) {
    double[] rowMean = new double[n];
    double total = 0;

    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        rowMean[i] += squaredDistances[i * n + j] / n;
      }

      total += rowMean[i] / n;
    }

    SplittableRandom random = new SplittableRandom(seed);
    double[] first = direction(squaredDistances, rowMean, total, new double[n], random);
    double[] second = direction(squaredDistances, rowMean, total, first, random);
    double ratio =
        Math.sqrt(norm(product(squaredDistances, rowMean, total, second)))
            / Math.max(1e-300, Math.sqrt(norm(product(squaredDistances, rowMean, total, first))));
    double scale = SPREAD * Math.sqrt(n);
    double[] plane = new double[2 * n];

    for (int i = 0; i < n; i++) {
      plane[2 * i] = scale * first[i];
      plane[2 * i + 1] = scale * ratio * second[i];
    }

    return plane;
  }

  /** The leading eigenvector, of length 1, at right angles to {@code other}. */
  private static double[] direction(
      float[] squared, double[] rowMean, double total, double[] other, SplittableRandom random) {
    double[] v = random.doubles(rowMean.length, -1, 1).toArray();

    for (int i = 0; i < ITERATIONS; i++) {
      v = product(squared, rowMean, total, unit(v, other));
    }

    return unit(v, other);
  }

  private static double[] unit(double[] v, double[] other) {
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

  /** The doubly centred matrix of inner products times a vector. */
  private static double[] product(float[] squared, double[] rowMean, double total, double[] v) {
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

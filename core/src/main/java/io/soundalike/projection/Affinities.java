package io.soundalike.projection;

import java.util.stream.IntStream;

/**
 * How much points want to be near each other: for each point a bell over the others, as wide as the
 * perplexity asks for; both directions of a pair averaged.
 */
final class Affinities {

  private static final int BISECTIONS = 100;
  private static final double TOLERANCE = 1e-5;

  private Affinities() {}

  /** Of all pairs, {@code [n * n]}, summing to 1. */
  static float[] dense(float[] squaredDistances, int n, double perplexity) {
    float[] conditional = new float[n * n];
    IntStream.range(0, n)
        .parallel()
        .forEach(
            i -> {
              double[] others = new double[n - 1];

              for (int j = 0; j < n - 1; j++) {
                others[j] = squaredDistances[i * n + (j < i ? j : j + 1)];
              }

              bell(others, perplexity);

              for (int j = 0; j < n - 1; j++) {
                conditional[i * n + (j < i ? j : j + 1)] = (float) others[j];
              }
            });
    float[] joint = new float[n * n];

    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        joint[i * n + j] = (conditional[i * n + j] + conditional[j * n + i]) / (2 * n);
      }
    }

    return joint;
  }

  /**
   * Turns the squared distances of one point into its bell, which sums to 1 and whose entropy is
   * log(perplexity), found by bisection.
   */
  static void bell(double[] squaredDistances, double perplexity) {
    double target = Math.log(perplexity);
    double nearest = Double.POSITIVE_INFINITY;

    for (double squared : squaredDistances) {
      nearest = Math.min(nearest, squared);
    }

    double beta = 1;
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double[] row = new double[squaredDistances.length];

    for (int step = 0; step < BISECTIONS; step++) {
      double entropy = bell(squaredDistances, nearest, beta, row);

      if (Math.abs(entropy - target) < TOLERANCE) {
        break;
      } else if (entropy > target) {
        low = beta;
        beta = high == Double.POSITIVE_INFINITY ? beta * 2 : (beta + high) / 2;
      } else {
        high = beta;
        beta = (beta + low) / 2;
      }
    }

    System.arraycopy(row, 0, squaredDistances, 0, row.length);
  }

  /** Fills a normalised row and gives its entropy. */
  private static double bell(double[] squaredDistances, double nearest, double beta, double[] row) {
    double sum = 0;
    double weighted = 0;

    for (int j = 0; j < row.length; j++) {
      double distance = squaredDistances[j] - nearest;
      row[j] = Math.exp(-beta * distance);
      sum += row[j];
      weighted += row[j] * distance;
    }

    for (int j = 0; j < row.length; j++) {
      row[j] /= sum;
    }

    return Math.log(sum) + beta * weighted / sum;
  }
}

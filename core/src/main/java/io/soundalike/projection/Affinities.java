package io.soundalike.projection;

import java.util.stream.IntStream;

/**
 * Joint probabilities of t-SNE's input space. Each point has a Gaussian distribution over the other
 * points, whose width gives it the wanted perplexity; the joint probability of a pair is the mean
 * of both directions.
 *
 * <p>References: L. van der Maaten, G. Hinton, Visualizing data using t-SNE, JMLR 9, 2008
 */
final class Affinities {

  private static final int BISECTIONS = 100;
  private static final double TOLERANCE = 1e-5;

  private Affinities() {}

  /**
   * Computes the joint probabilities of all pairs.
   *
   * @param squaredDistances {@code [n * n]}, row-major
   * @return {@code [n * n]}, row-major, summing to 1, 0 on the diagonal
   */
  static float[] compute(float[] squaredDistances, int n, double perplexity) {
    float[] conditional = new float[n * n];
    IntStream.range(0, n)
        .parallel()
        .forEach(
            i -> {
              double[] others = new double[n - 1];

              for (int j = 0; j < n - 1; j++) {
                others[j] = squaredDistances[i * n + (j < i ? j : j + 1)];
              }

              normalise(others, perplexity);

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
   * Replaces the squared distances of one point by its conditional probabilities. They sum to 1,
   * and their entropy is log(perplexity); the Gaussian's width is found by bisection.
   */
  static void normalise(double[] squaredDistances, double perplexity) {
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
      double entropy = fillRow(squaredDistances, nearest, beta, row);

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

  /** Fills a row of conditional probabilities and returns its entropy in nats. */
  private static double fillRow(
      double[] squaredDistances, double nearest, double beta, double[] row) {
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

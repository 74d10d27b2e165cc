package io.soundalike.projection;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * t-distributed stochastic neighbour embedding to two dimensions, exact: all pairs attract and
 * repel. Memory is two matrices of n x n floats. Equal inputs and seeds give equal maps, whatever
 * the number of threads.
 *
 * <p>References:
 *
 * <ul>
 *   <li>L. van der Maaten, G. Hinton, Visualizing data using t-SNE, JMLR 9, 2008
 *   <li>A. C. Belkina et al., Automated optimized parameters for t-SNE, Nature Communications 10,
 *       2019: the learning rate n / early exaggeration
 * </ul>
 */
public final class Tsne {

  private static final int EXAGGERATED_ITERATIONS = 250;
  private static final double MIN_GAIN = 0.01;
  private static final int CHECK_EVERY = 20;

  /** The article's perplexity, which four points already have room for. */
  private static final double ALWAYS_ALLOWED = 2;

  private Tsne() {}

  /**
   * How the map is made.
   *
   * @param perplexity effective number of neighbours: 2, or at most (n - 1) / 3
   * @param learningRate step size; 0 for n / early exaggeration: a larger one, such as the usual
   *     minimum of 50, throws points of a small map out of reach of each other
   * @param maxIter iterations, the first 250 of them exaggerated
   * @param iterationsWithoutProgress stop after so many without a lower divergence
   * @param earlyExaggeration factor on attraction at the start
   * @param seed of the search for the start, which is the plane of largest variance
   */
  public record Options(
      double perplexity,
      double learningRate,
      int maxIter,
      int iterationsWithoutProgress,
      double earlyExaggeration,
      long seed) {

    /** The perplexity that suits {@code n} points: n / 14, from 2 (the article's for 28) to 30. */
    public static double perplexityFor(int n) {
      return Math.max(2, Math.min(30, n / 14.0));
    }
  }

  /**
   * A map.
   *
   * @param points {@code [n][2]}, centred on the origin
   * @param divergence Kullback-Leibler divergence, in nats
   * @param iterations done
   */
  public record Result(double[][] points, double divergence, int iterations) {}

  /**
   * Lays out points by their squared distances.
   *
   * @param squaredDistances {@code [n * n]}, row-major, symmetric, zero diagonal
   * @throws IllegalArgumentException if the perplexity is too high for n
   */
  public static Result project(float[] squaredDistances, int n, Options options) {
    if (n < 4) {
      return new Result(few(n), 0, 0);
    }

    if (options.perplexity() > ALWAYS_ALLOWED && 3 * options.perplexity() > n - 1) {
      throw new IllegalArgumentException(
          "perplexity %s needs more than %.0f points, got %d"
              .formatted(options.perplexity(), 3 * options.perplexity() + 1, n));
    }

    float[] p = affinities(squaredDistances, n, options.perplexity());
    double[] start = ClassicalScaling.plane(squaredDistances, n, options.seed());
    return new Descent(p, n, options, start).run();
  }

  /** Up to three points, on a line: there is nothing to optimise. */
  private static double[][] few(int n) {
    double[][] points = new double[n][2];

    for (int i = 0; i < n; i++) {
      points[i][0] = i - (n - 1) / 2.0;
    }

    return points;
  }

  /** Joint probabilities, {@code [n * n]}, summing to 1. */
  static float[] affinities(float[] squaredDistances, int n, double perplexity) {
    float[] conditional = new float[n * n];
    IntStream.range(0, n)
        .parallel()
        .forEach(i -> conditionalRow(squaredDistances, n, i, perplexity, conditional));
    float[] joint = new float[n * n];

    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        joint[i * n + j] = (conditional[i * n + j] + conditional[j * n + i]) / (2 * n);
      }
    }

    return joint;
  }

  /** Finds, by bisection, the bell around a point whose entropy is log(perplexity). */
  private static void conditionalRow(
      float[] squaredDistances, int n, int i, double perplexity, float[] out) {
    double target = Math.log(perplexity);
    double nearest = Double.POSITIVE_INFINITY;

    for (int j = 0; j < n; j++) {
      nearest = j == i ? nearest : Math.min(nearest, squaredDistances[i * n + j]);
    }

    double beta = 1;
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double[] row = new double[n];

    for (int step = 0; step < 100; step++) {
      double entropy = bell(squaredDistances, n, i, nearest, beta, row);

      if (Math.abs(entropy - target) < 1e-5) {
        break;
      } else if (entropy > target) {
        low = beta;
        beta = high == Double.POSITIVE_INFINITY ? beta * 2 : (beta + high) / 2;
      } else {
        high = beta;
        beta = (beta + low) / 2;
      }
    }

    for (int j = 0; j < n; j++) {
      out[i * n + j] = (float) row[j];
    }
  }

  /** Fills a normalised row and gives its entropy. */
  private static double bell(
      float[] squaredDistances, int n, int i, double nearest, double beta, double[] row) {
    double sum = 0;
    double weighted = 0;

    for (int j = 0; j < n; j++) {
      double distance = squaredDistances[i * n + j] - nearest;
      row[j] = j == i ? 0 : Math.exp(-beta * distance);
      sum += row[j];
      weighted += row[j] * distance;
    }

    for (int j = 0; j < n; j++) {
      row[j] /= sum;
    }

    return Math.log(sum) + beta * weighted / sum;
  }

  /** Gradient descent with momentum and one gain for each coordinate. */
  private static final class Descent {

    private final float[] p;
    private final int n;
    private final Options options;
    private final double learningRate;
    private final double[] y;
    private final double[] step;
    private final double[] gain;
    private final double[] gradient;

    /** Sums of each row, added up in their order: the result does not depend on threads. */
    private final double[] rowSums;

    private final double[] rowDivergence;

    Descent(float[] p, int n, Options options, double[] start) {
      this.p = p;
      this.n = n;
      this.options = options;
      this.learningRate =
          options.learningRate() > 0
              ? options.learningRate()
              : Math.max(1, n / options.earlyExaggeration());
      this.y = start;
      this.step = new double[2 * n];
      this.gain = new double[2 * n];
      this.gradient = new double[2 * n];
      this.rowSums = new double[n];
      this.rowDivergence = new double[n];
      Arrays.fill(gain, 1);
    }

    Result run() {
      double best = Double.POSITIVE_INFINITY;
      int bestAt = 0;
      int iteration = 0;

      while (iteration < options.maxIter()) {
        boolean early = iteration < Math.min(EXAGGERATED_ITERATIONS, options.maxIter() / 2);
        differentiate(early ? options.earlyExaggeration() : 1);
        move(early ? 0.5 : 0.8);
        iteration++;

        if (!early && iteration % CHECK_EVERY == 0) {
          double divergence = divergence();

          if (divergence < best - 1e-7) {
            best = divergence;
            bestAt = iteration;
          } else if (iteration - bestAt >= options.iterationsWithoutProgress()) {
            break;
          }
        }
      }

      double[][] points = new double[n][2];

      for (int i = 0; i < n; i++) {
        points[i][0] = y[2 * i];
        points[i][1] = y[2 * i + 1];
      }

      return new Result(points, divergence(), iteration);
    }

    private void differentiate(double exaggeration) {
      double normaliser = normaliser();
      IntStream.range(0, n)
          .parallel()
          .forEach(
              i -> {
                double gx = 0;
                double gy = 0;

                for (int j = 0; j < n; j++) {
                  double dx = y[2 * i] - y[2 * j];
                  double dy = y[2 * i + 1] - y[2 * j + 1];
                  double q = 1 / (1 + dx * dx + dy * dy);
                  double force = (exaggeration * p[i * n + j] - q / normaliser) * q;
                  gx += force * dx;
                  gy += force * dy;
                }

                gradient[2 * i] = 4 * gx;
                gradient[2 * i + 1] = 4 * gy;
              });
    }

    private double normaliser() {
      IntStream.range(0, n)
          .parallel()
          .forEach(
              i -> {
                double sum = 0;

                for (int j = 0; j < n; j++) {
                  double dx = y[2 * i] - y[2 * j];
                  double dy = y[2 * i + 1] - y[2 * j + 1];
                  sum += j == i ? 0 : 1 / (1 + dx * dx + dy * dy);
                }

                rowSums[i] = sum;
              });
      return sum(rowSums);
    }

    private void move(double momentum) {
      double[] centre = new double[2];

      for (int c = 0; c < 2 * n; c++) {
        boolean turned = Math.signum(gradient[c]) != Math.signum(step[c]);
        gain[c] = Math.max(MIN_GAIN, turned ? gain[c] + 0.2 : gain[c] * 0.8);
        step[c] = momentum * step[c] - learningRate * gain[c] * gradient[c];
        y[c] += step[c];
        centre[c & 1] += y[c] / n;
      }

      for (int c = 0; c < 2 * n; c++) {
        y[c] -= centre[c & 1];
      }
    }

    private double divergence() {
      double normaliser = normaliser();
      IntStream.range(0, n)
          .parallel()
          .forEach(
              i -> {
                double sum = 0;

                for (int j = 0; j < n; j++) {
                  double pij = p[i * n + j];

                  if (j != i && pij > 0) {
                    double dx = y[2 * i] - y[2 * j];
                    double dy = y[2 * i + 1] - y[2 * j + 1];
                    double q = 1 / (1 + dx * dx + dy * dy) / normaliser;
                    sum += pij * Math.log(pij / Math.max(q, 1e-300));
                  }
                }

                rowDivergence[i] = sum;
              });
      return sum(rowDivergence);
    }

    private static double sum(double[] values) {
      double sum = 0;

      for (double value : values) {
        sum += value;
      }

      return sum;
    }
  }
}

package io.soundalike.projection;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * t-distributed stochastic neighbour embedding to two dimensions: exact, with two matrices of n x n
 * floats, or by neighbours and a tree. Equal inputs and seeds give equal maps, whatever the number
 * of threads.
 *
 * <p>References:
 *
 * <ul>
 *   <li>L. van der Maaten, G. Hinton, Visualizing data using t-SNE, JMLR 9, 2008
 *   <li>L. van der Maaten, Accelerating t-SNE using tree-based algorithms, JMLR 15, 2014
 *   <li>A. C. Belkina et al., Automated optimized parameters for t-SNE, Nature Communications 10,
 *       2019: the learning rate n / exaggeration, of a gradient without its factor 4
 *   <li>P. G. Poličar, M. Stražar, B. Zupan, openTSNE: a modular Python library for t-SNE, Journal
 *       of Statistical Software 109, 2024: that rate for each phase
 * </ul>
 */
public final class Tsne {

  private static final int EXAGGERATED_ITERATIONS = 250;
  private static final double MIN_GAIN = 0.01;
  private static final int CHECK_EVERY = 50;

  /** When the points are first renumbered; then after twice as many iterations, and so on. */
  private static final int RENUMBER_AT = 50;

  /** The article's perplexity, which four points already have room for. */
  private static final double ALWAYS_ALLOWED = 2;

  /** Few points are easily caught in a bad order, and cheap to start again. */
  private static final int MANY_STARTS_UP_TO = 200;

  private static final int STARTS = 8;

  /** Fewer points need no map. */
  private static final int FEW = 4;

  private Tsne() {}

  /**
   * How the map is made.
   *
   * @param perplexity effective number of neighbours: 2, or at most (n - 1) / 3
   * @param learningRate step size; 0 for n / 4, and as many times less as attraction is
   *     exaggerated: a larger one throws points out of the reach of each other
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

    /** The perplexity that suits {@code n} points: n / 6, from 2 to 30. */
    public static double perplexityFor(int n) {
      return Math.max(2, Math.min(30, n / 6.0));
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
   * Lays out points by their squared distances. Of up to 200 points several starts are tried: the
   * plane of largest variance, and seven by lot.
   *
   * @param squaredDistances {@code [n * n]}, row-major, symmetric, zero diagonal
   * @throws IllegalArgumentException if the perplexity is too high for n
   */
  public static Result project(float[] squaredDistances, int n, Options options) {
    if (n < FEW) {
      return new Result(few(n), 0, 0);
    }

    check(options.perplexity(), n);
    float[] p = Affinities.dense(squaredDistances, n, options.perplexity());
    double[] start = ClassicalScaling.plane(squaredDistances, n, options.seed());
    SplittableRandom random = new SplittableRandom(options.seed());

    try (SpinWaitPool team = new SpinWaitPool(n)) {
      ExactGradientModel forces = new ExactGradientModel(p, n, team);
      Result best = new Descent(forces, options, start).run();

      for (int more = 1; more < (n <= MANY_STARTS_UP_TO ? STARTS : 1); more++) {
        double[] other =
            random.doubles(2L * n, -1, 1).map(x -> x * ClassicalScaling.SPREAD).toArray();
        Result result = new Descent(forces, options, other).run();
        best = result.divergence() < best.divergence() ? result : best;
      }

      return best;
    }
  }

  /**
   * Lays out points by their neighbours: attraction of those alone, repulsion by a tree of squares.
   * Memory grows with the points.
   *
   * @param graph with three neighbours for each of the perplexity, at least
   * @param start {@code x0, y0, x1, y1, ...}; taken over
   * @throws IllegalArgumentException if the perplexity is too high for n
   */
  public static Result project(NeighbourGraph graph, double[] start, Options options) {
    int n = graph.size();

    if (n < FEW) {
      return new Result(few(n), 0, 0);
    }

    check(options.perplexity(), n);
    SparseAffinities affinities = SparseAffinities.of(graph, options.perplexity());

    try (SpinWaitPool team = new SpinWaitPool(n)) {
      return new Descent(new BarnesHutGradientModel(affinities, team), options, start).run();
    }
  }

  private static void check(double perplexity, int n) {
    if (perplexity > ALWAYS_ALLOWED && 3 * perplexity > n - 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "perplexity %s needs more than %.0f points, got %d",
              perplexity,
              3 * perplexity + 1,
              n));
    }
  }

  /** Up to three points, on a line: there is nothing to optimise. */
  private static double[][] few(int n) {
    double[][] points = new double[n][2];

    for (int i = 0; i < n; i++) {
      points[i][0] = i - (n - 1) / 2.0;
    }

    return points;
  }

  /** Gradient descent with momentum and one gain for each coordinate. */
  private static final class Descent {

    private final GradientModel forces;
    private final int n;
    private final Options options;
    private final double[] y;
    private final double[] step;
    private final double[] gain;
    private final double[] gradient;

    /** Of each number the point that it was given first. */
    private final int[] who;

    Descent(GradientModel forces, Options options, double[] start) {
      this.forces = forces;
      this.n = start.length / 2;
      this.options = options;
      this.y = start;
      this.step = new double[2 * n];
      this.gain = new double[2 * n];
      this.gradient = new double[2 * n];
      this.who = IntStream.range(0, n).toArray();
      Arrays.fill(gain, 1);
    }

    Result run() {
      double best = Double.POSITIVE_INFINITY;
      int bestAt = 0;
      int iteration = 0;
      int renumberAt = RENUMBER_AT;

      while (iteration < options.maxIter()) {
        boolean early = iteration < Math.min(EXAGGERATED_ITERATIONS, options.maxIter() / 2);
        double exaggeration = early ? options.earlyExaggeration() : 1;
        forces.differentiate(y, exaggeration, gradient);
        move(early ? 0.5 : 0.8, learningRate(exaggeration));
        iteration++;

        if (iteration == renumberAt) {
          reorderForLocality(forces.reorderForLocality());
          renumberAt *= 2;
        }

        if (!early && iteration % CHECK_EVERY == 0) {
          double divergence = forces.divergence(y);

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
        points[who[i]][0] = y[2 * i];
        points[who[i]][1] = y[2 * i + 1];
      }

      return new Result(points, forces.divergence(y), iteration);
    }

    private double learningRate(double exaggeration) {
      return options.learningRate() > 0 ? options.learningRate() : n / 4.0 / exaggeration;
    }

    private void reorderForLocality(int[] order) {
      if (order.length > 0) {
        int[] before = who.clone();
        Arrays.setAll(who, i -> before[order[i]]);
        reorder(y, order);
        reorder(step, order);
        reorder(gain, order);
      }
    }

    private static void reorder(double[] pairs, int[] order) {
      double[] before = pairs.clone();

      for (int i = 0; i < order.length; i++) {
        pairs[2 * i] = before[2 * order[i]];
        pairs[2 * i + 1] = before[2 * order[i] + 1];
      }
    }

    private void move(double momentum, double learningRate) {
      double[] centre = new double[2];

      for (int c = 0; c < 2 * n; c++) {
        boolean turned = gradient[c] * step[c] <= 0;
        gain[c] = Math.max(MIN_GAIN, turned ? gain[c] + 0.2 : gain[c] * 0.8);
        step[c] = momentum * step[c] - learningRate * gain[c] * gradient[c];
        y[c] += step[c];
        centre[c & 1] += y[c] / n;
      }

      for (int c = 0; c < 2 * n; c++) {
        y[c] -= centre[c & 1];
      }
    }
  }
}

package io.soundalike.projection;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * t-distributed stochastic neighbour embedding (t-SNE) to two dimensions: exact, with two matrices
 * of n x n floats, or approximated by nearest neighbours and a tree. Equal inputs and seeds give
 * equal maps, whatever the number of threads.
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

  /** Iteration at which points are first reordered; then after twice as many, and so on. */
  private static final int FIRST_REORDERING = 50;

  /** The article's perplexity, which is allowed from four points on. */
  private static final double ALWAYS_ALLOWED_PERPLEXITY = 2;

  /**
   * Up to so many points several starts are tried: small maps often end in a poor local minimum.
   */
  private static final int MANY_STARTS_UP_TO = 200;

  private static final int STARTS = 8;

  /** Fewer points are put on a line. */
  private static final int MIN_POINTS = 4;

  private Tsne() {}

  /**
   * Parameters of the optimisation.
   *
   * @param perplexity effective number of neighbours: 2, or at most (n - 1) / 3
   * @param learningRate step size; 0 for n / 4 divided by the exaggeration of the phase. Larger
   *     rates can throw single points so far out that nothing attracts them any more
   * @param maxIter largest number of iterations; the first 250, or half of them, are exaggerated
   * @param iterationsWithoutProgress iterations without a lower divergence before stopping
   * @param earlyExaggeration factor on the attraction in the first phase
   * @param seed of the random starts
   */
  public record Options(
      double perplexity,
      double learningRate,
      int maxIter,
      int iterationsWithoutProgress,
      double earlyExaggeration,
      long seed) {

    /** The default perplexity of {@code n} points: n / 6, from 2 to 30. */
    public static double perplexityFor(int n) {
      return Math.max(2, Math.min(30, n / 6.0));
    }
  }

  /**
   * A map.
   *
   * @param points {@code [n][2]}: coordinates, centred on the origin
   * @param divergence Kullback-Leibler divergence, in nats
   * @param iterations number of iterations run
   */
  public record Result(double[][] points, double divergence, int iterations) {}

  /**
   * Projects points exactly, from the squared distances of all pairs. Up to 200 points, the best of
   * eight starts is taken: the plane of largest variance and seven random layouts.
   *
   * @param squaredDistances {@code [n * n]}: row-major, symmetric, 0 on the diagonal
   * @param n number of points, 0 or more
   * @throws IllegalArgumentException if the perplexity is above 2 and above (n - 1) / 3
   */
  public static Result project(float[] squaredDistances, int n, Options options) {
    if (n < MIN_POINTS) {
      return new Result(line(n), 0, 0);
    }

    checkPerplexity(options.perplexity(), n);
    float[] p = Affinities.compute(squaredDistances, n, options.perplexity());
    double[] start = ClassicalScaling.project(squaredDistances, n, options.seed());
    SplittableRandom random = new SplittableRandom(options.seed());

    try (SpinWaitPool pool = new SpinWaitPool(n)) {
      ExactGradientModel model = new ExactGradientModel(p, n, pool);
      Result best = new Descent(model, options, start).run();

      for (int s = 1; s < (n <= MANY_STARTS_UP_TO ? STARTS : 1); s++) {
        double[] other =
            random.doubles(2L * n, -1, 1).map(x -> x * ClassicalScaling.SPREAD).toArray();
        Result result = new Descent(model, options, other).run();
        best = result.divergence() < best.divergence() ? result : best;
      }

      return best;
    }
  }

  /**
   * Projects points by their nearest neighbours: attraction between neighbours only, repulsion
   * approximated by a quadtree. Memory grows linearly with the points.
   *
   * @param graph with at least three times as many neighbours as the perplexity
   * @param start initial coordinates {@code x0, y0, x1, y1, ...}; overwritten
   * @throws IllegalArgumentException if the perplexity is above 2 and above (n - 1) / 3
   */
  public static Result project(NeighbourGraph graph, double[] start, Options options) {
    int n = graph.size();

    if (n < MIN_POINTS) {
      return new Result(line(n), 0, 0);
    }

    checkPerplexity(options.perplexity(), n);
    SparseAffinities affinities = SparseAffinities.compute(graph, options.perplexity());

    try (SpinWaitPool pool = new SpinWaitPool(n)) {
      return new Descent(new BarnesHutGradientModel(affinities, pool), options, start).run();
    }
  }

  private static void checkPerplexity(double perplexity, int n) {
    if (perplexity > ALWAYS_ALLOWED_PERPLEXITY && 3 * perplexity > n - 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "perplexity %s needs more than %.0f points, got %d",
              perplexity,
              3 * perplexity + 1,
              n));
    }
  }

  /** Puts up to three points on a line: there is nothing to optimise. */
  private static double[][] line(int n) {
    double[][] points = new double[n][2];

    for (int i = 0; i < n; i++) {
      points[i][0] = i - (n - 1) / 2.0;
    }

    return points;
  }

  /** Gradient descent with momentum and an adaptive gain for each coordinate. */
  private static final class Descent {

    private final GradientModel model;
    private final int n;
    private final Options options;
    private final double[] y;
    private final double[] step;
    private final double[] gain;
    private final double[] gradient;

    /** Original point index at each position. */
    private final int[] originalIndex;

    Descent(GradientModel model, Options options, double[] start) {
      this.model = model;
      this.n = start.length / 2;
      this.options = options;
      this.y = start;
      this.step = new double[2 * n];
      this.gain = new double[2 * n];
      this.gradient = new double[2 * n];
      this.originalIndex = IntStream.range(0, n).toArray();
      Arrays.fill(gain, 1);
    }

    Result run() {
      double best = Double.POSITIVE_INFINITY;
      int bestAt = 0;
      int iteration = 0;
      int reorderAt = FIRST_REORDERING;

      while (iteration < options.maxIter()) {
        boolean early = iteration < Math.min(EXAGGERATED_ITERATIONS, options.maxIter() / 2);
        double exaggeration = early ? options.earlyExaggeration() : 1;
        model.differentiate(y, exaggeration, gradient);
        move(early ? 0.5 : 0.8, learningRate(exaggeration));
        iteration++;

        if (iteration == reorderAt) {
          reorderForLocality(model.reorderForLocality());
          reorderAt *= 2;
        }

        if (!early && iteration % CHECK_EVERY == 0) {
          double divergence = model.divergence(y);

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
        points[originalIndex[i]][0] = y[2 * i];
        points[originalIndex[i]][1] = y[2 * i + 1];
      }

      return new Result(points, model.divergence(y), iteration);
    }

    private double learningRate(double exaggeration) {
      return options.learningRate() > 0 ? options.learningRate() : n / 4.0 / exaggeration;
    }

    private void reorderForLocality(int[] order) {
      if (order.length > 0) {
        int[] before = originalIndex.clone();
        Arrays.setAll(originalIndex, i -> before[order[i]]);
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
        boolean changesSign = gradient[c] * step[c] <= 0;
        gain[c] = Math.max(MIN_GAIN, changesSign ? gain[c] + 0.2 : gain[c] * 0.8);
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

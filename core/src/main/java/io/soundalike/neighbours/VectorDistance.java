package io.soundalike.neighbours;

import io.soundalike.nd4j.MatrixProduct;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Distances between vectors, which are prepared once, so that comparing two of them is one pass of
 * multiplications.
 *
 * <p>Cosine: each dimension is centred and scaled by the mean and deviation of a reference, then
 * each vector to length 1; the distance is 1 - cosine, from 0 to 2.
 */
public final class VectorDistance implements Distance {

  private static final long serialVersionUID = 1L;

  /** What products in single precision may be wrong by, as a share of the vectors' squares. */
  private static final float ROUNDING = 1e-5f;

  /** How two vectors are compared. */
  public enum Metric {
    COSINE,
    EUCLIDEAN,
    /** Euclidean, each dimension scaled by the reference's deviation. */
    STANDARDISED_EUCLIDEAN
  }

  private final Metric metric;
  private final int size;
  private final float[][] vectors;
  private final MatrixProduct product;
  private final float[] squares;

  /**
   * Songs that are their own reference.
   *
   * @param vectors {@code [songs][dimensions]}, not changed
   */
  public VectorDistance(Metric metric, float[][] vectors) {
    this(metric, vectors, vectors.length, IntStream.range(0, vectors.length).toArray());
  }

  /**
   * @param vectors {@code [songs][dimensions]}, not changed
   * @param size songs to compare; those behind them serve {@link #between} alone
   * @param reference indices of the songs whose means and deviations count
   */
  VectorDistance(Metric metric, float[][] vectors, int size, int[] reference) {
    this.metric = metric;
    this.size = size;
    this.vectors =
        switch (metric) {
          case EUCLIDEAN -> vectors;
          case STANDARDISED_EUCLIDEAN -> standardise(vectors, reference);
          case COSINE -> ofLengthOne(standardise(vectors, reference));
        };
    this.product = new MatrixProduct(Arrays.copyOf(this.vectors, size));
    this.squares = metric == Metric.COSINE ? new float[0] : squares();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public double between(int i, int j) {
    float[] a = vectors[i];
    float[] b = vectors[j];
    double sum = 0;

    if (metric == Metric.COSINE) {
      for (int d = 0; d < a.length; d++) {
        sum += (double) a[d] * b[d];
      }

      return Math.max(0, 1 - sum);
    }

    for (int d = 0; d < a.length; d++) {
      double delta = (double) a[d] - b[d];
      sum += delta * delta;
    }

    return Math.sqrt(sum);
  }

  @Override
  public float[][] lowerBounds(int from, int to) {
    float[][] rows = product.rows(from, to);

    if (metric == Metric.COSINE) {
      for (float[] row : rows) {
        for (int j = 0; j < row.length; j++) {
          row[j] = Math.max(0, 1 - ROUNDING - row[j]);
        }
      }

      return rows;
    }

    for (int i = from; i < to; i++) {
      turn(rows[i - from], squares[i], squares);
    }

    return rows;
  }

  /** Makes bounds of a vector's products with all: a loop for the processor's wide registers. */
  private static void turn(float[] row, float square, float[] squares) {
    for (int j = 0; j < row.length; j++) {
      float squared = (square + squares[j]) * (1 - ROUNDING) - 2 * row[j];
      row[j] = (float) Math.sqrt(Math.max(0, squared));
    }
  }

  /** The vectors as they are compared, {@code [songs][dimensions]}; not to be changed. */
  public float[][] vectors() {
    return vectors;
  }

  private float[] squares() {
    float[] squares = new float[size];

    for (int i = 0; i < squares.length; i++) {
      for (float value : vectors[i]) {
        squares[i] += value * value;
      }
    }

    return squares;
  }

  /** On vectors of length 1, twice the cosine distance is the squared Euclidean one. */
  @Override
  public double squared(int i, int j) {
    double d = between(i, j);
    return metric == Metric.COSINE ? 2 * d : d * d;
  }

  private static float[][] standardise(float[][] embeddings, int[] reference) {
    int n = embeddings.length;
    int dimensions = n == 0 ? 0 : embeddings[0].length;
    int count = reference.length;
    double[] mean = new double[dimensions];
    double[] squares = new double[dimensions];

    for (int song : reference) {
      for (int d = 0; d < dimensions; d++) {
        mean[d] += embeddings[song][d] / count;
      }
    }

    for (int song : reference) {
      for (int d = 0; d < dimensions; d++) {
        double delta = embeddings[song][d] - mean[d];
        squares[d] += delta * delta / count;
      }
    }

    float[][] standard = new float[n][dimensions];

    for (int i = 0; i < n; i++) {
      for (int d = 0; d < dimensions; d++) {
        double deviation = Math.sqrt(squares[d]);
        // A dimension that never moves says nothing: a unit of the network that died.
        standard[i][d] = deviation < 1e-7 ? 0 : (float) ((embeddings[i][d] - mean[d]) / deviation);
      }
    }

    return standard;
  }

  private static float[][] ofLengthOne(float[][] vectors) {
    for (float[] vector : vectors) {
      double squares = 0;

      for (float value : vector) {
        squares += (double) value * value;
      }

      double length = Math.sqrt(squares);

      for (int d = 0; d < vector.length && length > 0; d++) {
        vector[d] = (float) (vector[d] / length);
      }
    }

    return vectors;
  }
}

package io.soundalike.neighbours;

import io.soundalike.nd4j.MatrixProduct;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Distances between vectors. Vectors are scaled once, when the distance is made, so that comparing
 * two of them is a single pass of multiplications.
 *
 * <p>Cosine: each dimension is centred by the mean of a reference, then each vector is scaled to
 * length 1; the distance is 1 - cosine, from 0 to 2.
 */
public final class VectorDistance implements Distance {

  private static final long serialVersionUID = 1L;

  /** Rounding error of single-precision products, as a share of the vectors' squared lengths. */
  private static final float ROUNDING = 1e-5f;

  /** The formula of the distance. */
  public enum Metric {
    COSINE,
    EUCLIDEAN,
    /** Euclidean, after scaling each dimension by the standardised deviation of the reference. */
    STANDARDISED_EUCLIDEAN
  }

  private final Metric metric;
  private final int size;
  private final float[][] vectors;
  private final MatrixProduct product;
  private final float[] squares;

  /**
   * Distance between songs that are their own reference.
   *
   * @param vectors {@code [songs][dimensions]}, not changed
   */
  public VectorDistance(Metric metric, float[][] vectors) {
    this(metric, vectors, vectors.length, IntStream.range(0, vectors.length).toArray());
  }

  /**
   * @param vectors {@code [songs][dimensions]}, not changed
   * @param size number of songs to compare; {@link #between} also takes the indices of the songs
   *     after them
   * @param reference indices of the songs that means and standardised deviations are taken from
   */
  VectorDistance(Metric metric, float[][] vectors, int size, int[] reference) {
    this.metric = metric;
    this.size = size;
    this.vectors =
        switch (metric) {
          case EUCLIDEAN -> vectors;
          case STANDARDISED_EUCLIDEAN -> centre(vectors, reference, true);
          case COSINE -> unitVectors(vectors, reference);
        };
    this.product = new MatrixProduct(Arrays.copyOf(this.vectors, size));
    this.squares = metric == Metric.COSINE ? new float[0] : squares();
  }

  /**
   * Vectors centred by the mean of a reference and scaled to length 1.
   *
   * @param vectors {@code [songs][dimensions]}, not changed
   */
  static float[][] unitVectors(float[][] vectors, int[] reference) {
    return normaliseLengths(centre(vectors, reference, false));
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public double between(int i, int j) {
    float[] a = vectors[i];
    float[] b = vectors[j];

    if (metric == Metric.COSINE) {
      return Math.max(0, 1 - dot(a, b));
    }

    double sum = 0;

    for (int d = 0; d < a.length; d++) {
      double delta = (double) a[d] - b[d];
      sum += delta * delta;
    }

    return Math.sqrt(sum);
  }

  /** The scalar product of two vectors, summed in double precision. */
  static double dot(float[] a, float[] b) {
    double sum = 0;

    for (int d = 0; d < a.length; d++) {
      sum += (double) a[d] * b[d];
    }

    return sum;
  }

  @Override
  public float[][] lowerBounds(int from, int to) {
    float[][] rows = product.multiplyRows(from, to);

    if (metric == Metric.COSINE) {
      for (float[] row : rows) {
        for (int j = 0; j < row.length; j++) {
          row[j] = Math.max(0, 1 - ROUNDING - row[j]);
        }
      }

      return rows;
    }

    for (int i = from; i < to; i++) {
      toEuclideanBounds(rows[i - from], squares[i], squares);
    }

    return rows;
  }

  /** Turns one vector's products with all others into bounds; HotSpot vectorises this loop. */
  private static void toEuclideanBounds(float[] row, float square, float[] squares) {
    for (int j = 0; j < row.length; j++) {
      float squared = (square + squares[j]) * (1 - ROUNDING) - 2 * row[j];
      row[j] = (float) Math.sqrt(Math.max(0, squared));
    }
  }

  /** The scaled vectors, {@code [songs][dimensions]}; callers must not change them. */
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

  /** For cosine, twice the distance: the squared Euclidean distance of vectors of length 1. */
  @Override
  public double squared(int i, int j) {
    double d = between(i, j);
    return metric == Metric.COSINE ? 2 * d : d * d;
  }

  /**
   * Centres vectors by the mean of a reference.
   *
   * @param scales whether dimensions are divided by their standard deviations too
   */
  private static float[][] centre(float[][] vectors, int[] reference, boolean scales) {
    int n = vectors.length;
    int dimensions = n == 0 ? 0 : vectors[0].length;
    int count = reference.length;
    double[] mean = new double[dimensions];
    double[] squares = new double[dimensions];

    for (int song : reference) {
      for (int d = 0; d < dimensions; d++) {
        mean[d] += vectors[song][d] / count;
      }
    }

    for (int song : reference) {
      for (int d = 0; d < dimensions; d++) {
        double delta = vectors[song][d] - mean[d];
        squares[d] += delta * delta / count;
      }
    }

    float[][] scaled = new float[n][dimensions];

    for (int i = 0; i < n; i++) {
      for (int d = 0; d < dimensions; d++) {
        double deviation = Math.sqrt(squares[d]);
        // A constant dimension, such as a dead unit of the network, carries no information.
        double centred = vectors[i][d] - mean[d];
        scaled[i][d] = deviation < 1e-7 ? 0 : (float) (scales ? centred / deviation : centred);
      }
    }

    return scaled;
  }

  private static float[][] normaliseLengths(float[][] vectors) {
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

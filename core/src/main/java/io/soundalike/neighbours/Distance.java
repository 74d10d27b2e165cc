package io.soundalike.neighbours;

import io.soundalike.settings.Settings;
import java.io.Serializable;

/**
 * Distances between the songs of one catalogue. Vectors are prepared once, so that comparing two of
 * them is one pass of multiplications.
 *
 * <p>Cosine: each dimension is centred and scaled by the catalogue's mean and deviation, then each
 * vector to length 1; the distance is 1 - cosine, from 0 to 2. Euclidean: vectors as they are.
 */
public final class Distance implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Settings.Metric metric;
  private final float[][] vectors;

  /**
   * @param embeddings {@code [songs][dimensions]}, not changed
   */
  public Distance(Settings.Metric metric, float[][] embeddings) {
    this.metric = metric;
    this.vectors = metric == Settings.Metric.COSINE ? standardise(embeddings) : embeddings;
  }

  /** Number of songs. */
  public int size() {
    return vectors.length;
  }

  /** Distance between two songs. */
  public double between(int i, int j) {
    float[] a = vectors[i];
    float[] b = vectors[j];
    double sum = 0;

    if (metric == Settings.Metric.COSINE) {
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

  /** All squared distances, {@code [n * n]}, row-major, as the map takes them. */
  public float[] squaredMatrix() {
    int n = vectors.length;
    float[] matrix = new float[n * n];

    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        // On vectors of length 1, twice the cosine distance is the squared Euclidean one.
        double d = between(i, j);
        float squared = (float) (metric == Settings.Metric.COSINE ? 2 * d : d * d);
        matrix[i * n + j] = squared;
        matrix[j * n + i] = squared;
      }
    }

    return matrix;
  }

  private static float[][] standardise(float[][] embeddings) {
    int n = embeddings.length;
    int dimensions = n == 0 ? 0 : embeddings[0].length;
    double[] mean = new double[dimensions];
    double[] squares = new double[dimensions];

    for (float[] row : embeddings) {
      for (int d = 0; d < dimensions; d++) {
        mean[d] += row[d] / n;
      }
    }

    for (float[] row : embeddings) {
      for (int d = 0; d < dimensions; d++) {
        squares[d] += (row[d] - mean[d]) * (row[d] - mean[d]) / n;
      }
    }

    float[][] standard = new float[n][dimensions];

    for (int i = 0; i < n; i++) {
      double[] row = new double[dimensions];
      double length = 0;

      for (int d = 0; d < dimensions; d++) {
        double deviation = Math.sqrt(squares[d]);
        // A dimension that never moves says nothing: a unit of the network that died.
        row[d] = deviation < 1e-7 ? 0 : (embeddings[i][d] - mean[d]) / deviation;
        length += row[d] * row[d];
      }

      for (int d = 0; d < dimensions && length > 0; d++) {
        standard[i][d] = (float) (row[d] / Math.sqrt(length));
      }
    }

    return standard;
  }
}

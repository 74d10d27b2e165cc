package io.soundalike.neighbours;

import java.io.Serializable;

/** Distances between the songs of one catalogue, by their index: symmetric, less if more alike. */
public interface Distance extends Serializable {

  /** Number of songs. */
  int size();

  /** Distance between two songs. */
  double between(int i, int j);

  /**
   * What the distances from some songs to all are at least, of many songs at once: so that a search
   * need not compare what cannot be near.
   *
   * @param from first of the songs
   * @param to after the last
   * @return {@code [to - from][size]}, the caller's own; empty if comparing is the only way
   */
  default float[][] lowerBounds(int from, int to) {
    return new float[0][];
  }

  /** Its square, as a map takes it. */
  default double squared(int i, int j) {
    double d = between(i, j);
    return d * d;
  }

  /** All squared distances, {@code [n * n]}, row-major, 0 on the diagonal. */
  default float[] squaredMatrix() {
    int n = size();
    float[] matrix = new float[n * n];

    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        float squared = (float) squared(i, j);
        matrix[i * n + j] = squared;
        matrix[j * n + i] = squared;
      }
    }

    return matrix;
  }
}

package io.soundalike.neighbours;

import java.io.Serializable;

/** A symmetric distance between songs given by index; similar songs have a small distance. */
public interface Distance extends Serializable {

  /** Number of songs. */
  int size();

  /**
   * Distance between two songs.
   *
   * @param i index of a song, from 0
   * @param j index of a song, from 0
   * @return 0 or more; 0 for a song and itself
   */
  double between(int i, int j);

  /**
   * Lower bounds of the distances from a range of songs to all songs, computed in one batch. A
   * search skips the songs whose bound is already too large.
   *
   * @param from first song of the range
   * @param to one past the last song of the range
   * @return {@code [to - from][size]}, owned by the caller; empty if no bounds are available
   */
  default float[][] lowerBounds(int from, int to) {
    return new float[0][];
  }

  /** The squared distance that a t-SNE map is computed from. */
  default double squared(int i, int j) {
    double d = between(i, j);
    return d * d;
  }

  /** Computes all squared distances: {@code [n * n]}, row-major, 0 on the diagonal. */
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

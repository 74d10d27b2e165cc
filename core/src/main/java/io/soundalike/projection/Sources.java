package io.soundalike.projection;

import java.util.Arrays;

/** Points that push, or squares of some that push as one. */
final class Sources {

  private float[] x = new float[256];
  private float[] y = new float[256];
  private float[] count = new float[256];
  private int size;

  void clear() {
    size = 0;
  }

  void add(float atX, float atY, int points) {
    if (size == x.length) {
      x = Arrays.copyOf(x, 2 * size);
      y = Arrays.copyOf(y, 2 * size);
      count = Arrays.copyOf(count, 2 * size);
    }

    x[size] = atX;
    y[size] = atY;
    count[size++] = points;
  }

  int size() {
    return size;
  }

  float x(int source) {
    return x[source];
  }

  float y(int source) {
    return y[source];
  }

  /** Points that push as this one. */
  float count(int source) {
    return count[source];
  }
}

package io.soundalike.features;

import java.util.Arrays;

/** A list of floats that grows. */
final class FloatSeries {

  private float[] values = new float[1024];
  private int size;

  void add(float value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1));
    }

    values[size++] = value;
  }

  int size() {
    return size;
  }

  float get(int index) {
    return values[index];
  }

  float[] toArray() {
    return Arrays.copyOf(values, size);
  }
}

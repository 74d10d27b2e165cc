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

  /** Half of the values: the first, the third, and so on. */
  FloatSeries everySecond() {
    FloatSeries half = new FloatSeries();

    for (int i = 0; i < size; i += 2) {
      half.add(values[i]);
    }

    return half;
  }

  float[] toArray() {
    return Arrays.copyOf(values, size);
  }
}

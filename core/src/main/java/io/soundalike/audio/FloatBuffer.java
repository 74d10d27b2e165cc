package io.soundalike.audio;

import java.util.Arrays;

/** A list of floats that grows. */
final class FloatBuffer {

  private float[] values;
  private int size;

  FloatBuffer(int capacity) {
    values = new float[Math.max(16, capacity)];
  }

  void add(float value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1) + 16);
    }

    values[size++] = value;
  }

  int size() {
    return size;
  }

  float get(int index) {
    return values[index];
  }

  float[] array() {
    return values;
  }

  /** Forgets the first {@code count} values. */
  void drop(int count) {
    System.arraycopy(values, count, values, 0, size - count);
    size -= count;
  }

  float[] toArray() {
    return Arrays.copyOf(values, size);
  }
}

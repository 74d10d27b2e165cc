package io.soundalike.math;

import java.util.Arrays;

/** Growable list of primitive floats. */
public final class FloatList {

  private float[] values = new float[1024];
  private int size;

  public void add(float value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1));
    }

    values[size++] = value;
  }

  public int size() {
    return size;
  }

  public float get(int index) {
    return values[index];
  }

  /** Copies every second value: the first, the third, and so on. */
  public FloatList copyEverySecond() {
    FloatList half = new FloatList();

    for (int i = 0; i < size; i += 2) {
      half.add(values[i]);
    }

    return half;
  }

  public float[] toArray() {
    return Arrays.copyOf(values, size);
  }
}

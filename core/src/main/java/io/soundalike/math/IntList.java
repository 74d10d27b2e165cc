package io.soundalike.math;

import java.util.Arrays;

/** Growable list of primitive ints. */
public final class IntList {

  private int[] values = new int[64];
  private int size;

  public void clear() {
    size = 0;
  }

  public void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }

    values[size++] = value;
  }

  public int size() {
    return size;
  }

  public int get(int index) {
    return values[index];
  }
}

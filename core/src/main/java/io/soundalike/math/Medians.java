package io.soundalike.math;

/** Computes medians in expected linear time. */
public final class Medians {

  private Medians() {}

  /**
   * Computes the median of the first {@code count} values, as numpy.median: of an even number of
   * values the mean of the middle two.
   *
   * @param values reordered by this method; NaN is not allowed
   * @param count number of values that are used, 1 or more
   */
  public static float median(float[] values, int count) {
    int middle = count / 2;
    float upper = select(values, count, middle);

    if (count % 2 == 1) {
      return upper;
    }

    float lower = Float.NEGATIVE_INFINITY;

    for (int i = 0; i < middle; i++) {
      lower = Math.max(lower, values[i]);
    }

    return (lower + upper) / 2;
  }

  /**
   * Moves the value of the given rank to its sorted position, with no larger value before it and no
   * smaller one after it (C. A. R. Hoare, Algorithm 65: Find, 1961).
   */
  private static float select(float[] values, int count, int rank) {
    int low = 0;
    int high = count - 1;

    while (low < high) {
      float pivot = values[low + (high - low) / 2];
      int i = low;
      int j = high;

      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }

        while (values[j] > pivot) {
          j--;
        }

        if (i <= j) {
          float swapped = values[i];
          values[i++] = values[j];
          values[j--] = swapped;
        }
      }

      if (rank <= j) {
        high = j;
      } else if (rank >= i) {
        low = i;
      } else {
        return values[rank];
      }
    }

    return values[rank];
  }
}

package io.soundalike.math;

/** Medians in linear time. */
public final class Medians {

  private Medians() {}

  /**
   * The median, as numpy.median: of an even number of values the mean of the middle two.
   *
   * @param values put into another order
   * @param count how many of them count, 1 or more; none may be NaN
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

  /** Puts the value of a rank in its place, none larger before it and none smaller behind. */
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

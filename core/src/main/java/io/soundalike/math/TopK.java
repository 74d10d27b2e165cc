package io.soundalike.math;

import java.util.Arrays;

/**
 * The smallest of many numbers.
 *
 * @param indices indices of all numbers up to {@code limit}, the smallest number first; of equal
 *     numbers the lower index first
 * @param limit bound of the selection: all numbers up to it are selected, all others are larger
 */
public record TopK(int[] indices, float limit) {

  /** Numbers that are sampled to estimate the limit if there are more than twice as many. */
  private static final int SAMPLE = 1024;

  private static final int BLOCK = 1024;

  /** Fractional parts of its multiples spread evenly, whatever pattern the order of songs has. */
  private static final double GOLDEN_RATIO_CONJUGATE = 0.618033988749895;

  /**
   * Selects the {@code count} smallest numbers, and those equal to the largest of them. Of more
   * than 2,048 numbers the limit is estimated from a sample, so that usually some more and very
   * rarely fewer are selected.
   *
   * @param numbers not negative; infinite ones are never selected
   * @param count at least 1
   */
  public static TopK select(float[] numbers, int count) {
    float limit = findLimit(numbers, count);
    int[] block = new int[BLOCK];
    long[] entries = new long[2 * count];
    int size = 0;

    for (int from = 0; from < numbers.length; from += BLOCK) {
      int found = collect(numbers, from, Math.min(numbers.length, from + BLOCK), limit, block);

      if (size + found > entries.length) {
        entries = Arrays.copyOf(entries, 2 * (size + found));
      }

      for (int f = 0; f < found; f++) {
        // The bits of a non-negative float sort like the float; the index breaks ties.
        entries[size++] = (long) Float.floatToRawIntBits(numbers[block[f]]) << 32 | block[f];
      }
    }

    int[] indices =
        Arrays.stream(entries, 0, size).sorted().mapToInt(entry -> (int) entry).toArray();
    return new TopK(indices, limit);
  }

  /**
   * Collects the indices of numbers up to the limit, without a branch that could be mispredicted.
   */
  private static int collect(float[] numbers, int from, int to, float limit, int[] found) {
    int size = 0;

    for (int i = from; i < to; i++) {
      found[size] = i;
      size += numbers[i] <= limit ? 1 : 0;
    }

    return size;
  }

  private static float findLimit(float[] numbers, int count) {
    int n = numbers.length;

    if (n <= 2 * SAMPLE) {
      Heap heap = new Heap(Math.min(count, n));

      for (float number : numbers) {
        heap.add(number);
      }

      return heap.largest();
    }

    double expected = (double) count * SAMPLE / n;
    // Three standard deviations more, so that fewer than count are very rare.
    Heap heap = new Heap((int) Math.min(SAMPLE, expected + 3 * Math.sqrt(expected) + 1));

    for (int step = 1; step <= SAMPLE; step++) {
      double multiple = step * GOLDEN_RATIO_CONJUGATE;
      heap.add(numbers[(int) ((multiple - Math.floor(multiple)) * n)]);
    }

    return heap.largest();
  }

  /** Bounded max-heap of the smallest numbers added. */
  private static final class Heap {

    private final float[] heap;

    Heap(int size) {
      this.heap = new float[size];
      Arrays.fill(heap, Float.MAX_VALUE);
    }

    float largest() {
      return heap[0];
    }

    void add(float number) {
      if (number >= heap[0]) {
        return;
      }

      int at = 0;

      for (int child = 1; child < heap.length; child = 2 * at + 1) {
        int larger = child + 1 < heap.length && heap[child + 1] > heap[child] ? child + 1 : child;

        if (heap[larger] <= number) {
          break;
        }

        heap[at] = heap[larger];
        at = larger;
      }

      heap[at] = number;
    }
  }
}

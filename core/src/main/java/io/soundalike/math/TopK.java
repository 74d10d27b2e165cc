package io.soundalike.math;

import java.util.Arrays;

/**
 * Which of some numbers are smallest.
 *
 * @param indices of those up to the limit, the smallest first, of equal ones the lower index
 * @param limit all others are above
 */
public record TopK(int[] indices, float limit) {

  /** Of more than twice as many numbers so many tell where the limit is. */
  private static final int SAMPLE = 1024;

  private static final int BLOCK = 1024;

  /** By steps of the golden section a sample meets no pattern in the order of songs. */
  private static final double GOLDEN = 0.618033988749895;

  /**
   * Finds the smallest of some numbers: as many as are asked for, and those equal to the largest of
   * them; of more than 2,048 numbers some more, and hardly ever fewer.
   *
   * @param numbers none negative; infinite ones do not count
   * @param count at least 1
   */
  public static TopK of(float[] numbers, int count) {
    float limit = limit(numbers, count);
    int[] block = new int[BLOCK];
    long[] entries = new long[2 * count];
    int size = 0;

    for (int from = 0; from < numbers.length; from += BLOCK) {
      int found = find(numbers, from, Math.min(numbers.length, from + BLOCK), limit, block);

      if (size + found > entries.length) {
        entries = Arrays.copyOf(entries, 2 * (size + found));
      }

      for (int f = 0; f < found; f++) {
        // A number's bits rise with it; below them its index.
        entries[size++] = (long) Float.floatToRawIntBits(numbers[block[f]]) << 32 | block[f];
      }
    }

    int[] indices =
        Arrays.stream(entries, 0, size).sorted().mapToInt(entry -> (int) entry).toArray();
    return new TopK(indices, limit);
  }

  /** Tells where some numbers are small, and of how many; the processor has nothing to guess. */
  private static int find(float[] numbers, int from, int to, float limit, int[] found) {
    int size = 0;

    for (int i = from; i < to; i++) {
      found[size] = i;
      size += numbers[i] <= limit ? 1 : 0;
    }

    return size;
  }

  private static float limit(float[] numbers, int count) {
    int n = numbers.length;

    if (n <= 2 * SAMPLE) {
      Heap heap = new Heap(Math.min(count, n));

      for (float number : numbers) {
        heap.add(number);
      }

      return heap.largest();
    }

    double expected = (double) count * SAMPLE / n;
    // Three deviations more, lest too few be found.
    Heap heap = new Heap((int) Math.min(SAMPLE, expected + 3 * Math.sqrt(expected) + 1));

    for (int step = 1; step <= SAMPLE; step++) {
      double turns = step * GOLDEN;
      heap.add(numbers[(int) ((turns - Math.floor(turns)) * n)]);
    }

    return heap.largest();
  }

  /** Keeps the smallest of what is added, the largest of them on top. */
  private static final class Heap {

    private final float[] kept;

    Heap(int size) {
      this.kept = new float[size];
      Arrays.fill(kept, Float.MAX_VALUE);
    }

    float largest() {
      return kept[0];
    }

    void add(float number) {
      if (number >= kept[0]) {
        return;
      }

      int at = 0;

      for (int child = 1; child < kept.length; child = 2 * at + 1) {
        int larger = child + 1 < kept.length && kept[child + 1] > kept[child] ? child + 1 : child;

        if (kept[larger] <= number) {
          break;
        }

        kept[at] = kept[larger];
        at = larger;
      }

      kept[at] = number;
    }
  }
}

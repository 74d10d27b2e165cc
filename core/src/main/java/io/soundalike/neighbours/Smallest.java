package io.soundalike.neighbours;

import java.util.Arrays;

/**
 * The songs of the smallest numbers, of which none is negative: a heap, the largest of them on top.
 * Of equal numbers it keeps those of the first songs.
 */
final class Smallest {

  /** A number's bits, which rise with it, and below them the song. */
  private final long[] heap;

  private int size;

  Smallest(int most) {
    this.heap = new long[most];
  }

  void add(int song, float number) {
    long entry = (long) Float.floatToRawIntBits(number) << 32 | song;

    if (size < heap.length) {
      heap[size++] = entry;

      if (size == heap.length) {
        for (int at = size / 2 - 1; at >= 0; at--) {
          sink(at, heap[at]);
        }
      }
    } else if (entry < heap[0]) {
      sink(0, entry);
    }
  }

  /** The largest that is kept; while there is room, more than any. */
  float largest() {
    return size < heap.length ? Float.MAX_VALUE : Float.intBitsToFloat((int) (heap[0] >>> 32));
  }

  private void sink(int from, long entry) {
    int at = from;

    for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
      int larger = child + 1 < size && heap[child + 1] > heap[child] ? child + 1 : child;

      if (heap[larger] <= entry) {
        break;
      }

      heap[at] = heap[larger];
      at = larger;
    }

    heap[at] = entry;
  }

  /** The smallest first. */
  int[] songs() {
    return Arrays.stream(heap, 0, size).sorted().mapToInt(entry -> (int) entry).toArray();
  }
}

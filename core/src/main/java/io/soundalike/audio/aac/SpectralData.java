package io.soundalike.audio.aac;

import io.soundalike.audio.BitReader;
import java.io.IOException;

/**
 * Quantised spectral coefficients: reads pairs or quadruples of them by the codebook of their
 * section.
 *
 * <p>Reference: ISO/IEC 14496-3, 4.6.3 (noiseless coding)
 */
final class SpectralData {

  /** Largest magnitude that the escape sequence can express. */
  static final int MAX_MAGNITUDE = 8191;

  private static final int ESCAPE_VALUE = 16;
  private static final int ESCAPE_MIN_BITS = 4;
  private static final int ESCAPE_MAX_BITS = 12;

  private static final int FIRST_PAIR_BOOK = 5;

  /** By codebook from 1: number of values that each coefficient has. */
  private static final int[] VALUES = {0, 3, 3, 3, 3, 9, 9, 8, 8, 13, 13, 17};

  /** By codebook from 1: values are signed, so that no sign bits follow the codeword. */
  private static final boolean[] IS_SIGNED = {
    false, true, true, false, false, true, true, false, false, false, false, false
  };

  /** By codebook: the coefficients of each codebook index. */
  private static final byte[][] TUPLES = tuples();

  private SpectralData() {}

  /**
   * Reads the coefficients of one scale factor band of one window.
   *
   * @param book 1 to 11
   * @param to receives them from index {@code from}
   * @param width number of coefficients, a multiple of 4
   * @throws IOException if the packet ends too early, or an escape sequence is too long
   */
  static void read(BitReader in, int book, int[] to, int from, int width) throws IOException {
    HuffmanCodebook codebook = HuffmanCodebooks.get(book);
    byte[] tuples = TUPLES[book];
    int size = tupleSize(book);
    int end = from + width;

    for (int at = from; at < end; at += size) {
      int tuple = codebook.read(in) * size;

      for (int i = 0; i < size; i++) {
        to[at + i] = tuples[tuple + i];
      }

      if (!IS_SIGNED[book]) {
        readSigns(in, to, at, size);
      }

      if (book == HuffmanCodebooks.ESCAPE) {
        to[at] = withEscape(in, to[at]);
        to[at + 1] = withEscape(in, to[at + 1]);
      }
    }
  }

  private static void readSigns(BitReader in, int[] to, int from, int size) throws IOException {
    for (int i = from; i < from + size; i++) {
      if (to[i] != 0 && in.readFlag()) {
        to[i] = -to[i];
      }
    }
  }

  private static int withEscape(BitReader in, int value) throws IOException {
    if (Math.abs(value) != ESCAPE_VALUE) {
      return value;
    }

    int bits = ESCAPE_MIN_BITS;

    while (in.readFlag()) {
      bits++;

      if (bits > ESCAPE_MAX_BITS) {
        throw new IOException("an escape sequence of AAC is longer than the standard allows");
      }
    }

    int magnitude = (1 << bits) + in.read(bits);
    return value < 0 ? -magnitude : magnitude;
  }

  private static int tupleSize(int book) {
    return book < FIRST_PAIR_BOOK ? 4 : 2;
  }

  private static byte[][] tuples() {
    byte[][] tuples = new byte[HuffmanCodebooks.ESCAPE + 1][];

    for (int book = 1; book < tuples.length; book++) {
      int size = tupleSize(book);
      int smallest = IS_SIGNED[book] ? -(VALUES[book] - 1) / 2 : 0;
      int count = HuffmanCodebooks.get(book).size();
      byte[] values = new byte[count * size];

      for (int index = 0; index < count; index++) {
        int digits = index;

        for (int i = size - 1; i >= 0; i--) {
          values[index * size + i] = (byte) (digits % VALUES[book] + smallest);
          digits /= VALUES[book];
        }
      }

      tuples[book] = values;
    }

    return tuples;
  }
}

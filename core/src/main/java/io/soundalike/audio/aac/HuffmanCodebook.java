package io.soundalike.audio.aac;

import io.soundalike.audio.BitReader;
import java.io.IOException;
import java.util.Arrays;

/**
 * A complete canonical Huffman code: codewords ascend with their length. Short codewords are looked
 * up in a table; longer ones, which are rare, are found by the first codeword of each length.
 */
final class HuffmanCodebook {

  private static final int LOOKUP_BITS = 10;

  /** An entry's lowest bits hold the length of the codeword, the others its index. */
  private static final int LENGTH_BITS = 4;

  /** 0 where the codeword is longer than {@link #LOOKUP_BITS}. */
  private final short[] lookup = new short[1 << LOOKUP_BITS];

  /** Codebook indices in ascending order of the codewords. */
  private final int[] indices;

  /** By length in bits. */
  private final int[] firstCodes;

  /** By length in bits: position in {@link #indices} of the first codeword. */
  private final int[] firstPositions;

  /** By length in bits. */
  private final int[] counts;

  /**
   * @param counts number of codewords of each length in bits, from 0
   * @param indices codebook indices in ascending order of the codewords
   */
  HuffmanCodebook(int[] counts, int[] indices) {
    this.counts = counts.clone();
    this.indices = indices.clone();
    this.firstCodes = new int[counts.length];
    this.firstPositions = new int[counts.length];
    int code = 0;
    int position = 0;

    for (int length = 1; length < counts.length; length++) {
      code <<= 1;
      firstCodes[length] = code;
      firstPositions[length] = position;
      code += counts[length];
      position += counts[length];
    }

    if (code != 1 << counts.length - 1 || position != indices.length) {
      throw new IllegalArgumentException("the Huffman code is not complete");
    }

    fillLookup();
  }

  private void fillLookup() {
    for (int length = 1; length <= Math.min(LOOKUP_BITS, maxLength()); length++) {
      int copies = 1 << LOOKUP_BITS - length;

      for (int i = 0; i < counts[length]; i++) {
        int entry = indices[firstPositions[length] + i] << LENGTH_BITS | length;
        int from = (firstCodes[length] + i) * copies;
        Arrays.fill(lookup, from, from + copies, (short) entry);
      }
    }
  }

  /** Length of the longest codeword, in bits. */
  int maxLength() {
    return counts.length - 1;
  }

  /** Number of codewords. */
  int size() {
    return indices.length;
  }

  /**
   * Reads a codeword.
   *
   * @return its codebook index
   * @throws IOException if the packet ends within it
   */
  int read(BitReader in) throws IOException {
    int entry = lookup[in.peek(LOOKUP_BITS)];

    if (entry != 0) {
      in.skip(entry & (1 << LENGTH_BITS) - 1);
      return entry >> LENGTH_BITS;
    }

    return readLong(in);
  }

  private int readLong(BitReader in) throws IOException {
    int bits = in.peek(maxLength());

    // The code is complete, so the longest length always ends the search.
    for (int length = LOOKUP_BITS + 1; ; length++) {
      int number = (bits >>> maxLength() - length) - firstCodes[length];

      if (number < counts[length]) {
        in.skip(length);
        return indices[firstPositions[length] + number];
      }
    }
  }
}

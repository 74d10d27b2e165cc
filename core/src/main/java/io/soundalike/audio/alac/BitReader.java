package io.soundalike.audio.alac;

import java.io.EOFException;
import java.io.IOException;

/** Reads bits of a packet, the most significant bit of each byte first. */
final class BitReader {

  private final byte[] bytes;
  private final int end;
  private long position;

  /**
   * @param offset first byte
   * @param length number of bytes
   */
  BitReader(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.end = offset + length;
    this.position = 8L * offset;
  }

  /**
   * Reads an unsigned number; of 32 bits, the result is the same bits as a signed number.
   *
   * @param count number of bits, 0 to 32
   * @throws EOFException if the packet ends before
   */
  int read(int count) throws IOException {
    int value = peek(count);
    skip(count);
    return value;
  }

  /** Reads a number in two's complement of 1 to 32 bits. */
  int readSigned(int count) throws IOException {
    return read(count) << 32 - count >> 32 - count;
  }

  /** The following bits without advancing, 0 to 32; those behind the end of the packet are 0. */
  int peek(int count) {
    int at = (int) (position >> 3);
    long window = 0;

    for (int i = 0; i < 5; i++) {
      window = window << 8 | (at + i < end ? bytes[at + i] & 0xFF : 0);
    }

    int unread = 40 - (int) (position & 7);
    return (int) (window >> unread - count & (1L << count) - 1);
  }

  /**
   * Advances.
   *
   * @param count number of bits, not negative
   * @throws EOFException if the packet ends before
   */
  void skip(long count) throws IOException {
    position += count;

    if (position > 8L * end) {
      throw new EOFException("an ALAC packet ends too early");
    }
  }

  /** Advances to the next byte boundary. */
  void alignToByte() {
    position = position + 7 & ~7L;
  }

  /** A reader of the same packet at the current position. */
  BitReader copy() {
    BitReader copy = new BitReader(bytes, 0, end);
    copy.position = position;
    return copy;
  }
}

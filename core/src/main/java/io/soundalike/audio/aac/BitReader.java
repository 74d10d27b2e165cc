package io.soundalike.audio.aac;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads bits, the most significant of a byte first. One object is used for many packets. */
final class BitReader {

  /** Most bits that {@link #read} and {@link #peek} deliver. */
  static final int MAX_BITS = 32;

  /** Longest packet: 48 channels of 6,144 bits and as much beside them. */
  static final int MAX_PACKET_BYTES = 1 << 16;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** The packet and {@code Long.BYTES} or more bytes behind it, which {@link #peek} may see. */
  private byte[] bytes = new byte[2048];

  private int position;
  private int end;

  /**
   * Starts at the first bit of a packet, which is copied.
   *
   * @throws IOException if the packet is longer than {@link #MAX_PACKET_BYTES}
   */
  void start(byte[] packet, int offset, int length) throws IOException {
    if (length > MAX_PACKET_BYTES) {
      throw new IOException(
          "an AAC packet of " + length + " bytes, at most " + MAX_PACKET_BYTES + " are valid");
    }

    if (bytes.length < length + Long.BYTES) {
      bytes = new byte[length + Long.BYTES];
    }

    System.arraycopy(packet, offset, bytes, 0, length);
    position = 0;
    end = Byte.SIZE * length;
  }

  /** Number of bits read so far. */
  int position() {
    return position;
  }

  /** Number of bits that are left. */
  int remaining() {
    return end - position;
  }

  /**
   * The next bits as an unsigned number; they are not consumed. Bits behind the end are undefined.
   *
   * @param count 1 to {@link #MAX_BITS}
   */
  int peek(int count) {
    long bits = (long) LONGS.get(bytes, position >>> 3);
    return (int) (bits << (position & 7) >>> Long.SIZE - count);
  }

  /**
   * Consumes bits.
   *
   * @throws EOFException if fewer are left
   */
  void skip(int count) throws EOFException {
    position += count;

    if (position > end) {
      position = end;
      throw new EOFException("an AAC packet ends too early");
    }
  }

  /**
   * Reads an unsigned number.
   *
   * @param count 1 to {@link #MAX_BITS}
   * @throws EOFException if fewer bits are left
   */
  int read(int count) throws EOFException {
    int value = peek(count);
    skip(count);
    return value;
  }

  /** Reads one bit, true if it is set. */
  boolean readFlag() throws EOFException {
    return read(1) != 0;
  }

  /** Skips the bits up to the next byte of the packet. */
  void alignToByte() {
    position = position + 7 & ~7;
  }
}

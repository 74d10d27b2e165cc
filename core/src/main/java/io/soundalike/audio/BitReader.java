package io.soundalike.audio;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads bits, the most significant of a byte first. One object is used for many packets. */
public final class BitReader {

  /** Most bits that {@link #read} and {@link #peek} deliver. */
  public static final int MAX_BITS = 32;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final String codec;
  private final int maxBytes;

  /** The packet and {@code Long.BYTES} zeros behind it, which {@link #peek} may see. */
  private byte[] bytes = new byte[2048];

  private int position;
  private int end;

  /**
   * @param codec name for messages
   * @param maxBytes size of the longest valid packet, at most 2^27 bytes
   */
  public BitReader(String codec, int maxBytes) {
    this.codec = codec;
    this.maxBytes = maxBytes;
  }

  /**
   * Starts at the first bit of a packet, which is copied.
   *
   * @param offset first byte of the packet
   * @param length number of bytes of the packet
   * @throws IOException if the packet is too long
   */
  public void start(byte[] packet, int offset, int length) throws IOException {
    if (length > maxBytes) {
      throw new IOException(
          "an " + codec + " packet of " + length + " bytes, at most " + maxBytes + " are valid");
    }

    if (bytes.length < length + Long.BYTES) {
      bytes = new byte[length + Long.BYTES];
    }

    System.arraycopy(packet, offset, bytes, 0, length);
    Arrays.fill(bytes, length, length + Long.BYTES, (byte) 0);
    position = 0;
    end = Byte.SIZE * length;
  }

  /** Number of bits read so far. */
  public int position() {
    return position;
  }

  /** Goes to a {@link #position} where the reader has been in this packet. */
  public void seek(int earlier) {
    position = earlier;
  }

  /** Number of bits that are left. */
  public int remaining() {
    return end - position;
  }

  /**
   * The next bits as an unsigned number; they are not consumed. Bits behind the end are 0.
   *
   * @param count 0 to {@link #MAX_BITS}
   */
  public int peek(int count) {
    long bits = (long) LONGS.get(bytes, position >>> 3);
    // In two steps, because a shift by 64 changes nothing.
    return (int) (bits << (position & 7) >>> 1 >>> Long.SIZE - 1 - count);
  }

  /**
   * Consumes bits.
   *
   * @param count not negative
   * @throws EOFException if fewer are left
   */
  public void skip(long count) throws EOFException {
    if (count > remaining()) {
      position = end;
      throw new EOFException("an " + codec + " packet ends too early");
    }

    position += (int) count;
  }

  /**
   * Reads an unsigned number; of 32 bits, the result has the same bits as a signed number.
   *
   * @param count 0 to {@link #MAX_BITS}
   * @throws EOFException if fewer bits are left
   */
  public int read(int count) throws EOFException {
    int value = peek(count);
    skip(count);
    return value;
  }

  /**
   * Reads a number in two's complement.
   *
   * @param count 1 to {@link #MAX_BITS}
   * @throws EOFException if fewer bits are left
   */
  public int readSigned(int count) throws EOFException {
    return read(count) << MAX_BITS - count >> MAX_BITS - count;
  }

  /** Reads one bit, true if it is set. */
  public boolean readFlag() throws EOFException {
    return read(1) != 0;
  }

  /** Skips the bits up to the next byte of the packet. */
  public void alignToByte() {
    position = position + 7 & ~7;
  }
}

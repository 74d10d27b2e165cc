package io.soundalike.track.tags;

import java.io.EOFException;

/** A file in memory that counts the bytes that are read. */
public final class InMemory implements SeekableBytes {

  private final byte[] bytes;
  private long read;

  /** A file of these bytes. */
  public InMemory(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Number of bytes that were read, repeated ones included. */
  long read() {
    return read;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public void readFully(long position, byte[] buffer, int offset, int count) throws EOFException {
    if (position < 0 || position + count > bytes.length) {
      throw new EOFException();
    }

    System.arraycopy(bytes, (int) position, buffer, offset, count);
    read += count;
  }
}

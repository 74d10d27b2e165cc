package io.soundalike.track.tags;

import java.io.IOException;

/** Bytes of a file of known length that can be read at any position. */
public interface SeekableBytes {

  /** Length of the file in bytes. */
  long length();

  /**
   * Reads {@code count} bytes.
   *
   * @param position of the first byte in the file
   * @param buffer receives the bytes from {@code offset} on
   * @throws java.io.EOFException if the file ends within them
   * @throws IOException if the storage fails
   */
  void readFully(long position, byte[] buffer, int offset, int count) throws IOException;
}

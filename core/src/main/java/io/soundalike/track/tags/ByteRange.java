package io.soundalike.track.tags;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A part of a file. Positions count from the start of the part; what lies outside of it is cut off,
 * so that sizes that a damaged file states do no harm.
 */
final class ByteRange {

  private final SeekableBytes file;
  private final long start;
  private final long length;

  private ByteRange(SeekableBytes file, long start, long length) {
    this.file = file;
    this.start = start;
    this.length = length;
  }

  /** All bytes of a file. */
  static ByteRange of(SeekableBytes file) {
    return new ByteRange(new BlockCache(file), 0, file.length());
  }

  /** Length in bytes. */
  long length() {
    return length;
  }

  /** The bytes from position {@code from} to position {@code to}, exclusive. */
  ByteRange slice(long from, long to) {
    long first = Math.max(0, Math.min(from, length));
    long end = Math.max(first, Math.min(to, length));
    return new ByteRange(file, start + first, end - first);
  }

  /** The bytes from position {@code from} on. */
  ByteRange from(long from) {
    return slice(from, length);
  }

  /** Reads {@code count} bytes, or fewer if the part ends or does not start before. */
  byte[] read(long at, int count) throws IOException {
    if (at < 0 || at >= length) {
      return new byte[0];
    }

    byte[] bytes = new byte[(int) Math.min(count, length - at)];
    file.readFully(start + at, bytes, 0, bytes.length);
    return bytes;
  }

  /** Reads all bytes, but no more than {@code limit}. */
  byte[] readAtMost(int limit) throws IOException {
    return read(0, limit);
  }

  /** Reads {@code count} bytes as ISO 8859-1 characters, or fewer. */
  String ascii(long at, int count) throws IOException {
    return new String(read(at, count), StandardCharsets.ISO_8859_1);
  }

  /** Reads an unsigned number, most significant byte first; 0 if it is not there. */
  long bigEndian(long at, int count) throws IOException {
    byte[] bytes = read(at, count);
    long value = 0;

    for (byte digit : bytes) {
      value = value << 8 | digit & 0xFF;
    }

    return bytes.length < count ? 0 : value;
  }

  /** Reads an unsigned number, least significant byte first; 0 if it is not there. */
  long littleEndian(long at, int count) throws IOException {
    byte[] bytes = read(at, count);
    long value = 0;

    for (int i = bytes.length - 1; i >= 0; i--) {
      value = value << 8 | bytes[i] & 0xFF;
    }

    return bytes.length < count ? 0 : value;
  }

  /** The bytes in sequence; skipping reads nothing. */
  InputStream stream() {
    return new RangeStream();
  }

  private final class RangeStream extends InputStream {

    private long position;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
      if (position >= length) {
        return count == 0 ? 0 : -1;
      }

      int read = (int) Math.min(count, length - position);
      file.readFully(start + position, buffer, offset, read);
      position += read;
      return read;
    }

    @Override
    public long skip(long count) {
      long skipped = Math.max(0, Math.min(count, length - position));
      position += skipped;
      return skipped;
    }
  }
}

package io.soundalike.audio;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The ten-byte header of an ID3v2 tag.
 *
 * <p>References: M. Nilsson, ID3 tag version 2.4.0 - Main Structure, 2000
 *
 * @param majorVersion 2, 3 or 4
 * @param flags the header's flag byte, unsigned
 * @param bodyBytes bytes that follow the header, footer included, at most 2^28 + 9
 */
public record Id3v2Header(int majorVersion, int flags, int bodyBytes) {

  /** Size of the header, in bytes. */
  public static final int BYTES = 10;

  private static final int FOOTER_FLAG = 0x10;

  /** Parses the first ten bytes of {@code head}; null if they are no ID3v2 header. */
  public static @Nullable Id3v2Header parse(byte[] head) {
    if (head.length < BYTES || head[0] != 'I' || head[1] != 'D' || head[2] != '3') {
      return null;
    }

    int size = 0;

    for (int i = 6; i < BYTES; i++) {
      if (head[i] < 0) {
        return null;
      }

      size = size << 7 | head[i];
    }

    int footer = (head[5] & FOOTER_FLAG) != 0 ? BYTES : 0;
    return new Id3v2Header(head[3], head[5] & 0xFF, size + footer);
  }

  /**
   * Skips all ID3v2 tags at the stream's position without keeping them in memory.
   *
   * @param in supports {@code mark}
   * @return number of bytes skipped
   */
  static long skipAll(InputStream in) throws IOException {
    long skipped = 0;

    while (true) {
      in.mark(BYTES);
      Id3v2Header header = parse(in.readNBytes(BYTES));

      if (header == null) {
        in.reset();
        return skipped;
      }

      skipped += BYTES;
      long left = header.bodyBytes();

      while (left > 0) {
        long step = in.skip(left);

        if (step <= 0 && in.read() < 0) {
          return skipped;
        }

        step = Math.max(1, step);
        left -= step;
        skipped += step;
      }
    }
  }
}

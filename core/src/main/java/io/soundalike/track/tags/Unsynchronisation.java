package io.soundalike.track.tags;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The unsynchronisation scheme of ID3v2: a zero byte behind each FF that MPEG decoders could take
 * for a synchronisation.
 *
 * <p>References: M. Nilsson, ID3 tag version 2.4.0 - Main Structure, 2000, section 6.1
 */
final class Unsynchronisation {

  private static final int FF = 0xFF;
  private static final int SYNCHRONISATION = 0xE0;

  private Unsynchronisation() {}

  /** The original of a whole tag; the tag as it is if its writer only set the flag. */
  static InputStream undo(ByteRange tag) throws IOException {
    return isApplied(new BufferedInputStream(tag.stream()))
        ? new OriginalStream(new BufferedInputStream(tag.stream()))
        : tag.stream();
  }

  /** The original of a frame; the frame as it is if its writer only set the flag. */
  static byte[] undo(byte[] frame) throws IOException {
    return isApplied(new ByteArrayInputStream(frame))
        ? new OriginalStream(new ByteArrayInputStream(frame)).readAllBytes()
        : frame;
  }

  /** Whether no synchronisation is left, which also holds for bytes without any FF. */
  private static boolean isApplied(InputStream bytes) throws IOException {
    int before = 0;

    for (int now = bytes.read(); now >= 0; now = bytes.read()) {
      if (before == FF && now >= SYNCHRONISATION) {
        return false;
      }

      before = now;
    }

    return before != FF;
  }

  /** The bytes without the zeros that were inserted. */
  private static final class OriginalStream extends InputStream {

    private final InputStream in;
    private int before;

    OriginalStream(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      int now = in.read();

      if (before == FF && now == 0) {
        now = in.read();
      }

      before = now;
      return now;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
      for (int done = 0; done < count; done++) {
        int now = read();

        if (now < 0) {
          return done == 0 ? -1 : done;
        }

        buffer[offset + done] = (byte) now;
      }

      return count;
    }
  }
}

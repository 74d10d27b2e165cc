package io.soundalike.track.tags;

import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of one packet of a logical Ogg stream, gathered from its pages; skipped bytes are not
 * read.
 *
 * <p>References: RFC 3533, section 6
 */
final class OggPacketStream extends InputStream {

  private static final int MAX_PAGES = 1 << 16;

  private final ByteRange file;
  private final long serial;
  private long nextPage;
  private int pages;

  /** The page's body is read up to {@code segment}. */
  private OggPage page = OggPage.NONE;

  private int segment;
  private long at;
  private long left;
  private boolean ended;

  /**
   * @param firstPage position of the first page of the stream
   * @param serial number of the stream
   */
  OggPacketStream(ByteRange file, long firstPage, long serial) {
    this.file = file;
    this.nextPage = firstPage;
    this.serial = serial;
  }

  /** Goes to the start of the next packet. */
  void nextPacket() throws IOException {
    while (fill()) {
      at += left;
      left = 0;
    }

    ended = false;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int count) throws IOException {
    if (count == 0 || !fill()) {
      return count == 0 ? 0 : -1;
    }

    byte[] bytes = file.read(at, (int) Math.min(count, left));
    System.arraycopy(bytes, 0, buffer, offset, bytes.length);
    at += bytes.length;
    left = bytes.length == 0 ? 0 : left - bytes.length;
    return bytes.length == 0 ? -1 : bytes.length;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = 0;

    while (skipped < count && fill()) {
      long step = Math.min(left, count - skipped);
      at += step;
      left -= step;
      skipped += step;
    }

    return skipped;
  }

  /** Finds bytes of the packet; false at its end. */
  private boolean fill() throws IOException {
    while (left == 0 && !ended) {
      if (segment < page.segments()) {
        left = page.segmentBytes(segment);
        ended = left < OggPage.FULL_SEGMENT;
        segment++;
      } else if (!turnPage()) {
        ended = true;
        return false;
      }
    }

    return left > 0;
  }

  /** Goes to the stream's next page; false if there is none. */
  private boolean turnPage() throws IOException {
    while (pages < MAX_PAGES) {
      page = OggPage.at(file, nextPage);
      pages++;

      if (page.equals(OggPage.NONE)) {
        return false;
      }

      nextPage = page.end();

      if (page.serial() == serial) {
        segment = 0;
        at = page.body();
        return true;
      }
    }

    return false;
  }
}

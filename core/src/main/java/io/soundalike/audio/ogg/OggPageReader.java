package io.soundalike.audio.ogg;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pages of an Ogg file in their order, of all streams. Bytes that belong to no page with
 * a valid checksum are skipped.
 */
final class OggPageReader {

  private static final byte[] CAPTURE_PATTERN = {'O', 'g', 'g', 'S'};
  private static final int VERSION_OFFSET = 4;
  private static final int CHECKSUM_OFFSET = 22;
  private static final int CHECKSUM_BYTES = 4;
  private static final int[] CHECKSUMS = checksums();

  private final InputStream in;
  private final byte[] buffer = new byte[2 * OggPage.MAX_BYTES];
  private int start;
  private int end;
  private long skippedBytes;
  private @Nullable OggPage next;

  OggPageReader(InputStream in) {
    this.in = in;
  }

  /** The page that {@link #next} will return; null at the end of the file. */
  @Nullable OggPage peek() throws IOException {
    if (next == null) {
      next = read();
    }

    return next;
  }

  /** The next page; null at the end of the file. */
  @Nullable OggPage next() throws IOException {
    OggPage page = peek();
    next = null;
    return page;
  }

  /** Number of bytes before the page that was read last that belong to no page. */
  long skippedBytes() {
    return skippedBytes;
  }

  private @Nullable OggPage read() throws IOException {
    while (has(OggPage.HEADER_BYTES)) {
      OggPage page = startsWithPage() ? copyPage() : null;

      if (page != null) {
        start += page.size();
        return page;
      }

      skipToCapturePattern();
    }

    skippedBytes += end - start;
    start = end;
    return null;
  }

  private boolean startsWithPage() {
    return Arrays.equals(
            buffer, start, start + CAPTURE_PATTERN.length, CAPTURE_PATTERN, 0, VERSION_OFFSET)
        && buffer[start + VERSION_OFFSET] == 0;
  }

  /** The page at the start of the buffer; null if it is cut off or damaged. */
  private @Nullable OggPage copyPage() throws IOException {
    int segments = buffer[start + OggPage.SEGMENTS_OFFSET] & 0xFF;
    int size = OggPage.HEADER_BYTES + segments;

    if (!has(size)) {
      return null;
    }

    for (int i = 0; i < segments; i++) {
      size += buffer[start + OggPage.HEADER_BYTES + i] & 0xFF;
    }

    if (!has(size)) {
      return null;
    }

    byte[] bytes = Arrays.copyOfRange(buffer, start, start + size);
    int stated = 0;

    for (int i = CHECKSUM_BYTES - 1; i >= 0; i--) {
      stated = stated << 8 | bytes[CHECKSUM_OFFSET + i] & 0xFF;
    }

    return checksum(bytes) == stated ? new OggPage(bytes) : null;
  }

  private void skipToCapturePattern() {
    int from = start;

    do {
      start++;
    } while (start < end && buffer[start] != CAPTURE_PATTERN[0]);

    skippedBytes += start - from;
  }

  /** Reads until the buffer holds a number of bytes; false if the file ends before. */
  private boolean has(int bytes) throws IOException {
    if (end - start >= bytes) {
      return true;
    }

    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    end += in.readNBytes(buffer, end, buffer.length - end);
    return end >= bytes;
  }

  /** Checksum of a page, its own field taken as zeros. */
  static int checksum(byte[] page) {
    int checksum = 0;

    for (int i = 0; i < page.length; i++) {
      boolean own = i >= CHECKSUM_OFFSET && i < CHECKSUM_OFFSET + CHECKSUM_BYTES;
      int value = own ? 0 : page[i] & 0xFF;
      checksum = checksum << 8 ^ CHECKSUMS[checksum >>> 24 ^ value];
    }

    return checksum;
  }

  /** Remainders of all bytes by the polynomial 0x04C11DB7, the highest bit first. */
  private static int[] checksums() {
    int[] checksums = new int[256];

    for (int i = 0; i < checksums.length; i++) {
      int checksum = i << 24;

      for (int bit = 0; bit < 8; bit++) {
        checksum = checksum << 1 ^ (checksum < 0 ? 0x04C11DB7 : 0);
      }

      checksums[i] = checksum;
    }

    return checksums;
  }
}

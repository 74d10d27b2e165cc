package io.soundalike.track.tags;

import java.io.IOException;

/**
 * The header of an Ogg page.
 *
 * <p>References: RFC 3533, section 6
 *
 * @param isFirst whether the page is the first of its logical stream
 * @param serial number of the logical stream
 * @param body position of the first segment
 * @param lacing sizes of the segments, one character each
 */
record OggPage(boolean isFirst, long serial, long body, String lacing) {

  /** First bytes of a page. */
  static final String MARK = "OggS";

  /** Size of a segment with which a packet does not end. */
  static final int FULL_SEGMENT = 255;

  /** Stands for the end of the file. */
  static final OggPage NONE = new OggPage(false, -1, 0, "");

  private static final int FLAGS = 5;
  private static final int FIRST = 0x02;
  private static final int SERIAL = 14;
  private static final int SEGMENTS = 26;
  private static final int HEADER_BYTES = 27;

  /** The page at a position; {@link #NONE} if there is none. */
  static OggPage at(ByteRange file, long at) throws IOException {
    if (!file.ascii(at, MARK.length()).equals(MARK)) {
      return NONE;
    }

    int segments = (int) file.bigEndian(at + SEGMENTS, 1);
    return new OggPage(
        (file.bigEndian(at + FLAGS, 1) & FIRST) != 0,
        file.littleEndian(at + SERIAL, 4),
        at + HEADER_BYTES + segments,
        file.ascii(at + HEADER_BYTES, segments));
  }

  int segments() {
    return lacing.length();
  }

  int segmentBytes(int segment) {
    return lacing.charAt(segment);
  }

  /** Position behind the page. */
  long end() {
    return body + lacing.chars().sum();
  }
}

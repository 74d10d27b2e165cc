package io.soundalike.audio.ogg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** One page of an Ogg file (RFC 3533, section 6). */
final class OggPage {

  static final int HEADER_BYTES = 27;
  static final int SEGMENTS_OFFSET = 26;

  /** Value of a segment that its packet does not end with. */
  static final int FULL_SEGMENT = 255;

  static final int MAX_BYTES = HEADER_BYTES + 255 + 255 * FULL_SEGMENT;

  private static final int FLAGS_OFFSET = 5;
  private static final int GRANULE_OFFSET = 6;
  private static final int SERIAL_OFFSET = 14;
  private static final int SEQUENCE_OFFSET = 18;

  private static final int CONTINUED = 1;
  private static final int FIRST = 2;
  private static final int LAST = 4;

  private final byte[] bytes;
  private final ByteBuffer fields;

  /**
   * @param bytes a whole page, its checksum verified
   */
  OggPage(byte[] bytes) {
    this.bytes = bytes;
    this.fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Size of the page, including its header. */
  int size() {
    return bytes.length;
  }

  /** Whether the page begins with the rest of a packet. */
  boolean isContinued() {
    return (bytes[FLAGS_OFFSET] & CONTINUED) != 0;
  }

  /** Whether the page is the first of its stream. */
  boolean isFirst() {
    return (bytes[FLAGS_OFFSET] & FIRST) != 0;
  }

  /** Whether the page is the last of its stream. */
  boolean isLast() {
    return (bytes[FLAGS_OFFSET] & LAST) != 0;
  }

  /** Position behind the last packet that ends on the page, in units of the codec; -1: none. */
  long granule() {
    return fields.getLong(GRANULE_OFFSET);
  }

  int serial() {
    return fields.getInt(SERIAL_OFFSET);
  }

  int sequence() {
    return fields.getInt(SEQUENCE_OFFSET);
  }

  /** Number of segments. */
  int segments() {
    return bytes[SEGMENTS_OFFSET] & 0xFF;
  }

  /** Number of bytes of a segment, 0 to {@value #FULL_SEGMENT}. */
  int segmentBytes(int segment) {
    return bytes[HEADER_BYTES + segment] & 0xFF;
  }

  /** The bytes of all segments. */
  byte[] body() {
    return Arrays.copyOfRange(bytes, HEADER_BYTES + segments(), bytes.length);
  }
}

package io.soundalike.track.tags;

import java.io.IOException;

/**
 * Walks the boxes of an MP4 file or of a box.
 *
 * <p>References: ISO/IEC 14496-12:2015, section 4.2
 */
final class Mp4Boxes {

  private static final int MAX_BOXES = 2000;
  private static final int SIZE_BYTES = 4;
  private static final int TYPE_BYTES = 4;
  private static final int HEADER_BYTES = 8;
  private static final int LARGE_HEADER_BYTES = 16;

  private final ByteRange parent;
  private int boxes;
  private long next;
  private String type = "";
  private ByteRange body;

  Mp4Boxes(ByteRange parent) {
    this.parent = parent;
    this.body = parent.slice(0, 0);
  }

  /** Type of the first box. */
  static String firstType(ByteRange parent) throws IOException {
    return parent.ascii(SIZE_BYTES, TYPE_BYTES);
  }

  /** The box at the end of a path of types; without bytes if there is none. */
  static ByteRange find(ByteRange file, String... path) throws IOException {
    ByteRange found = file;

    for (String type : path) {
      Mp4Boxes boxes = new Mp4Boxes(found);
      found = found.slice(0, 0);

      while (boxes.next()) {
        if (boxes.type().equals(type)) {
          found = boxes.body();
          break;
        }
      }
    }

    return found;
  }

  /** Goes to the next box; false if there is none or its size cannot be. */
  boolean next() throws IOException {
    if (next + HEADER_BYTES > parent.length() || boxes++ == MAX_BOXES) {
      return false;
    }

    long size = parent.bigEndian(next, SIZE_BYTES);
    int header = HEADER_BYTES;

    if (size == 1) {
      size = parent.bigEndian(next + HEADER_BYTES, Long.BYTES);
      header = LARGE_HEADER_BYTES;
    } else if (size == 0) {
      size = parent.length() - next;
    }

    if (size < header) {
      return false;
    }

    type = parent.ascii(next + SIZE_BYTES, TYPE_BYTES);
    body = parent.slice(next + header, next + Math.min(size, parent.length()));
    next += Math.min(size, parent.length());
    return true;
  }

  String type() {
    return type;
  }

  /** What follows the box's header. */
  ByteRange body() {
    return body;
  }
}

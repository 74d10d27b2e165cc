package io.soundalike.track.tags;

import io.soundalike.audio.mp4.Box;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Walks the boxes of an MP4 file or of a box. */
final class Mp4Boxes {

  private static final int MAX_BOXES = 2000;
  private static final int SIZE_BYTES = 4;
  private static final int TYPE_BYTES = 4;

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
    if (boxes++ == MAX_BOXES) {
      return false;
    }

    ByteBuffer header = ByteBuffer.wrap(parent.read(next, Box.MAX_HEADER_BYTES));
    Box box = Box.parse(header, next, parent.length());

    if (box == null) {
      return false;
    }

    type = box.type();
    body = parent.slice(box.body(), box.end());
    next = box.end();
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

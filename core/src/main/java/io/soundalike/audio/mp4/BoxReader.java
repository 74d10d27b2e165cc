package io.soundalike.audio.mp4;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.UndecodableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads boxes of an MP4 file. No more is allocated than the file has bytes.
 *
 * <p>References: ISO/IEC 14496-12
 */
final class BoxReader {

  /** Far more than a file has that is divided into fragments of a second. */
  private static final int MAX_BOXES = 200_000;

  private final SeekableByteChannel file;

  BoxReader(SeekableByteChannel file) {
    this.file = file;
  }

  /** The boxes that are in no other. */
  List<Box> topLevel() throws IOException, UndecodableException {
    return children(new Box("", 0, 0, file.size()));
  }

  /** The boxes in another, in the order of the file, up to one whose header is not valid. */
  List<Box> children(Box parent) throws IOException, UndecodableException {
    List<Box> children = new ArrayList<>();
    Box child = readHeader(parent.body(), parent.end());

    while (child != null) {
      if (children.size() == MAX_BOXES) {
        throw new UndecodableException(
            AudioFault.DAMAGED, "an MP4 box has more than " + MAX_BOXES + " boxes");
      }

      children.add(child);
      child = readHeader(child.end(), parent.end());
    }

    return children;
  }

  /**
   * The first box at a path; null if there is none.
   *
   * @param path type of a box in the parent, type of a box in that one, and so on
   */
  @Nullable Box find(Box parent, String... path) throws IOException, UndecodableException {
    Box box = parent;

    for (String type : path) {
      Box found = null;

      for (Box child : children(box)) {
        found = found == null && child.type().equals(type) ? child : found;
      }

      if (found == null) {
        return null;
      }

      box = found;
    }

    return box;
  }

  /**
   * Reads the start of a box's contents.
   *
   * @param length number of bytes; the result has fewer if the box or the file is shorter
   */
  ByteBuffer read(Box box, int length) throws IOException {
    return read(box.body(), (int) Math.min(length, box.size()));
  }

  /** Reads a number of 32 bits of a box's contents; 0 if the box is shorter. */
  int readInt(Box box, int offset) throws IOException {
    ByteBuffer bytes = read(box.from(offset), Integer.BYTES);
    return bytes.limit() < Integer.BYTES ? 0 : bytes.getInt(0);
  }

  /** Reads bytes of the file; fewer at its end. */
  private ByteBuffer read(long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    read(offset, bytes);
    return bytes.flip();
  }

  /** Fills a buffer from the file; not completely at the end of the file. */
  void read(long offset, ByteBuffer target) throws IOException {
    file.position(offset);

    while (target.hasRemaining() && file.read(target) >= 0) {}
  }

  private @Nullable Box readHeader(long start, long limit) throws IOException {
    int length = (int) Math.min(Box.MAX_HEADER_BYTES, Math.max(0, limit - start));
    return Box.parse(read(start, length), start, limit);
  }
}

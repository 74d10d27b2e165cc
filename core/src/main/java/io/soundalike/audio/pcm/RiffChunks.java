package io.soundalike.audio.pcm;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Walks the chunks of a RIFF file.
 *
 * <p>References: Microsoft and IBM, Multimedia Programming Interface and Data Specifications 1.0,
 * 1991
 */
final class RiffChunks {

  private static final int HEADER_BYTES = 8;
  private static final int ID_BYTES = 4;

  /** Chunks that may follow an odd one whose pad byte is missing. */
  private static final Set<String> KNOWN =
      Set.of(
          "data", "fmt ", "fact", "LIST", "JUNK", "bext", "cue ", "smpl", "inst", "id3 ", "PEAK");

  private final InputStream in;
  private final ByteOrder order;
  private String id = "";
  private long size;
  private long position;

  /**
   * @param in positioned at the first chunk; supports {@code mark}
   */
  RiffChunks(InputStream in, ByteOrder order) {
    this.in = in;
    this.order = order;
  }

  /** Reads the next chunk's header; false at the end of the file. */
  boolean next() throws IOException {
    byte[] header = in.readNBytes(HEADER_BYTES);
    position += header.length;

    if (header.length < HEADER_BYTES) {
      return false;
    }

    id = text(header, 0);
    size = ByteBuffer.wrap(header).order(order).getInt(ID_BYTES) & 0xFFFFFFFFL;
    return true;
  }

  /** Four characters that say what the chunk holds. */
  String id() {
    return id;
  }

  /** Size that the chunk's header states, in bytes. */
  long size() {
    return size;
  }

  /** Bytes read or skipped so far. */
  long position() {
    return position;
  }

  /**
   * Reads the start of the chunk and skips the rest.
   *
   * @param length number of bytes that are kept; the result has fewer if the chunk is shorter
   */
  ByteBuffer read(int length) throws IOException {
    byte[] start = in.readNBytes((int) Math.min(length, size));
    position += start.length;
    skip(size - start.length);
    return ByteBuffer.wrap(start).order(order);
  }

  /** Skips the chunk. */
  void skip() throws IOException {
    skip(size);
  }

  private void skip(long bytes) throws IOException {
    try {
      in.skipNBytes(bytes);
    } catch (EOFException e) {
      return;
    }

    position += bytes;

    if (size % 2 == 1 && !isPadMissing()) {
      position += in.skip(1);
    }
  }

  private boolean isPadMissing() throws IOException {
    in.mark(ID_BYTES);
    byte[] following = in.readNBytes(ID_BYTES);
    in.reset();
    return following.length == ID_BYTES && KNOWN.contains(text(following, 0));
  }

  private static String text(byte[] bytes, int at) {
    return new String(bytes, at, ID_BYTES, StandardCharsets.ISO_8859_1);
  }
}

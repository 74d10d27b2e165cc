package io.soundalike.audio.mp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A box of an MP4 file, also called atom.
 *
 * <p>References: ISO/IEC 14496-12, section 4.2
 *
 * @param type four characters that say what the box holds
 * @param start offset of its header in the file, in bytes
 * @param body offset of its contents
 * @param end offset behind its contents, at most that of the box around it
 */
public record Box(String type, long start, long body, long end) {

  /** Size of the longest header, in bytes. */
  public static final int MAX_HEADER_BYTES = 16;

  private static final int HEADER_BYTES = 8;
  private static final int TYPE_BYTES = 4;

  /**
   * Parses the header of a box.
   *
   * @param header its first {@link #MAX_HEADER_BYTES} bytes, or all up to {@code limit}
   * @param start offset of the header
   * @param limit end of the box around it, or of the file
   * @return null if the header is cut off or states a size that cannot be
   */
  public static @Nullable Box parse(ByteBuffer header, long start, long limit) {
    if (header.limit() < HEADER_BYTES) {
      return null;
    }

    byte[] type = new byte[TYPE_BYTES];
    header.get(Integer.BYTES, type);
    long size = header.getInt(0) & 0xFFFFFFFFL;
    int headerBytes = HEADER_BYTES;

    if (size == 1 && header.limit() == MAX_HEADER_BYTES) {
      size = header.getLong(HEADER_BYTES);
      headerBytes = MAX_HEADER_BYTES;
    } else if (size == 0) {
      size = limit - start;
    }

    if (size < headerBytes) {
      return null;
    }

    long end = size > limit - start ? limit : start + size;
    String name = new String(type, StandardCharsets.ISO_8859_1);
    return new Box(name, start, start + headerBytes, end);
  }

  /** Number of bytes of the contents. */
  long size() {
    return end - body;
  }

  /** The same box without the first bytes of its contents. */
  Box from(long bytes) {
    return new Box(type, start, Math.min(end, body + bytes), end);
  }
}

package io.soundalike.track.tags;

import io.soundalike.audio.Id3v2Header;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text frames of ID3v2 tags of versions 2.2 to 2.4. Only frames of wanted fields are held
 * in memory; others, pictures above all, are skipped.
 *
 * <p>References: M. Nilsson, ID3 tag version 2, 1998; ID3 tag version 2.3.0, 1999; ID3 tag version
 * 2.4.0 - Main Structure, 2000
 */
final class Id3v2Tag {

  private static final int MAX_FRAMES = 10_000;
  private static final int UNSYNCHRONISED = 0x80;
  private static final int EXTENDED = 0x40;
  private static final int ID_BYTES = 4;
  private static final int V22_ID_BYTES = 3;
  private static final int SIZE_BYTES = 4;
  private static final int HEADER_BYTES = 10;
  private static final int V22_HEADER_BYTES = 6;
  private static final int FLAGS = 9;
  private static final Pattern FRAME_ID = Pattern.compile("[A-Z][A-Z0-9]{3}");

  private final int version;
  private final boolean unsynchronised;
  private final ByteRange frames;
  private final boolean plainSizes;

  private Id3v2Tag(int version, boolean unsynchronised, ByteRange frames) throws IOException {
    this.version = version;
    this.unsynchronised = unsynchronised;
    this.frames = frames;
    this.plainSizes = version < 4 || hasPlainSizes(frames);
  }

  /** The header at a position; null if there is none. */
  static @Nullable Id3v2Header header(ByteRange file, long at) throws IOException {
    return Id3v2Header.parse(file.read(at, Id3v2Header.BYTES));
  }

  /**
   * Reads a tag.
   *
   * @param body what follows the header
   * @param fields receives the values
   */
  static void read(Id3v2Header header, ByteRange body, TagFields fields) throws IOException {
    int version = header.majorVersion();
    boolean extended = (header.flags() & EXTENDED) != 0;

    // In version 2.2 this flag stands for a compression that was never defined.
    if (version < 2 || version > 4 || version == 2 && extended) {
      return;
    }

    ByteRange frames = extended ? body.from(extendedHeaderBytes(version, body)) : body;
    new Id3v2Tag(version, (header.flags() & UNSYNCHRONISED) != 0, frames).readFrames(fields);
  }

  /** Size of the extended header; 0 if a frame is in its place, as some writers have it. */
  private static long extendedHeaderBytes(int version, ByteRange body) throws IOException {
    if (isFrameId(body.ascii(0, ID_BYTES))) {
      return 0;
    }

    // The size includes its own bytes in version 2.4, but not in version 2.3.
    return version == 4
        ? synchsafe(body.read(0, SIZE_BYTES), 0)
        : SIZE_BYTES + body.bigEndian(0, SIZE_BYTES);
  }

  private void readFrames(TagFields fields) throws IOException {
    InputStream in =
        unsynchronised && version < 4 ? Unsynchronisation.undo(frames) : frames.stream();
    int idBytes = version == 2 ? V22_ID_BYTES : ID_BYTES;
    int headerBytes = version == 2 ? V22_HEADER_BYTES : HEADER_BYTES;

    for (int i = 0; i < MAX_FRAMES; i++) {
      byte[] header = in.readNBytes(headerBytes);
      String id =
          new String(header, 0, Math.min(idBytes, header.length), StandardCharsets.US_ASCII);

      if (header.length < headerBytes || isPadding(id)) {
        return;
      }

      if (!readFrame(in, header, id, fields)) {
        return;
      }
    }
  }

  /** Reads or skips a frame; false if the tag ends within it. */
  private boolean readFrame(InputStream in, byte[] header, String id, TagFields fields)
      throws IOException {
    long size = size(header);
    TagField field = Id3v2Frame.field(id);

    if (field == null) {
      return in.skip(size) == size;
    }

    byte[] frame = in.readNBytes((int) Math.min(size, Texts.MAX_BYTES));
    long rest = size - frame.length;
    byte[] content = content(frame, header);

    if (content != null) {
      for (String value : Id3v2Frame.values(content)) {
        if (field == TagField.GENRE) {
          fields.addAll(field, Genres.parse(value));
        } else {
          fields.add(field, value);
        }
      }
    }

    return in.skip(rest) == rest;
  }

  private byte @Nullable [] content(byte[] frame, byte[] header) throws IOException {
    return switch (version) {
      case 2 -> frame;
      case 3 -> Id3v2Frame.undoVersion23(frame, header[FLAGS]);
      default -> Id3v2Frame.undoVersion24(frame, header[FLAGS], unsynchronised);
    };
  }

  private long size(byte[] header) {
    if (version == 2) {
      return plain(header, V22_ID_BYTES, V22_HEADER_BYTES);
    }

    return plainSizes
        ? plain(header, ID_BYTES, ID_BYTES + SIZE_BYTES)
        : synchsafe(header, ID_BYTES);
  }

  /**
   * Whether the sizes of version 2.4 frames are plain numbers, as iTunes once wrote them: more
   * frames are found that way, or as many without running past the tag's end.
   */
  private static boolean hasPlainSizes(ByteRange frames) throws IOException {
    FrameCount synchsafe = count(frames, false);
    FrameCount plain = count(frames, true);
    return plain.frames > synchsafe.frames
        || plain.frames == synchsafe.frames && synchsafe.overruns && !plain.overruns;
  }

  private record FrameCount(int frames, boolean overruns) {}

  private static FrameCount count(ByteRange frames, boolean plain) throws IOException {
    long at = 0;
    int found = 0;

    for (int i = 0; i < MAX_FRAMES && at + HEADER_BYTES <= frames.length(); i++) {
      byte[] header = frames.read(at, HEADER_BYTES);
      String id = new String(header, 0, ID_BYTES, StandardCharsets.US_ASCII);

      if (isPadding(id)) {
        return new FrameCount(found, false);
      }

      found += isFrameId(id) ? 1 : 0;
      long size =
          plain ? plain(header, ID_BYTES, ID_BYTES + SIZE_BYTES) : synchsafe(header, ID_BYTES);
      at += HEADER_BYTES + size;
    }

    return new FrameCount(found, at > frames.length());
  }

  private static boolean isPadding(String id) {
    return id.chars().allMatch(c -> c == 0);
  }

  private static boolean isFrameId(String text) {
    return FRAME_ID.matcher(text).matches();
  }

  private static long plain(byte[] bytes, int from, int to) {
    long size = 0;

    for (int i = from; i < to; i++) {
      size = size << 8 | bytes[i] & 0xFF;
    }

    return size;
  }

  private static long synchsafe(byte[] bytes, int from) {
    long size = 0;

    for (int i = from; i < Math.min(from + SIZE_BYTES, bytes.length); i++) {
      size = size << 7 | bytes[i] & 0x7F;
    }

    return size;
  }
}

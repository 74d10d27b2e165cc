package io.soundalike.track.tags;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The text frames of ID3v2: their fields, their flags and their encodings.
 *
 * <p>References: M. Nilsson, ID3 tag version 2.3.0, 1999, sections 3.3 and 4.2; ID3 tag version
 * 2.4.0 - Main Structure, 2000, section 4
 */
final class Id3v2Frame {

  private static final Map<String, TagField> FIELDS =
      Map.ofEntries(
          Map.entry("TIT2", TagField.TITLE),
          Map.entry("TT2", TagField.TITLE),
          Map.entry("TPE1", TagField.ARTIST),
          Map.entry("TP1", TagField.ARTIST),
          Map.entry("TPE2", TagField.ALBUM_ARTIST),
          Map.entry("TP2", TagField.ALBUM_ARTIST),
          Map.entry("TALB", TagField.ALBUM),
          Map.entry("TAL", TagField.ALBUM),
          Map.entry("TDRC", TagField.RECORDING_DATE),
          Map.entry("TYER", TagField.YEAR),
          Map.entry("TYE", TagField.YEAR),
          Map.entry("TDRL", TagField.RELEASE_DATE),
          Map.entry("TDOR", TagField.ORIGINAL_DATE),
          Map.entry("TORY", TagField.ORIGINAL_DATE),
          Map.entry("TOR", TagField.ORIGINAL_DATE),
          Map.entry("TCON", TagField.GENRE),
          Map.entry("TCO", TagField.GENRE));

  private static final int V24_GROUP = 0x40;
  private static final int V24_COMPRESSION = 0x08;
  private static final int V24_ENCRYPTION = 0x04;
  private static final int V24_UNSYNCHRONISATION = 0x02;
  private static final int V24_DATA_LENGTH = 0x01;
  private static final int V23_COMPRESSION = 0x80;
  private static final int V23_ENCRYPTION = 0x40;
  private static final int V23_GROUP = 0x20;
  private static final int LENGTH_BYTES = 4;

  private Id3v2Frame() {}

  /**
   * The field that a frame holds; null if it is none of a song's tags.
   *
   * @param id four characters, or three in version 2.2, whose names some version 2.3 tags have too
   */
  static @Nullable TagField field(String id) {
    return FIELDS.get(Texts.untilNul(id));
  }

  /**
   * Undoes what the flags of a version 2.3 frame state.
   *
   * @param flags the second flag byte
   * @return null if the frame is encrypted or damaged
   */
  static byte @Nullable [] undoVersion23(byte[] frame, int flags) {
    boolean compressed = (flags & V23_COMPRESSION) != 0;

    if ((flags & V23_ENCRYPTION) != 0) {
      return null;
    }

    byte[] content = compressed ? from(LENGTH_BYTES, frame) : frame;
    content = (flags & V23_GROUP) != 0 ? withoutGroup(content) : content;
    return compressed ? inflate(content) : content;
  }

  /**
   * Undoes what the flags of a version 2.4 frame state.
   *
   * @param flags the second flag byte
   * @param unsynchronised whether the tag's flags say so for all frames
   * @return null if the frame is encrypted or damaged
   */
  static byte @Nullable [] undoVersion24(byte[] frame, int flags, boolean unsynchronised)
      throws IOException {
    if ((flags & V24_ENCRYPTION) != 0) {
      return null;
    }

    byte[] grouped = (flags & V24_GROUP) != 0 ? withoutGroup(frame) : frame;
    boolean hasLength = (flags & (V24_DATA_LENGTH | V24_COMPRESSION)) != 0;
    byte[] content = hasLength ? from(LENGTH_BYTES, grouped) : grouped;

    if (unsynchronised || (flags & V24_UNSYNCHRONISATION) != 0) {
      content = Unsynchronisation.undo(content);
    }

    if ((flags & V24_COMPRESSION) == 0) {
      return content;
    }

    byte[] inflated = inflate(content);
    // Some writers leave out the length that compression requires.
    return inflated != null ? inflated : inflate(grouped);
  }

  /** Groups are numbered from 80; a lower byte shows that the writer only set the flag. */
  private static byte[] withoutGroup(byte[] frame) {
    return frame.length > 0 && frame[0] < 0 ? from(1, frame) : frame;
  }

  private static byte[] from(int offset, byte[] bytes) {
    return Arrays.copyOfRange(bytes, Math.min(offset, bytes.length), bytes.length);
  }

  private static byte @Nullable [] inflate(byte[] compressed) {
    Inflater inflater = new Inflater();
    inflater.setInput(compressed);
    byte[] content = new byte[Texts.MAX_BYTES];

    try {
      int length = inflater.inflate(content);
      return length == 0 ? null : Arrays.copyOf(content, length);
    } catch (DataFormatException e) {
      return null;
    } finally {
      inflater.end();
    }
  }

  /**
   * The values of a text frame.
   *
   * @param content the encoding's number and the text; several values are separated by NUL
   * @return empty if the encoding is unknown
   */
  static List<String> values(byte[] content) {
    if (content.length == 0) {
      return List.of();
    }

    byte[] text = from(1, content);
    return switch (content[0]) {
      case 0 -> Texts.split(new String(text, StandardCharsets.ISO_8859_1));
      case 1 -> splitUtf16(text);
      case 2 -> Texts.split(new String(evenLength(text), StandardCharsets.UTF_16BE));
      case 3 -> Texts.split(Texts.decode(text));
      default -> List.of();
    };
  }

  /** Each value may have its own byte order mark; without any, the order is little endian. */
  private static List<String> splitUtf16(byte[] text) {
    boolean bigEndian = text.length > 1 && text[0] == (byte) 0xFE && text[1] == (byte) 0xFF;
    Charset order = bigEndian ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    List<String> values = new ArrayList<>();

    for (String value : Texts.split(new String(evenLength(text), order))) {
      values.add(withoutByteOrderMark(value));
    }

    return values;
  }

  private static String withoutByteOrderMark(String value) {
    if (value.startsWith("\uFEFF")) {
      return value.substring(1);
    }

    // The mark of the other order: the bytes of each character are swapped.
    return value.startsWith("\uFFFE")
        ? value
            .substring(1)
            .chars()
            .map(c -> Character.reverseBytes((char) c))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
        : value;
  }

  /** Some writers leave out the last zero byte. */
  private static byte[] evenLength(byte[] text) {
    return Arrays.copyOf(text, text.length + 1 & ~1);
  }
}

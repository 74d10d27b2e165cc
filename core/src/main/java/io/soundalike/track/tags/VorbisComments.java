package io.soundalike.track.tags;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;

/**
 * Reads Vorbis comments: UTF-8 texts of the form {@code KEY=value}. Long ones, pictures above all,
 * are skipped.
 *
 * <p>References: Xiph.Org, Ogg Vorbis I format specification: comment field and header
 * specification
 */
final class VorbisComments {

  private static final int MAX_COMMENTS = 10_000;
  private static final int SIZE_BYTES = 4;

  private static final Map<String, TagField> FIELDS =
      Map.ofEntries(
          Map.entry("TITLE", TagField.TITLE),
          Map.entry("ARTIST", TagField.ARTIST),
          Map.entry("ALBUMARTIST", TagField.ALBUM_ARTIST),
          Map.entry("ALBUM ARTIST", TagField.ALBUM_ARTIST),
          Map.entry("ALBUM", TagField.ALBUM),
          Map.entry("DATE", TagField.RECORDING_DATE),
          Map.entry("YEAR", TagField.YEAR),
          Map.entry("RELEASEDATE", TagField.RELEASE_DATE),
          Map.entry("ORIGINALDATE", TagField.ORIGINAL_DATE),
          Map.entry("ORIGINALYEAR", TagField.ORIGINAL_DATE),
          Map.entry("GENRE", TagField.GENRE));

  private VorbisComments() {}

  /**
   * Reads comments up to the first that is cut.
   *
   * @param in from the size of the vendor's name on
   * @param fields receives the values
   */
  static void read(InputStream in, TagFields fields) throws IOException {
    long vendor = readSize(in);

    if (vendor < 0 || in.skip(vendor) < vendor) {
      return;
    }

    long count = Math.min(readSize(in), MAX_COMMENTS);

    for (long i = 0; i < count; i++) {
      if (!readComment(in, fields)) {
        return;
      }
    }
  }

  /** Reads or skips a comment; false if the bytes end within it. */
  private static boolean readComment(InputStream in, TagFields fields) throws IOException {
    long size = readSize(in);

    if (size < 0 || size > Texts.MAX_BYTES) {
      return size >= 0 && in.skip(size) == size;
    }

    byte[] comment = in.readNBytes((int) size);

    if (comment.length < size) {
      return false;
    }

    String text = Texts.decode(comment);
    int equals = text.indexOf('=');

    if (equals > 0) {
      TagField field = FIELDS.get(text.substring(0, equals).toUpperCase(Locale.ROOT));

      if (field != null) {
        fields.add(field, text.substring(equals + 1));
      }
    }

    return true;
  }

  /** Reads a size, least significant byte first; -1 if the bytes end. */
  private static long readSize(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(SIZE_BYTES);

    if (bytes.length < SIZE_BYTES) {
      return -1;
    }

    long size = 0;

    for (int i = SIZE_BYTES - 1; i >= 0; i--) {
      size = size << 8 | bytes[i] & 0xFF;
    }

    return size;
  }
}

package io.soundalike.track.tags;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the items of iTunes in MP4 files: the boxes in {@code moov.udta.meta.ilst}, wherever in the
 * file {@code moov} stands.
 *
 * <p>References: ISO/IEC 14496-12:2015, sections 4.2 (boxes) and 8.11.1 (meta); Apple, QuickTime
 * File Format Specification, 2012, metadata
 */
final class Mp4Tags {

  /** Version and flags, which {@code meta} has in MP4, but not in QuickTime. */
  private static final int VERSION_BYTES = 4;

  /** Type and locale of the value in a box {@code data}. */
  private static final int DATA_HEADER_BYTES = 8;

  private static final int UTF_16 = 2;
  private static final String NUMBERED_GENRE = "gnre";

  private static final Map<String, TagField> FIELDS =
      Map.of(
          "\u00A9nam", TagField.TITLE,
          "\u00A9ART", TagField.ARTIST,
          "aART", TagField.ALBUM_ARTIST,
          "\u00A9alb", TagField.ALBUM,
          "\u00A9day", TagField.RECORDING_DATE,
          "\u00A9gen", TagField.GENRE);

  private Mp4Tags() {}

  /** Whether a file starts with a box of MP4. */
  static boolean isMp4(ByteRange file) throws IOException {
    String type = Mp4Boxes.firstType(file);
    return type.equals("ftyp") || type.equals("moov");
  }

  /** Reads the items of a file that {@link #isMp4}. */
  static void read(ByteRange file, TagFields fields) throws IOException {
    ByteRange meta = Mp4Boxes.find(file, "moov", "udta", "meta");
    boolean quickTime = Mp4Boxes.firstType(meta).equals("hdlr");
    ByteRange items = Mp4Boxes.find(quickTime ? meta : meta.from(VERSION_BYTES), "ilst");
    Mp4Boxes boxes = new Mp4Boxes(items);
    String numberedGenre = null;

    while (boxes.next()) {
      TagField field = FIELDS.get(boxes.type());

      if (field != null) {
        readValues(boxes.body(), field, fields);
      } else if (boxes.type().equals(NUMBERED_GENRE)) {
        numberedGenre = genre(boxes.body());
      }
    }

    if (numberedGenre != null && !fields.has(TagField.GENRE)) {
      fields.add(TagField.GENRE, numberedGenre);
    }
  }

  private static void readValues(ByteRange item, TagField field, TagFields fields)
      throws IOException {
    Mp4Boxes boxes = new Mp4Boxes(item);

    while (boxes.next()) {
      if (boxes.type().equals("data")) {
        boolean utf16 = boxes.body().bigEndian(0, 4) == UTF_16;
        byte[] text = boxes.body().read(DATA_HEADER_BYTES, Texts.MAX_BYTES);
        fields.add(field, utf16 ? new String(text, StandardCharsets.UTF_16) : Texts.decode(text));
      }
    }
  }

  /** Name of a genre, which is numbered from 1. */
  private static @Nullable String genre(ByteRange item) throws IOException {
    return Genres.name(Mp4Boxes.find(item, "data").bigEndian(DATA_HEADER_BYTES, 2) - 1);
  }
}

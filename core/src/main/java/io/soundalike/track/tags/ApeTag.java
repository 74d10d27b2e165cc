package io.soundalike.track.tags;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/**
 * Reads APEv2 tags, which stand at the start of a file, at its end or before an ID3v1 tag.
 *
 * <p>References: Hydrogenaudio Knowledgebase, APEv2 specification
 */
final class ApeTag {

  /** Size of the header and of the footer. */
  static final int FRAME_BYTES = 32;

  private static final String PREAMBLE = "APETAGEX";
  private static final int TAG_SIZE = 12;
  private static final int TAG_FLAGS = 20;
  private static final long HAS_HEADER = 1L << 31;
  private static final int HAS_NO_FOOTER_BIT = 30;
  private static final int MAX_ITEMS = 1000;
  private static final int ITEM_HEADER_BYTES = 8;
  private static final int MAX_KEY_BYTES = 255;

  /** Bits of an item's flags that tell text from binary values and links; 0 for text. */
  private static final int ITEM_TYPE = 0x6;

  private static final Map<String, TagField> FIELDS =
      Map.ofEntries(
          Map.entry("title", TagField.TITLE),
          Map.entry("artist", TagField.ARTIST),
          Map.entry("album artist", TagField.ALBUM_ARTIST),
          Map.entry("albumartist", TagField.ALBUM_ARTIST),
          Map.entry("album", TagField.ALBUM),
          Map.entry("record date", TagField.RECORDING_DATE),
          Map.entry("year", TagField.YEAR),
          Map.entry("releasedate", TagField.RELEASE_DATE),
          Map.entry("originalyear", TagField.ORIGINAL_DATE),
          Map.entry("originaldate", TagField.ORIGINAL_DATE),
          Map.entry("genre", TagField.GENRE));

  private ApeTag() {}

  /** Whether a header or footer starts at a position. */
  static boolean isAt(ByteRange file, long at) throws IOException {
    return file.ascii(at, PREAMBLE.length()).equals(PREAMBLE);
  }

  /** Reads the tag whose header starts at a position. */
  static void readHead(ByteRange file, long header, TagFields fields) throws IOException {
    long size = file.littleEndian(header + TAG_SIZE, 4);
    boolean noFooter = (file.littleEndian(header + TAG_FLAGS, 4) >> HAS_NO_FOOTER_BIT & 1) != 0;
    long items = header + FRAME_BYTES;
    long end = items + size - (noFooter ? 0 : FRAME_BYTES);
    readItems(file.slice(items, end), fields);
  }

  /**
   * Reads the tag whose footer starts at a position.
   *
   * @return where the tag starts
   */
  static long readTail(ByteRange file, long footer, TagFields fields) throws IOException {
    long size = file.littleEndian(footer + TAG_SIZE, 4);
    boolean hasHeader = (file.littleEndian(footer + TAG_FLAGS, 4) & HAS_HEADER) != 0;
    long items = footer + FRAME_BYTES - size;
    readItems(file.slice(items, footer), fields);
    return Math.min(footer, items - (hasHeader ? FRAME_BYTES : 0));
  }

  private static void readItems(ByteRange items, TagFields fields) throws IOException {
    long at = 0;

    for (int i = 0; i < MAX_ITEMS && at < items.length(); i++) {
      long size = items.littleEndian(at, 4);
      long flags = items.littleEndian(at + 4, 4);
      String start = items.ascii(at + ITEM_HEADER_BYTES, MAX_KEY_BYTES + 1);
      String key = Texts.untilNul(start);
      long value = at + ITEM_HEADER_BYTES + key.length() + 1;
      TagField field = FIELDS.get(key.toLowerCase(Locale.ROOT));

      if (field != null && (flags & ITEM_TYPE) == 0) {
        byte[] text = items.read(value, (int) Math.min(size, Texts.MAX_BYTES));
        fields.addAll(field, Texts.split(Texts.decode(text)));
      }

      at = value + size;
    }
  }
}

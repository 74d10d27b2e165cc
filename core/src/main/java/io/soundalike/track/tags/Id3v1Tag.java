package io.soundalike.track.tags;

import java.io.IOException;

/**
 * Reads ID3v1 and ID3v1.1 tags.
 *
 * <p>References: E. Kemp, ID3v1, 1996
 */
final class Id3v1Tag {

  /** Size of the tag. */
  static final int BYTES = 128;

  private static final int TEXT_BYTES = 30;
  private static final int TITLE = 3;
  private static final int ARTIST = 33;
  private static final int ALBUM = 63;
  private static final int YEAR = 93;
  private static final int YEAR_BYTES = 4;
  private static final int GENRE = 127;

  private Id3v1Tag() {}

  /** Whether a tag starts at a position. */
  static boolean isAt(ByteRange file, long at) throws IOException {
    return file.ascii(at, 3).equals("TAG");
  }

  /** Reads a tag; its texts are ISO 8859-1 and end at a NUL. */
  static void read(ByteRange tag, TagFields fields) throws IOException {
    fields.add(TagField.TITLE, Texts.untilNul(tag.ascii(TITLE, TEXT_BYTES)));
    fields.add(TagField.ARTIST, Texts.untilNul(tag.ascii(ARTIST, TEXT_BYTES)));
    fields.add(TagField.ALBUM, Texts.untilNul(tag.ascii(ALBUM, TEXT_BYTES)));
    fields.add(TagField.YEAR, Texts.untilNul(tag.ascii(YEAR, YEAR_BYTES)));
    String genre = Genres.name(tag.bigEndian(GENRE, 1));

    if (genre != null) {
      fields.add(TagField.GENRE, genre);
    }
  }
}

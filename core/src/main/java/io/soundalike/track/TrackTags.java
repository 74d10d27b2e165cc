package io.soundalike.track;

import org.jspecify.annotations.Nullable;

/**
 * Tags of a song. Texts contain no control characters and are at most {@value #MAX_LENGTH}
 * characters long; fields that the file does not set are null.
 *
 * @param title title of the song
 * @param artist performing artist
 * @param album album title
 * @param year of the recording, otherwise of the release, in four digits
 * @param genre name of the genre
 */
public record TrackTags(
    @Nullable String title,
    @Nullable String artist,
    @Nullable String album,
    @Nullable String year,
    @Nullable String genre) {

  /** Maximum length of a text, in code points; longer ones are truncated. */
  public static final int MAX_LENGTH = 300;

  /** Tags without any field. */
  public static final TrackTags NONE = new TrackTags(null, null, null, null, null);

  /** Removes control characters and surrounding white space, and truncates long texts. */
  public TrackTags {
    title = clean(title);
    artist = clean(artist);
    album = clean(album);
    year = clean(year);
    genre = clean(genre);
  }

  private static @Nullable String clean(@Nullable String text) {
    if (text == null) {
      return null;
    }

    StringBuilder kept = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isWhitespace(c) ? ' ' : c)
        .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
        .filter(c -> c != 0xFFFE && c != 0xFFFF)
        .limit(MAX_LENGTH)
        .forEach(kept::appendCodePoint);
    String cleaned = kept.toString().strip();
    return cleaned.isEmpty() ? null : cleaned;
  }
}

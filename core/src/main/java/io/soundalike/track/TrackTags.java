package io.soundalike.track;

import org.jspecify.annotations.Nullable;

/**
 * What a song is called. Texts are free of control characters and at most {@value #MAX_LENGTH}
 * characters long; what the file does not say is null.
 */
public record TrackTags(
    @Nullable String title,
    @Nullable String artist,
    @Nullable String album,
    @Nullable String year,
    @Nullable String genre) {

  /** Longest text that is kept. */
  public static final int MAX_LENGTH = 300;

  /** No tag at all. */
  public static final TrackTags NONE = new TrackTags(null, null, null, null, null);

  /** Cleans the texts. */
  public TrackTags {
    title = clean(title);
    artist = clean(artist);
    album = clean(album);
    year = clean(year);
    genre = clean(genre);
  }

  /** These tags, with what they lack taken from {@code other}. */
  TrackTags orElse(TrackTags other) {
    return new TrackTags(
        title != null ? title : other.title,
        artist != null ? artist : other.artist,
        album != null ? album : other.album,
        year != null ? year : other.year,
        genre != null ? genre : other.genre);
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

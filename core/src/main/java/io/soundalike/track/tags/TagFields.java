package io.soundalike.track.tags;

import io.soundalike.track.TrackTags;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of one tag, and the song's tags that several of them make up. */
final class TagFields {

  /** A field may have several values, several artists for instance. */
  private static final int MAX_VALUES = 100;

  /** More than is kept of a field, because control characters are removed later. */
  private static final int MAX_CHARACTERS = 4 * TrackTags.MAX_LENGTH;

  private static final String SEPARATOR = ", ";

  /** Four digits on their own, or those that a date without separators starts with. */
  private static final Pattern YEAR =
      Pattern.compile("(?<![0-9])([0-9]{4})(?:(?![0-9])|(?=[0-9]{4}(?![0-9])))");

  private static final List<TagField> YEARS =
      List.of(
          TagField.RECORDING_DATE, TagField.YEAR, TagField.RELEASE_DATE, TagField.ORIGINAL_DATE);

  private final Map<TagField, List<String>> values = new EnumMap<>(TagField.class);

  /** Adds a value unless it is blank or already there. */
  void add(TagField field, String value) {
    String stripped = value.strip();
    String kept = stripped.substring(0, Math.min(stripped.length(), MAX_CHARACTERS));
    List<String> known = values.computeIfAbsent(field, f -> new ArrayList<>());

    if (!kept.isEmpty() && !known.contains(kept) && known.size() < MAX_VALUES) {
      known.add(kept);
    }
  }

  /** Adds several values. */
  void addAll(TagField field, List<String> several) {
    several.forEach(value -> add(field, value));
  }

  boolean has(TagField field) {
    return !get(field).isEmpty();
  }

  private List<String> get(TagField field) {
    return values.getOrDefault(field, List.of());
  }

  /**
   * The tags of a song; each field is that of the first tag that has it.
   *
   * @param tags the most trustworthy first
   */
  static TrackTags merge(List<TagFields> tags) {
    String artist = joined(tags, TagField.ARTIST);
    return new TrackTags(
        joined(tags, TagField.TITLE),
        artist != null ? artist : joined(tags, TagField.ALBUM_ARTIST),
        joined(tags, TagField.ALBUM),
        year(tags),
        joined(tags, TagField.GENRE));
  }

  private static @Nullable String joined(List<TagFields> tags, TagField field) {
    return tags.stream()
        .map(tag -> tag.get(field))
        .filter(several -> !several.isEmpty())
        .findFirst()
        .map(several -> String.join(SEPARATOR, several))
        .orElse(null);
  }

  private static @Nullable String year(List<TagFields> tags) {
    return YEARS.stream()
        .flatMap(field -> tags.stream().flatMap(tag -> tag.get(field).stream()))
        .map(YEAR::matcher)
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .filter(year -> !year.equals("0000"))
        .findFirst()
        .orElse(null);
  }
}

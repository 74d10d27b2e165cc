package io.soundalike.jobs.query;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.inventory.SongFiles;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.track.SearchText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Resolves a name given by the operator to a song of the catalogue. */
public final class SongResolver {

  private static final int MIN_ID_LENGTH = 6;
  private static final int MAX_LISTED = 5;

  private SongResolver() {}

  /**
   * Finds a song by its path, by its track id or the first {@value #MIN_ID_LENGTH} or more
   * characters of it, by its title, by a part of its artist, title and path, or by words that these
   * contain in any order. A path or title that is spelled in the same way comes first, then case
   * and accents make no difference.
   *
   * @return empty if no song matches
   * @throws UserException of USAGE if several songs match, or if the name is blank
   */
  public static Optional<AudioFileRow> find(List<AudioFileRow> files, String name) {
    if (name.isBlank()) {
      throw new UserException(
          ExitCode.USAGE,
          "The name of a song is empty; give a path, a track id, or words of a title.");
    }

    return byPath(files, name)
        .or(() -> byId(files, name))
        .or(() -> byTitle(files, name))
        .or(() -> byPart(files, name))
        .or(() -> byWords(files, name));
  }

  /** Of two paths that differ in composition alone the one that is written like the name. */
  private static Optional<AudioFileRow> byPath(List<AudioFileRow> files, String name) {
    String place = SongFiles.place(name);
    List<AudioFileRow> matches =
        files.stream().filter(file -> SongFiles.place(file.getPath()).equals(place)).toList();
    return matches.stream()
        .filter(file -> file.getPath().endsWith(name))
        .findFirst()
        .or(() -> matches.stream().findFirst());
  }

  private static Optional<AudioFileRow> byId(List<AudioFileRow> files, String name) {
    return name.length() < MIN_ID_LENGTH
        ? Optional.empty()
        : only(files, name, file -> text(file.getTrackId()).startsWith(name));
  }

  private static Optional<AudioFileRow> byTitle(List<AudioFileRow> files, String name) {
    String title = SearchText.composed(name);
    String folded = SearchText.fold(name);
    return only(files, name, file -> SearchText.composed(text(file.getTitle())).equals(title))
        .or(() -> only(files, name, file -> SearchText.fold(text(file.getTitle())).equals(folded)));
  }

  private static Optional<AudioFileRow> byPart(List<AudioFileRow> files, String name) {
    String folded = SearchText.fold(name);
    return only(files, name, file -> searched(file).contains(folded));
  }

  /** A name with a slash is a path, which is not taken apart: perhaps it is of another file. */
  private static Optional<AudioFileRow> byWords(List<AudioFileRow> files, String name) {
    List<String> words = SearchText.words(name);
    return words.isEmpty() || name.contains("/")
        ? Optional.empty()
        : only(files, name, file -> words.stream().allMatch(searched(file)::contains));
  }

  private static String searched(AudioFileRow file) {
    return SearchText.fold(
        text(file.getArtist()) + " " + text(file.getTitle()) + " " + file.getPath());
  }

  private static Optional<AudioFileRow> only(
      List<AudioFileRow> files, String name, Predicate<AudioFileRow> isMatch) {
    List<AudioFileRow> matches = files.stream().filter(isMatch).toList();

    if (matches.size() > 1) {
      Stream<String> paths = matches.stream().limit(MAX_LISTED).map(AudioFileRow::getPath);
      throw new UserException(
          ExitCode.USAGE,
          String.format(
              Locale.ROOT,
              "%d songs match \"%s\": %s%s; give more words, or the path.",
              matches.size(),
              name,
              String.join(", ", paths.toList()),
              matches.size() > MAX_LISTED ? ", ..." : ""));
    }

    return matches.stream().findFirst();
  }

  private static String text(@Nullable String tag) {
    return tag == null ? "" : tag;
  }
}

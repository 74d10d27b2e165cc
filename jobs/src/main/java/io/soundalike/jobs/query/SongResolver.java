package io.soundalike.jobs.query;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.inventory.SongFiles;
import io.soundalike.jobs.table.AudioFileRow;
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
   * characters of it, by its title, or by words that only its artist, title and path contain.
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

    String place = SongFiles.place(name);
    Optional<AudioFileRow> byPath =
        files.stream().filter(file -> SongFiles.place(file.getPath()).equals(place)).findFirst();

    if (byPath.isPresent()) {
      return byPath;
    }

    Optional<AudioFileRow> byId =
        name.length() < MIN_ID_LENGTH
            ? Optional.empty()
            : only(files, name, file -> text(file.getTrackId()).startsWith(name));
    return byId.isPresent() ? byId : byWords(files, name);
  }

  private static Optional<AudioFileRow> byWords(List<AudioFileRow> files, String name) {
    String words = name.toLowerCase(Locale.ROOT);
    Optional<AudioFileRow> byTitle =
        only(files, name, file -> text(file.getTitle()).toLowerCase(Locale.ROOT).equals(words));
    return byTitle.isPresent()
        ? byTitle
        : only(
            files,
            name,
            file ->
                (text(file.getArtist()) + " " + text(file.getTitle()) + " " + file.getPath())
                    .toLowerCase(Locale.ROOT)
                    .contains(words));
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

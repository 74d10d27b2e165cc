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

/** Finds the song that an operator means. */
public final class SongResolver {

  private static final int SHORTEST_ID = 6;
  private static final int TOLD = 5;

  private SongResolver() {}

  /**
   * The song of a path, of a track id or its first characters, or of words that stand in one song's
   * title or path alone.
   *
   * @return empty if no song is called so
   * @throws UserException if several are
   */
  public static Optional<AudioFileRow> find(List<AudioFileRow> files, String name) {
    String place = SongFiles.place(name);
    Optional<AudioFileRow> byPath =
        files.stream().filter(file -> SongFiles.place(file.getPath()).equals(place)).findFirst();

    if (byPath.isPresent()) {
      return byPath;
    }

    Optional<AudioFileRow> byId =
        name.length() < SHORTEST_ID
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
      List<AudioFileRow> files, String name, Predicate<AudioFileRow> isMeant) {
    List<AudioFileRow> meant = files.stream().filter(isMeant).toList();

    if (meant.size() > 1) {
      Stream<String> paths = meant.stream().limit(TOLD).map(AudioFileRow::getPath);
      throw new UserException(
          ExitCode.USAGE,
          String.format(
              Locale.ROOT,
              "%d songs fit \"%s\": %s%s; say more, or give the path.",
              meant.size(),
              name,
              String.join(", ", paths.toList()),
              meant.size() > TOLD ? ", ..." : ""));
    }

    return meant.stream().findFirst();
  }

  private static String text(@Nullable String tag) {
    return tag == null ? "" : tag;
  }
}

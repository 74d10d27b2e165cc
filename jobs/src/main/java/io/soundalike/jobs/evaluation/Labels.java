package io.soundalike.jobs.evaluation;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.inventory.SongFiles;
import io.soundalike.jobs.table.AudioFileRow;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is known of songs beforehand: their album, artist, genre or folder, or a column of a file.
 */
final class Labels {

  private Labels() {}

  /**
   * A label for each song, in their order; empty where there is none.
   *
   * @param kind {@code album}, {@code artist}, {@code genre}, {@code folder}, or a CSV file with
   *     the columns {@code path} (or {@code track_id}) and {@code label}
   */
  static List<String> of(List<AudioFileRow> songs, String kind) throws IOException {
    List<String> labels =
        switch (kind) {
          case "album" -> of(songs, AudioFileRow::getAlbum);
          case "artist" -> of(songs, AudioFileRow::getArtist);
          case "genre" -> of(songs, AudioFileRow::getGenre);
          case "folder" -> songs.stream().map(song -> folder(song.getPath())).toList();
          default -> ofFile(songs, Path.of(kind));
        };

    if (labels.stream().allMatch(String::isEmpty)) {
      throw new UserException(
          ExitCode.NOTHING_TO_DO,
          String.format(
              Locale.ROOT,
              "No song has a label of the kind %s; choose album, artist, genre, folder, or a CSV file with the columns path and label.",
              kind));
    }

    return labels;
  }

  /** A tag of each song. */
  static List<String> of(List<AudioFileRow> songs, Function<AudioFileRow, @Nullable String> tag) {
    return songs.stream().map(song -> text(tag.apply(song))).toList();
  }

  private static List<String> ofFile(List<AudioFileRow> songs, Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new UserException(
          ExitCode.USAGE,
          "--label must be album, artist, genre, folder or a CSV file; "
              + file
              + " cannot be read.");
    }

    Map<String, String> byKey = new HashMap<>();

    for (CSVRecord row : read(file, "label")) {
      String key =
          row.isMapped("track_id") ? row.get("track_id") : SongFiles.place(row.get("path"));
      byKey.put(key, row.get("label"));
    }

    Function<AudioFileRow, String> label =
        song -> {
          String byPath = byKey.getOrDefault(SongFiles.place(song.getPath()), "");
          return byPath.isEmpty() ? byKey.getOrDefault(text(song.getTrackId()), "") : byPath;
        };
    return songs.stream().map(label).toList();
  }

  /** The rows of a CSV file that has some columns. */
  static List<CSVRecord> read(Path file, String... columns) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).build();

    try (Reader in = Files.newBufferedReader(file);
        CSVParser parser = format.parse(in)) {
      for (String column : columns) {
        if (!parser.getHeaderNames().contains(column)) {
          throw new UserException(
              ExitCode.USAGE,
              String.format(
                  Locale.ROOT,
                  "%s has no column %s; it has %s.",
                  file,
                  column,
                  parser.getHeaderNames()));
        }
      }

      return parser.getRecords();
    } catch (IllegalArgumentException e) {
      throw new UserException(ExitCode.USAGE, file + " is no CSV file with a header.");
    }
  }

  static String folder(String path) {
    int end = path.lastIndexOf('/');
    return end < 0 ? "" : path.substring(path.lastIndexOf('/', end - 1) + 1, end);
  }

  private static String text(@Nullable String tag) {
    return tag == null ? "" : tag;
  }
}

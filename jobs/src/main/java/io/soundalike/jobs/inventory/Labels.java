package io.soundalike.jobs.inventory;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.UserException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Labels of songs: their album, artist, genre or folder, or a column of a CSV file. */
public final class Labels {

  private static final Logger LOG = LoggerFactory.getLogger(Labels.class);

  private Labels() {}

  /**
   * Reads the label of each song, in the order of the songs; empty for songs without one.
   *
   * @param kind {@code album}, {@code artist}, {@code genre}, {@code folder}, or a CSV file with
   *     the columns {@code path} (or {@code track_id}) and {@code label}
   * @throws UserException if the file cannot be used, or if no song has a label
   */
  public static List<String> read(List<AudioFileRow> songs, String kind) throws IOException {
    List<String> labels =
        switch (kind) {
          case "album" -> of(songs, AudioFileRow::getAlbum);
          case "artist" -> of(songs, AudioFileRow::getArtist);
          case "genre" -> of(songs, AudioFileRow::getGenre);
          case "folder" -> songs.stream().map(song -> folder(song.getPath())).toList();
          default -> readFile(songs, Path.of(kind));
        };

    if (labels.stream().allMatch(String::isEmpty)) {
      throw new UserException(
          ExitCode.NO_INPUT,
          String.format(
              Locale.ROOT,
              "No song has a label of kind %s; use album, artist, genre, folder, or a CSV file with"
                  + " the columns path and label.",
              kind));
    }

    return labels;
  }

  /** A tag of each song; empty where it is missing. */
  public static List<String> of(
      List<AudioFileRow> songs, Function<AudioFileRow, @Nullable String> tag) {
    return songs.stream().map(song -> text(tag.apply(song))).toList();
  }

  private static List<String> readFile(List<AudioFileRow> songs, Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new UserException(
          ExitCode.USAGE,
          "Labels are album, artist, genre, folder or a CSV file; " + file + " cannot be read.");
    }

    Map<String, String> byKey = new HashMap<>();

    for (CSVRecord row : readCsv(file, "label")) {
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

  /**
   * Reads the rows of a CSV file with a header.
   *
   * @throws UserException of USAGE if a column is missing, or if it is not such a file
   */
  public static List<CSVRecord> readCsv(Path file, String... columns) throws IOException {
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
                  String.join(", ", parser.getHeaderNames())));
        }
      }

      return parser.getRecords();
    } catch (IllegalArgumentException e) {
      LOG.warn("{} cannot be parsed", file, e);
      throw new UserException(ExitCode.USAGE, file + " is not a CSV file with a header.");
    }
  }

  /** The name of the folder that a file is in; empty if it is in none. */
  public static String folder(String path) {
    int end = path.lastIndexOf('/');
    return end < 0 ? "" : path.substring(path.lastIndexOf('/', end - 1) + 1, end);
  }

  private static String text(@Nullable String tag) {
    return tag == null ? "" : tag;
  }
}

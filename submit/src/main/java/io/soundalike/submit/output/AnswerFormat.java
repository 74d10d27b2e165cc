package io.soundalike.submit.output;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.soundalike.jobs.export.CsvWriter;
import io.soundalike.jobs.query.FindSimilarJob;
import io.soundalike.jobs.query.Match;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.ProximityRow;
import io.soundalike.neighbours.SongDistance.Component;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats of answers: a table for people, JSON and CSV for programs, playlists for players. */
public enum AnswerFormat {
  TABLE {
    @Override
    public String text(FindSimilarJob.Result result, PlaylistPaths paths) {
      StringBuilder text = new StringBuilder("\n");
      result
          .queries()
          .forEach(file -> text.append("Like ").append(SongLabel.of(file)).append('\n'));
      text.append(
          String.format(
              Locale.ROOT,
              "%n%3s %8s  %-40s %-24s %5s %-9s %s%n",
              "",
              "distance",
              "song",
              "album",
              "bpm",
              "key",
              "similar in"));

      for (Match match : result.matches()) {
        text.append(
            String.format(
                Locale.ROOT,
                "%3d %8.3f  %-40s %-24s %5.1f %-9s %s%s%n",
                match.rank(),
                match.distance(),
                cut(SongLabel.of(match.file()), 40),
                cut(SongLabel.line(orEmpty(match.file().getAlbum())), 24),
                match.tempoBpm(),
                match.key(),
                similarIn(match),
                match.copies().isEmpty() ? "" : "  (and " + copies(match.copies().size()) + ")"));
      }

      return text.toString();
    }
  },
  JSON {
    @Override
    public String text(FindSimilarJob.Result result, PlaylistPaths paths) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("asked", result.queries().stream().map(AudioFileRow::getPath).toList());
      json.put("matches", result.matches().stream().map(AnswerFormat::json).toList());
      return ConfigValueFactory.fromMap(json)
              .render(ConfigRenderOptions.defaults().setOriginComments(false).setJson(true))
          + "\n";
    }
  },
  CSV {
    @Override
    public String text(FindSimilarJob.Result result, PlaylistPaths paths) throws IOException {
      List<String> columns =
          new ArrayList<>(List.of("rank", "distance", "track_id", "path", "title", "artist"));
      columns.addAll(List.of("album", "seconds", "tempo_bpm", "key"));
      Arrays.stream(Component.values()).map(AnswerFormat::column).forEach(columns::add);
      StringBuilder text = new StringBuilder();

      try (CsvWriter csv = new CsvWriter(text, columns.toArray(String[]::new))) {
        for (Match match : result.matches()) {
          AudioFileRow file = match.file();
          csv.row(
              match.rank(),
              match.distance(),
              file.getTrackId(),
              file.getPath(),
              file.getTitle(),
              file.getArtist(),
              file.getAlbum(),
              match.seconds(),
              match.tempoBpm(),
              match.key(),
              match.parts().get(Component.EMBEDDING),
              match.parts().get(Component.TIMBRE),
              match.parts().get(Component.TEXTURE),
              match.parts().get(Component.RHYTHM),
              match.parts().get(Component.HARMONY));
        }
      }

      return text.toString();
    }
  },
  M3U8 {
    @Override
    public String text(FindSimilarJob.Result result, PlaylistPaths paths) {
      StringBuilder text = new StringBuilder("#EXTM3U\n");

      for (Match match : result.matches()) {
        text.append("#EXTINF:")
            .append(Math.round(match.seconds()))
            .append(',')
            .append(SongLabel.of(match.file()))
            .append('\n')
            .append(paths.line(match.file().getPath()))
            .append('\n');
      }

      return text.toString();
    }
  },
  XSPF {
    @Override
    public String text(FindSimilarJob.Result result, PlaylistPaths paths) throws IOException {
      return Xspf.of(result, paths);
    }
  };

  /** A component at most this far is named: nearer than nine of ten songs. */
  private static final double NEAR = 0.1;

  /**
   * An answer in this format.
   *
   * @param paths how a playlist names files; the other formats do not use it
   */
  public abstract String text(FindSimilarJob.Result result, PlaylistPaths paths) throws IOException;

  /** Whether players read this format. */
  public boolean isPlaylist() {
    return this == M3U8 || this == XSPF;
  }

  /** One song of an answer as JSON. */
  public static Map<String, Object> json(Match match) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rank", match.rank());
    json.put("distance", match.distance());
    json.put("trackId", orEmpty(match.file().getTrackId()));
    json.put("path", match.file().getPath());
    json.put("title", orEmpty(match.file().getTitle()));
    json.put("artist", orEmpty(match.file().getArtist()));
    json.put("album", orEmpty(match.file().getAlbum()));
    json.put("seconds", match.seconds());
    json.put("tempoBpm", match.tempoBpm());
    json.put("key", match.key());
    Map<String, Object> parts = new LinkedHashMap<>();
    match.parts().forEach((part, distance) -> parts.put(column(part), distance));
    json.put("parts", parts);
    json.put("copies", match.copies());
    return json;
  }

  /** The components in which a song is near, the nearest first. */
  private static String similarIn(Match match) {
    return match.parts().entrySet().stream()
        .filter(part -> part.getValue() <= NEAR)
        .sorted(Comparator.comparingDouble(Map.Entry::getValue))
        .map(part -> word(part.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static String copies(int count) {
    return count == 1 ? "1 copy" : count + " copies";
  }

  /** The name of a component in CSV and JSON: as in the tables, in small letters. */
  private static String column(Component part) {
    return ProximityRow.key(part).toLowerCase(Locale.ROOT);
  }

  private static String word(Component part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 3) + "...";
  }

  private static String orEmpty(@Nullable String tag) {
    return tag == null ? "" : tag;
  }
}

package io.soundalike.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.demo.DemoCatalogue;
import io.soundalike.submit.Processes.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Eight songs of some seconds, a pipeline of small numbers and real stages, and what it makes. */
final class ShortRun {

  private static final int SONGS = 8;
  private static final double SECONDS = 6;
  private static final long SEED = 14;

  private static final List<String> SETTINGS =
      List.of(
          "features.n-mels=32",
          "model.channels=[4,4]",
          "training.max-epochs=2",
          "training.patches-per-song=4",
          "training.batch-size-per-worker=4",
          "map.max-iter=100",
          "map.k=2",
          "neighbours.k=3",
          "report.example-tracks=1",
          "spark.songs-per-commit=3");

  private ShortRun() {}

  private static Path compose(Path folder) throws IOException {
    Path music = Files.createDirectories(folder.resolve("music"));
    DemoCatalogue.write(music, SONGS, SECONDS, SEED);
    return music;
  }

  /**
   * What one machine makes of these songs, if nobody disturbs it; made once for all tests.
   *
   * @param songs the folder of the songs
   * @param tables see {@link #tables}
   */
  record Undisturbed(Path songs, Map<String, String> tables) {

    private static @Nullable Undisturbed made;

    /** The folder of the songs as catalogues name it. */
    String input() {
      return "file:" + songs + "/";
    }

    static synchronized Undisturbed get() throws IOException, InterruptedException {
      if (made == null) {
        Path folder = Processes.jar().resolveSibling("short-run-" + ProcessHandle.current().pid());
        Path songs = compose(folder);
        String catalogue = folder.resolve("catalogue").toString();
        Ended ended =
            SparkSubmit.to(folder, "local[2]").run(arguments(songs.toString(), catalogue));

        assertThat(ended.exitCode()).as(ended.output()).isZero();

        made =
            new Undisturbed(
                songs,
                ShortRun.tables(
                    SparkSubmit.to(folder, "local[2]"), "file:" + songs + "/", catalogue));
      }

      return made;
    }
  }

  /** The arguments of a run over them. */
  static List<String> arguments(String input, String catalogue) {
    List<String> arguments =
        new ArrayList<>(List.of("run", "--input", input, "--catalogue", catalogue));
    arguments.addAll(settings());
    return arguments;
  }

  private static List<String> settings() {
    List<String> options = new ArrayList<>();
    SETTINGS.forEach(setting -> options.addAll(List.of("--set", setting)));
    return options;
  }

  /**
   * What a catalogue holds, exported: text by file name.
   *
   * @param submit by which its file system is reached
   * @param input the folder of songs, as the catalogue names it; left out of the texts
   */
  static Map<String, String> tables(SparkSubmit submit, String input, String catalogue)
      throws IOException, InterruptedException {
    Path exported = Files.createTempDirectory(submit.folder(), "exported");
    List<String> arguments =
        new ArrayList<>(List.of("export", "--catalogue", catalogue, "--to", exported.toString()));
    arguments.addAll(settings());
    Ended ended = submit.run(arguments);

    assertThat(ended.exitCode()).as(ended.output()).isZero();

    Map<String, String> tables = new TreeMap<>();

    try (Stream<Path> files = Files.list(exported)) {
      for (Path file : files.toList()) {
        tables.put(file.getFileName().toString(), Files.readString(file).replace(input, ""));
      }
    }

    assertThat(tables.keySet()).contains("embeddings.csv", "neighbours.csv", "map.csv");
    assertThat(tables.get("map.csv")).contains(",01_Paper_Boats.mp3,");
    return tables;
  }
}

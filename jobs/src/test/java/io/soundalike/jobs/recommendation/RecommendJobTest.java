package io.soundalike.jobs.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.jobs.FaultyFileSystem;
import io.soundalike.jobs.FirstRun;
import io.soundalike.jobs.TestCatalogue;
import io.soundalike.jobs.evaluation.EvaluateJob;
import io.soundalike.jobs.evaluation.EvaluationTask;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.table.EvaluationRow;
import io.soundalike.jobs.table.RecommendationRow;
import io.soundalike.model.TrainedModel;
import io.soundalike.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecommendJobTest {

  private static final Settings SETTINGS = TestCatalogue.settings("recommend.iterations=2");

  /** A song without plays; with the seed of the settings it is not a cold one. */
  private static final int UNPLAYED = 2;

  @TempDir private static Path shared;

  private FirstRun firstRun;
  private TrainedModel model;
  private List<Path> songs;

  @BeforeEach
  void sixSongs() throws IOException {
    firstRun = FirstRun.in(shared);
    model = firstRun.result().model();

    try (Stream<Path> files = Files.list(firstRun.catalogue().music())) {
      songs = files.sorted().toList();
    }
  }

  @Test
  void songsPlayedTogetherAreRecommended() throws IOException {
    // All listeners of song 0 play song 3, too; song 5 has no plays.
    StringBuilder plays = new StringBuilder();

    for (int listener = 0; listener < 8; listener++) {
      int pair = listener % 2;
      plays.append(row("l" + listener, pair, 9)).append(row("l" + listener, pair + 3, 9));
      plays.append(row("l" + listener, 2, 1));
    }

    Path log = log(plays + row("ann", 0, 5) + row("ann", 0, 2));
    RecommendJob.Result one = run(log, "ann", 2, "recommend.sound-share=0");

    // By ALS alone; songs without plays are recommended by their sound.
    assertThat(one.shown()).hasSize(2);
    assertThat(
            one.shown().stream()
                .filter(shown -> !shown.recommendation().isBySoundAlone())
                .findFirst()
                .orElseThrow()
                .file()
                .getPath())
        .endsWith(songs.get(3).getFileName().toString());

    RecommendJob.Result all = run(log, null, 10, "recommend.sound-share=0.5");
    List<RecommendationRow> rows = TestCatalogue.read(all.table(), RecommendationRow.ENCODER);

    assertThat(all.shown()).isEmpty();
    assertThat(all.rows()).isEqualTo(8 * 3 + 5);
    assertThat(rows)
        .filteredOn(row -> row.getListener().equals("ann"))
        .extracting(RecommendationRow::getRank)
        .containsExactlyInAnyOrder(1, 2, 3, 4, 5);
    assertThat(rows).allSatisfy(row -> assertThat(row.getScore()).isBetween(0.0, 1.0));
    assertThat(rows).filteredOn(RecommendationRow::isBySoundAlone).hasSize(9);
  }

  @Test
  void listenerOfAllSongsGetsNoRecommendations() throws IOException {
    StringBuilder plays = new StringBuilder(row("bob", 0, 1));

    for (int song = 0; song < 6; song++) {
      plays.append(row("ann", song, 1));
    }

    Path log = log(plays.toString());
    assertThat(run(log, null, 10).rows()).isEqualTo(5);
    assertThat(run(log, "ann", 10).shown()).isEmpty();
  }

  @Test
  void parquetGivesTheSameRecommendationsAsCsv() throws IOException {
    JobContext context = firstRun.catalogue().context(SETTINGS);
    Path csv = log(row("ann", 0, 5) + row("bob", 0, 1) + row("bob", 1, 3));
    Path parquet = firstRun.folder().resolve("plays");
    context
        .spark()
        .read()
        .option("header", true)
        .option("inferSchema", true)
        .csv(csv.toString())
        .write()
        .parquet(parquet.toString());

    assertThat(run(parquet, "ann", 3).shown())
        .usingRecursiveComparison()
        .isEqualTo(run(csv, "ann", 3).shown());
  }

  @Test
  void heldOutPlaysAreRanked() throws IOException {
    StringBuilder plays = new StringBuilder();

    for (int listener = 0; listener < 12; listener++) {
      for (int song = 0; song < 6; song++) {
        if (song != UNPLAYED) {
          plays.append(row("l" + listener, song, 1 + (listener + song) % 3));
        }
      }
    }

    EvaluateJob.Result result =
        EvaluateJob.run(
            firstRun.catalogue().context(SETTINGS),
            model,
            new EvaluateJob.Options(
                "folder", Set.of(), null, 0, log(plays.toString()).toString(), List.of()));

    for (String recommender : List.of("hybrid", "sound", "ALS", "popularity", "chance")) {
      // One song is held out for each listener; only the one without plays can be ranked before it.
      EvaluationRow ndcg =
          result.metric(EvaluationTask.PLAYS, recommender, "known songs", "ndcg").orElseThrow();
      assertThat(ndcg.getQueries()).isEqualTo(12);
      assertThat(ndcg.getValue()).isBetween(Math.log(2) / Math.log(3), 1.0);
    }

    assertThat(known(result, "ALS")).isEqualTo(1);
    assertThat(known(result, "popularity")).isEqualTo(1);
    assertThat(known(result, "chance")).isLessThan(1);

    assertThat(
            result
                .metric(EvaluationTask.PLAYS, "hybrid", "cold songs", "recall")
                .orElseThrow()
                .getValue())
        .isEqualTo(1);
    assertThat(result.metric(EvaluationTask.PLAYS, "popularity", "cold songs", "ndcg")).isEmpty();
  }

  private static double known(EvaluateJob.Result result, String recommender) {
    return result
        .metric(EvaluationTask.PLAYS, recommender, "known songs", "ndcg")
        .orElseThrow()
        .getValue();
  }

  @Test
  void playsOfTooFewSongsAreRefusedBeforeEvaluation() throws IOException {
    Path log = log(row("ann", 0, 5) + row("bob", 1, 5));

    assertThatThrownBy(
            () ->
                EvaluateJob.run(
                    firstRun.catalogue().context(SETTINGS),
                    model,
                    new EvaluateJob.Options(
                        "folder", Set.of(), null, 0, log.toString(), List.of())))
        .hasMessageContaining("No listener has played 5 songs");
  }

  @Test
  void invalidPlaysAreRefused() throws IOException {
    refuses(row("ann", 0, -3), ExitCode.USAGE, "count -3; user and song must not be empty");
    refuses(
        "ann," + songs.get(0) + ",often\n",
        ExitCode.USAGE,
        "count often; user and song must not be empty");
    refuses("ann,nowhere.mp3,3\n", ExitCode.NO_INPUT, "None of the 1 row of ");
    refuses("", ExitCode.NO_INPUT, "has no row with a count above 0");
    refuses(row("bob", 0, 1), ExitCode.USAGE, "has no listener named ann");
    Path other = Files.writeString(firstRun.folder().resolve("other.csv"), "who,what\na,b\n");
    assertThatThrownBy(() -> run(other, "ann", 3)).hasMessageContaining("has no column user");
    assertThatThrownBy(() -> run(Path.of("nowhere.csv"), "ann", 3))
        .hasMessage(
            "--plays must be a CSV or Parquet file with the columns user, song, count; nowhere.csv"
                + " does not exist.");
  }

  @Test
  void playsOfUnknownFormatAreRefused() throws IOException {
    Path text = Files.writeString(firstRun.folder().resolve("plays.txt"), "user,song,count\n");
    Path folder = Files.createDirectories(firstRun.folder().resolve("texts"));
    Files.writeString(folder.resolve("part.parquet"), "not a Parquet file");

    for (Path plays : List.of(text, folder)) {
      assertThatThrownBy(() -> run(plays, "ann", 3))
          .isInstanceOfSatisfying(
              UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
          .hasMessageEndingWith(plays + " is neither CSV nor Parquet.");
    }
  }

  @Test
  void unreadablePlaysAreReportedWithTheReason() throws IOException {
    JobContext context = firstRun.catalogue().context(SETTINGS);
    FaultyFileSystem.register(context.spark().sparkContext().hadoopConfiguration());
    Path csv = log(row("ann", 0, 5) + row("bob", 1, 5));
    Path parquet = firstRun.folder().resolve("plays");
    context
        .spark()
        .read()
        .option("header", true)
        .csv(csv.toString())
        .write()
        .parquet(parquet.toString());

    for (Path plays : List.of(csv, parquet)) {
      String uri = "faulty://" + plays;

      try {
        FaultyFileSystem.failOpening(plays.equals(csv) ? ".csv" : ".parquet", 99);

        assertThatThrownBy(() -> RecommendJob.run(context, model, uri, "ann", 3))
            .isInstanceOfSatisfying(
                UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILURE))
            .hasMessage(
                uri
                    + " cannot be read: Connection reset by peer; check --plays and its access"
                    + " rights.");
      } finally {
        FaultyFileSystem.heal();
      }
    }
  }

  private void refuses(String rows, ExitCode code, String message) throws IOException {
    Path log = log(rows);
    assertThatThrownBy(() -> run(log, "ann", 3))
        .isInstanceOfSatisfying(UserException.class, e -> assertThat(e.exitCode()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  private String row(String listener, int song, int count) {
    return listener + "," + songs.get(song) + "," + count + "\n";
  }

  private Path log(String rows) throws IOException {
    return Files.writeString(firstRun.folder().resolve("plays.csv"), "user,song,count\n" + rows);
  }

  private RecommendJob.Result run(Path plays, @Nullable String user, int k, String... overrides)
      throws IOException {
    String[] all = Arrays.copyOf(overrides, overrides.length + 1);
    all[overrides.length] = "recommend.iterations=2";
    JobContext context = firstRun.catalogue().context(TestCatalogue.settings(all));
    return RecommendJob.run(context, model, plays.toString(), user, k);
  }
}

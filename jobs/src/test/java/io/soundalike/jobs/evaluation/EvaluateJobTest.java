package io.soundalike.jobs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigFactory;
import io.soundalike.evaluation.AudioDegradation;
import io.soundalike.jobs.FirstRun;
import io.soundalike.jobs.TestCatalogue;
import io.soundalike.jobs.evaluation.EvaluateJob.Filter;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.EvaluationRow;
import io.soundalike.jobs.table.SchemaDocument;
import io.soundalike.model.TrainedModel;
import io.soundalike.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateJobTest {

  private static final Settings SETTINGS = TestCatalogue.settings();

  private static final Set<String> METRICS = Set.of("p@1", "p@5", "p@10", "map", "knn");

  @TempDir private static Path shared;

  private FirstRun firstRun;
  private TrainedModel model;

  @BeforeEach
  void sixSongs() throws IOException {
    firstRun = FirstRun.in(shared);
    model = firstRun.result().model();
  }

  @Test
  void allDistancesAreEvaluatedOnTheSameQueries() throws IOException {
    JobContext context = firstRun.catalogue().context(SETTINGS);
    EvaluateJob.Result result =
        EvaluateJob.run(context, model, options(labels("a", "a", "a", "b", "b", "").toString()));

    assertThat(result.songs()).isEqualTo(5);
    assertThat(result.labels()).isEqualTo(2);
    assertThat(result.rows())
        .filteredOn(row -> row.getMetric().equals("map") && row.getLabel().isEmpty())
        .extracting(EvaluationRow::getDistance)
        .containsExactly(
            "soundalike",
            "embedding alone",
            "timbre alone",
            "texture alone",
            "rhythm alone",
            "harmony alone",
            "MFCC Gaussian, KL",
            "MFCC mean + std",
            "article's features",
            "article's code",
            "head",
            "pooled code",
            "random weights",
            "chance");
    assertThat(result.rows())
        .filteredOn(row -> METRICS.contains(row.getMetric()))
        .allSatisfy(
            row -> {
              assertThat(row.getValue()).isBetween(row.getLow(), row.getHigh());
              assertThat(row.getLow()).isBetween(0.0, 1.0);
            });
    assertThat(metric(result, EvaluationTask.LABELS, "soundalike", "", "p@1").getQueries())
        .isEqualTo(5);
    assertThat(metric(result, EvaluationTask.LABELS, "soundalike", "a", "map").getQueries())
        .isEqualTo(3);
    assertThat(metric(result, EvaluationTask.LABELS, "chance", "", "map-vs-soundalike").getValue())
        .isCloseTo(
            metric(result, EvaluationTask.LABELS, "chance", "", "map").getValue()
                - metric(result, EvaluationTask.LABELS, "soundalike", "", "map").getValue(),
            within(1e-9));
    assertThat(metric(result, EvaluationTask.CLUSTERS, "soundalike", "", "purity").getValue())
        .isBetween(0.6, 1.0);
    assertThat(
            TestCatalogue.read(
                context.catalogue().ofRun(context.runId(), CatalogueTables.EVALUATION),
                EvaluationRow.ENCODER))
        .hasSameSizeAs(result.rows());
    Path json = shared.resolve("test/a/catalogue/runs/" + context.runId() + "/evaluation.json");
    assertThat(json).content().contains("\"metric\" : \"p@1\"");
    assertThat(ConfigFactory.parseFile(json.toFile()).root().keySet())
        .containsExactlyInAnyOrderElementsOf(SchemaDocument.read().names("evaluation.json"));
  }

  @Test
  void knownPairsAreRanked() throws IOException {
    Path pairs = firstRun.folder().resolve("pairs.csv");
    List<Path> songs = songs();
    Files.writeString(
        pairs,
        "path_a,path_b,kind\n%s,%s,cover\n%s,nowhere.mp3,cover\n"
            .formatted(songs.get(0), songs.get(1), songs.get(2)));
    EvaluateJob.Result result = run(pairs(pairs.toString()));
    EvaluationRow rank = metric(result, EvaluationTask.PAIRS, "soundalike", "", "rank");

    assertThat(rank.getQueries()).isEqualTo(2);
    assertThat(rank.getValue()).isBetween(1.0, 5.0);
    assertThat(metric(result, EvaluationTask.PAIRS, "soundalike", "", "mrr").getValue())
        .isBetween(0.2, 1.0);

    EvaluateJob.Result folders = run(pairs("folders"));

    // All six are in one folder: fifteen pairs, two queries each, of every rank from 1 to 5.
    assertThat(metric(folders, EvaluationTask.PAIRS, "chance", "", "rank").getQueries())
        .isEqualTo(30);
    assertThat(metric(folders, EvaluationTask.PAIRS, "chance", "", "rank").getValue()).isEqualTo(3);
  }

  @Test
  void anotherModelIsEvaluatedOnTheSameQueries() throws IOException {
    String label = labels("a", "a", "a", "b", "b", "").toString();
    EvaluateJob.Result result =
        run(new EvaluateJob.Options(label, Set.of(), null, 0, null, List.of(model.modelId())));
    String itself = "model " + model.modelId();

    assertThat(metric(result, EvaluationTask.LABELS, itself, "", "map").getValue())
        .isEqualTo(metric(result, EvaluationTask.LABELS, "embedding alone", "", "map").getValue());
    assertThat(metric(result, EvaluationTask.LABELS, itself, "", "map-vs-embedding").getValue())
        .isZero();
    assertThatThrownBy(
            () -> run(new EvaluateJob.Options(label, Set.of(), null, 0, null, List.of("missing"))))
        .hasMessageContaining("The catalogue has no model missing");
  }

  @Test
  void copiesRetrieveTheirOriginals() throws IOException {
    EvaluateJob.Result result =
        run(
            new EvaluateJob.Options(
                labels("a", "a", "a", "b", "b", "").toString(),
                Set.of(),
                null,
                2,
                null,
                List.of()));

    for (AudioDegradation degradation : AudioDegradation.values()) {
      EvaluationRow rank =
          metric(result, EvaluationTask.COPIES, "soundalike", degradation.description(), "p@1");
      assertThat(rank.getQueries()).isEqualTo(2);
      assertThat(
              metric(result, EvaluationTask.COPIES, "soundalike", degradation.description(), "mrr")
                  .getValue())
          .isBetween(rank.getValue(), 1.0);
    }

    // Halving the sample rate removes nothing that the features use.
    String halfRate = AudioDegradation.HALF_RATE.description();
    assertThat(metric(result, EvaluationTask.COPIES, "soundalike", halfRate, "p@1").getValue())
        .isEqualTo(1);
    assertThat(metric(result, EvaluationTask.COPIES, "timbre alone", halfRate, "mrr").getValue())
        .isEqualTo(1);
    assertThat(result.rows())
        .filteredOn(
            row ->
                row.getTask().equals("degraded")
                    && row.getMetric().equals("map")
                    && row.getDistance().equals("soundalike"))
        .extracting(EvaluationRow::getLabel)
        .containsExactly("clean", "degraded", "clean to degraded", "degraded to clean");
  }

  @Test
  void invalidOptionsAreRefused() {
    assertThatThrownBy(() -> run(options("nowhere.csv")))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("nowhere.csv cannot be read");
    assertThatThrownBy(() -> run(EvaluateJob.Options.of("artist", Filter.SAME_ARTIST)))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NO_INPUT))
        .hasMessageContaining("No song has another song of the same artist to retrieve");
    assertThatThrownBy(() -> run(pairs("nowhere.csv")))
        .hasMessageContaining("--pairs must be a CSV file or the word folders");

    Path other = firstRun.folder().resolve("other.csv");
    assertThatThrownBy(
            () -> {
              Files.writeString(other, "file,genre\nx,y\n");
              run(options(other.toString()));
            })
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has no column label; it has file, genre.");
    assertThatThrownBy(
            () -> {
              Files.writeString(other, "path,label\nx,y\n");
              run(options(other.toString()));
            })
        .isInstanceOf(UserException.class)
        .hasMessageContaining("No song has a label");
  }

  private EvaluateJob.Result run(EvaluateJob.Options options) throws IOException {
    return EvaluateJob.run(firstRun.catalogue().context(SETTINGS), model, options);
  }

  private static EvaluateJob.Options options(String label) {
    return EvaluateJob.Options.of(label);
  }

  private static EvaluateJob.Options pairs(String source) {
    return new EvaluateJob.Options("folder", Set.of(), source, 0, null, List.of());
  }

  private List<Path> songs() throws IOException {
    try (Stream<Path> files = Files.list(firstRun.catalogue().music())) {
      return files.sorted().toList();
    }
  }

  /** Writes a CSV file of labels of the songs, in order of their names; empty for no label. */
  private Path labels(String... labels) throws IOException {
    StringBuilder csv = new StringBuilder("path,label\n");
    List<Path> songs = songs();

    for (int i = 0; i < labels.length; i++) {
      csv.append(songs.get(i)).append(',').append(labels[i]).append('\n');
    }

    return Files.writeString(firstRun.folder().resolve("labels.csv"), csv);
  }

  private static EvaluationRow metric(
      EvaluateJob.Result result,
      EvaluationTask task,
      String distance,
      String label,
      String metric) {
    return result.metric(task, distance, label, metric).orElseThrow();
  }
}

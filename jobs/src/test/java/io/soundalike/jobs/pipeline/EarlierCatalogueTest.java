package io.soundalike.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.demo.DemoCatalogue;
import io.soundalike.jobs.TestCatalogue;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.maintenance.PruneJob;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.MapPointRow;
import io.soundalike.jobs.table.NeighbourRow;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Encoder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Today's code on a catalogue that the build of commit 681b45b made; its README has the command.
 */
class EarlierCatalogueTest {

  private static final Path STORED = Path.of("src/test/resources/catalogue-of-681b45b");

  /** Of the first run, which had audio.max-seconds = 60. */
  private static final String FEATURES_OF_60_SECONDS = "493c440f3a91";

  private static final String MODEL_OF_60_SECONDS = "148fd6532c27-24e144";

  /** Of the second run, which had the default. */
  private static final String RUN = "20261128T133229Z-a2ba";

  private static final String FEATURES = "86a949457e97";
  private static final String MODEL = "7e495a73f5d1-24e144";

  @TempDir private Path folder;

  private TestCatalogue catalogue;
  private int runs;

  @BeforeEach
  void copyCatalogueAndComposeSongs() throws IOException {
    catalogue = new TestCatalogue(folder);

    for (int i = 0; i < 4; i++) {
      Files.write(
          catalogue.music().resolve(DemoCatalogue.songs().get(i).fileName()),
          DemoCatalogue.encode(i, 10, 14));
    }

    try (Stream<Path> files = Files.walk(STORED)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve("catalogue").resolve(STORED.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private static Settings settings(String... overrides) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "features.n-mels=32",
                "model.channels=[4,4]",
                "model.patch-columns=64",
                "training.max-epochs=2",
                "training.patches-per-song=4",
                "training.batch-size-per-worker=4",
                "map.max-iter=100",
                "map.k=2",
                "neighbours.k=3",
                "report.example-tracks=0",
                "spark.partitions=1"));
    all.addAll(List.of(overrides));
    return SettingsReader.read(List.of(), all);
  }

  /** A context whose run is later than those of the catalogue. */
  private JobContext context(Settings settings) {
    JobContext context = catalogue.context(settings);
    return new JobContext(
        context.spark(),
        settings,
        context.catalogue(),
        "20300101T00000" + runs++ + "Z-test",
        null,
        context.progress());
  }

  private PipelineJob.Result run(Settings settings) throws IOException {
    return PipelineJob.run(
        context(settings), PipelineJob.Request.of(List.of(catalogue.music().toString())));
  }

  private static void assertNothingIsComputed(PipelineJob.Result result) {
    assertThat(result.files().reused()).isEqualTo(4);
    assertThat(result.songs().analysed()).isZero();
    assertThat(result.songs().quarantined()).isZero();
    assertThat(result.songs().encoded()).isZero();
    assertThat(result.trained()).isFalse();
  }

  @Test
  void featuresModelNeighboursAndMapStayValid() throws IOException {
    JobContext context = context(settings());
    PipelineJob.Result result =
        PipelineJob.run(context, PipelineJob.Request.of(List.of(catalogue.music().toString())));

    assertNothingIsComputed(result);
    assertThat(result.model().modelId()).isEqualTo(MODEL);
    // The songs lie elsewhere, so there is a new run; but no distance is computed, no point moves.
    assertThat(result.runId()).isNotEqualTo(RUN);
    assertThat(catalogue.said())
        .contains("4 songs (0 compared anew), 3 nearest neighbours each")
        .contains("earlier layout kept")
        .doesNotContain("changed since the last run");

    for (String map : List.of("", "features")) {
      String table = CatalogueTables.mapPoints(map);

      assertThat(points(context, context.runId(), table))
          .hasSize(4)
          .isEqualTo(points(context, RUN, table));
    }

    assertThat(neighbours(context, context.runId()))
        .hasSize(12)
        .isEqualTo(neighbours(context, RUN));
    assertThat(run(settings()).runId()).isEqualTo(context.runId());
  }

  @Test
  void rowsUnderAFingerprintWithOtherLimitsAreFound() throws IOException {
    keepTheRunOf60SecondsAlone();
    PipelineJob.Result result = run(settings("audio.max-seconds=60"));

    assertNothingIsComputed(result);
    assertThat(result.model().modelId()).isEqualTo(MODEL_OF_60_SECONDS);
    assertNothingIsComputed(run(settings("audio.max-seconds=90")));
    assertThat(catalogue.said())
        .contains(
            "changed since the last run: audio.max-seconds: 60 -> 90 (only songs between the two"
                + " limits come or go)");
    assertNothingIsComputed(run(settings()));
    assertThat(run(settings("map.k=3", "audio.max-seconds=60")).files().reused()).isEqualTo(4);
    PruneJob.run(context(settings()), 1);

    assertThat(catalogue.said()).contains("deletes runs/").doesNotContain("deletes features");
    assertNothingIsComputed(run(settings("audio.max-seconds=60")));
  }

  private void keepTheRunOf60SecondsAlone() throws IOException {
    for (String other :
        List.of(
            "runs/" + RUN,
            "models/" + MODEL,
            "features/fp=" + FEATURES,
            "embeddings/model=" + MODEL)) {
      assertThat(folder.resolve("catalogue").resolve(other)).exists();
      delete(folder.resolve("catalogue").resolve(other));
    }

    assertThat(folder.resolve("catalogue/features").toFile().list())
        .containsExactly("fp=" + FEATURES_OF_60_SECONDS);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static <T> List<T> table(
      JobContext context, String run, String name, Encoder<T> encoder) {
    return context.catalogue().tableOfRun(context.spark(), run, name, encoder).collectAsList();
  }

  private static Map<String, List<Double>> points(JobContext context, String run, String table) {
    Map<String, List<Double>> points = new TreeMap<>();
    table(context, run, table, MapPointRow.ENCODER)
        .forEach(row -> points.put(row.getTrackId(), List.of(row.getX(), row.getY())));
    return points;
  }

  private static Map<String, Double> neighbours(JobContext context, String run) {
    Map<String, Double> neighbours = new TreeMap<>();
    table(context, run, CatalogueTables.NEIGHBOURS, NeighbourRow.ENCODER)
        .forEach(
            row ->
                neighbours.put(
                    row.getTrackId() + " " + row.getRank() + " " + row.getNeighbourId(),
                    row.getDistance()));
    return neighbours;
  }
}

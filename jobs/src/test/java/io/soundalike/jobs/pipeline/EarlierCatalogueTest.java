package io.soundalike.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.demo.DemoCatalogue;
import io.soundalike.jobs.TestCatalogue;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.maintenance.PruneJob;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.NeighbourRow;
import io.soundalike.jobs.training.ModelSelection;
import io.soundalike.model.ModelFormatException;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Today's code on a catalogue that the build of commit 681b45b made; its README has the command.
 */
class EarlierCatalogueTest {

  private static final Path STORED = Path.of("src/test/resources/catalogue-of-681b45b");

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

  private static Settings settings() {
    return SettingsReader.read(
        List.of(),
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

  @Test
  void everythingIsComputedAnewBesideTheEarlierRows() throws IOException {
    JobContext context = context(settings());
    PipelineJob.Result result = run(context);

    assertThat(result.songs().analysed()).isEqualTo(4);
    assertThat(result.songs().quarantined()).isZero();
    assertThat(result.songs().encoded()).isEqualTo(4);
    assertThat(result.trained()).isTrue();
    assertThat(catalogue.said())
        .contains("4 songs, 3 nearest neighbours each")
        .contains("changed since the last run: model.lda-components: not set -> 20 (the model")
        .contains("changed since the last run: model.pooling: \"head\" -> \"lda\" (the model")
        .doesNotContain("earlier layout kept");
    assertThat(neighbours(context, context.runId()))
        .hasSize(12)
        .isNotEqualTo(neighbours(context, RUN));

    PipelineJob.Result again = run(context(settings()));

    assertThat(again.runId()).isEqualTo(context.runId());
    assertThat(again.songs().analysed() + again.songs().encoded()).isZero();

    PruneJob.run(context(settings()), 1);

    assertThat(catalogue.said())
        .contains("deletes runs/" + RUN)
        .contains("deletes models/" + MODEL)
        .contains("deletes features/fp=" + FEATURES);
  }

  @Test
  void anEarlierModelIsRefusedWithItsReason() throws IOException {
    JobContext context = context(settings());

    assertThat(context.catalogue().models().all()).isEmpty();
    assertThatThrownBy(() -> ModelSelection.use(context, MODEL))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("The model has format 3, this version reads 4; train again");
  }

  private PipelineJob.Result run(JobContext context) throws IOException {
    return PipelineJob.run(context, PipelineJob.Request.of(List.of(catalogue.music().toString())));
  }

  private static Map<String, Double> neighbours(JobContext context, String run) {
    Map<String, Double> neighbours = new TreeMap<>();
    context
        .catalogue()
        .tableOfRun(context.spark(), run, CatalogueTables.NEIGHBOURS, NeighbourRow.ENCODER)
        .collectAsList()
        .forEach(
            row ->
                neighbours.put(
                    row.getTrackId() + " " + row.getRank() + " " + row.getNeighbourId(),
                    row.getDistance()));
    return neighbours;
  }
}

package io.soundalike.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.jobs.FirstRun;
import io.soundalike.jobs.TestCatalogue;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.features.ExtractFeaturesJob.Quarantined;
import io.soundalike.jobs.features.LatestTracks;
import io.soundalike.jobs.table.EmbeddingRow;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.jobs.training.ModelSelection;
import io.soundalike.jobs.training.TrainAutoencoderJob;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsFingerprint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pipeline does again, and what it leaves as it is. */
class PipelineJobTest {

  private static final Settings SETTINGS = TestCatalogue.settings();

  @TempDir private static Path shared;

  private FirstRun firstRun;
  private TestCatalogue catalogue;

  @BeforeEach
  void songs() throws IOException {
    firstRun = FirstRun.in(shared);
    catalogue = firstRun.catalogue();
  }

  @Test
  void aFolderBecomesAReport() throws IOException {
    PipelineJob.Result result = firstRun.result();

    assertThat(result.files().found()).isEqualTo(6);
    assertThat(result.files().analysed()).isEqualTo(6);
    assertThat(result.songs().encoded()).isEqualTo(6);
    assertThat(result.trained()).isTrue();
    assertThat(result.model().epochs()).hasSize(2);
    assertThat(result.model().epochs())
        .allSatisfy(
            epoch -> {
              assertThat(epoch.excess()).isPositive();
              assertThat(epoch.heldOutLoss()).isLessThan(1);
            });
    assertThat(Path.of(URI.create(result.reportUri())))
        .content()
        .contains("Paper Boats - The Tin Lanterns");
    assertThat(firstRun.said()).contains("entropy").contains("excess").contains("epoch  2/2");
    assertDescriptors(LatestTracks.withFeatures(catalogue.context(SETTINGS)).first());
  }

  private static void assertDescriptors(FeatureRow row) {
    assertThat(row.getSchemaVersion()).isEqualTo(FeatureRow.SCHEMA_VERSION);
    assertThat(row.getMfccMean()).hasSize(20);
    assertThat(row.getMfccCovariance()).hasSize(210);
    assertThat(row.getSpectralContrastMeanDb()).hasSize(7);
    assertThat(row.getChromaMean()).hasSize(12);
    assertThat(row.getCentroidMeanHz()).isBetween(100.0, 11025.0);
    assertThat(row.getLoudnessDbfs()).isBetween(-60.0, 0.0);
  }

  @Test
  void aSecondRunDoesNothing() throws IOException {
    PipelineJob.Result first = firstRun.result();
    PipelineJob.Result second = catalogue.run(SETTINGS);

    assertThat(second.files().analysed()).isZero();
    assertThat(second.files().reused()).isEqualTo(6);
    assertThat(second.songs().encoded()).isZero();
    assertThat(second.trained()).isFalse();
    assertThat(second.runId()).isEqualTo(first.runId());
    assertThat(catalogue.said())
        .contains("6 files found: 0 read, 6 unchanged")
        .contains("every song is analysed already")
        .contains("every song is encoded already")
        .contains("Nothing has changed");
  }

  @Test
  void oneAddedSongIsDecodedAlone() throws IOException {
    PipelineJob.Result first = firstRun.result();
    catalogue.withSongs(6, 7);
    PipelineJob.Result second = catalogue.run(SETTINGS);

    assertThat(second.files().analysed()).isEqualTo(1);
    assertThat(second.files().reused()).isEqualTo(6);
    assertThat(second.songs().encoded()).isEqualTo(1);
    assertThat(second.trained()).isFalse();
    assertThat(second.model().modelId()).isEqualTo(first.model().modelId());
    assertThat(catalogue.said()).contains("trained on 5 of now 7 songs (--retrain trains anew)");
    assertThat(catalogue.tables(SETTINGS).files()).hasSize(7);
  }

  @Test
  void retrainingTakesTheNewSongs() throws IOException {
    PipelineJob.Result first = firstRun.result();
    catalogue.withSongs(6, 7);
    PipelineJob.Result second =
        PipelineJob.run(
            catalogue.context(SETTINGS),
            new PipelineJob.Request(
                List.of(catalogue.music().toString()),
                TrainAutoencoderJob.Reuse.NEVER,
                Quarantined.SKIP));

    assertThat(second.trained()).isTrue();
    assertThat(second.songs().encoded()).isEqualTo(7);
    assertThat(second.model().modelId()).isNotEqualTo(first.model().modelId());
    assertThat(ModelSelection.find(catalogue.context(SETTINGS)).modelId())
        .isEqualTo(second.model().modelId());
  }

  @Test
  void changedSettingsRedoWhatDependsOnThem() throws IOException {
    firstRun.result();
    PipelineJob.Result clusters = catalogue.run(TestCatalogue.settings("map.k=3"));

    assertThat(clusters.files().analysed() + clusters.songs().encoded()).isZero();
    assertThat(clusters.trained()).isFalse();
    assertThat(catalogue.said())
        .contains("map.k: 2 -> 3 (neighbours, map and report are computed again)")
        .contains("3 clusters");

    PipelineJob.Result mels = catalogue.run(TestCatalogue.settings("features.n-mels=16"));

    assertThat(mels.files().analysed()).isEqualTo(6);
    assertThat(mels.songs().encoded()).isEqualTo(6);
    assertThat(mels.trained()).isTrue();
    assertThat(catalogue.said())
        .contains("features.n-mels: 32 -> 16 (features and all later stages are computed again)");
  }

  @Test
  void aChangedTagIsShownWithoutDecoding() throws IOException {
    PipelineJob.Result first = firstRun.result();
    Path song = catalogue.music().resolve("01_Paper_Boats.mp3");
    Files.move(song, catalogue.music().resolve("renamed.mp3"));
    PipelineJob.Result second = catalogue.run(SETTINGS);

    assertThat(second.files().analysed()).isZero();
    assertThat(second.runId()).isNotEqualTo(first.runId());
    assertThat(catalogue.said()).contains("1 read, 5 unchanged, 1 removed");
  }

  @Test
  void aPlanSaysAllAndDoesNothing() throws IOException {
    List<String> inputs = List.of(catalogue.music().toString());
    PipelinePlan.tell(catalogue.context(SETTINGS), PipelineJob.Request.of(inputs));

    assertThat(catalogue.said())
        .contains("6 files found: 6 to read")
        .contains("a model, because there is none of these settings")
        .contains("Nothing was done.");
    assertThat(firstRun.folder().resolve("a/catalogue")).doesNotExist();

    firstRun.result();
    PipelinePlan.tell(catalogue.context(SETTINGS), PipelineJob.Request.of(inputs));

    assertThat(catalogue.said())
        .contains("0 to read (new or changed), 6 unchanged")
        .contains("0 songs to analyse")
        .contains("nothing: songs and settings are those of the last run");

    catalogue.withSongs(6, 7);
    PipelinePlan.tell(
        catalogue.context(TestCatalogue.settings("training.seed=3")),
        PipelineJob.Request.of(inputs));

    assertThat(catalogue.said())
        .contains("1 song to analyse: 1 new or changed")
        .contains("training.seed: 14 -> 3 (the model and all later stages are computed again)");
  }

  @Test
  void resultsDoNotDependOnPartitions() throws IOException {
    firstRun.result(); // in two partitions
    Map<String, List<Float>> expected = embeddings(catalogue, SETTINGS);

    assertThat(expected).hasSize(6);

    for (int partitions : new int[] {1, 8}) {
      TestCatalogue other =
          new TestCatalogue(firstRun.folder().resolve("partitions" + partitions)).withSongs(0, 6);
      Settings settings = TestCatalogue.settings("spark.partitions=" + partitions);
      other.run(settings);

      assertThat(embeddings(other, settings)).isEqualTo(expected);
    }
  }

  @Test
  void anInterruptedStageIsDoneAgain() throws IOException {
    firstRun.result();
    String fingerprint = SettingsFingerprint.FEATURES.of(SETTINGS);
    Path features = firstRun.folder().resolve("a/catalogue/features/fp=" + fingerprint);

    try (var files = Files.walk(features)) {
      for (Path file : files.filter(f -> f.getFileName().toString().equals("_SUCCESS")).toList()) {
        Files.delete(file);
      }
    }

    PipelineJob.Result again = catalogue.run(SETTINGS);

    assertThat(again.files().analysed()).isEqualTo(6);
    assertThat(again.songs().encoded()).isZero();
  }

  private static Map<String, List<Float>> embeddings(TestCatalogue catalogue, Settings settings)
      throws IOException {
    JobContext context = catalogue.context(settings);
    Map<String, List<Float>> rows = new TreeMap<>();

    for (EmbeddingRow row :
        context
            .catalogue()
            .embeddingRows(context.spark(), ModelSelection.find(context).modelId())
            .collectAsList()) {
      List<Float> values = new java.util.ArrayList<>();

      for (float value : row.getEmbedding()) {
        values.add(value);
      }

      rows.put(row.getTrackId(), values);
    }

    return rows;
  }
}

package io.soundalike.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.audio.AudioFault;
import io.soundalike.jobs.FirstRun;
import io.soundalike.jobs.TestCatalogue;
import io.soundalike.jobs.catalogue.GroupedTable;
import io.soundalike.jobs.embedding.EncodeTracksJob;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.features.ExtractFeaturesJob;
import io.soundalike.jobs.features.ExtractFeaturesJob.Quarantined;
import io.soundalike.jobs.features.FeatureRowMapper;
import io.soundalike.jobs.features.LatestTracks;
import io.soundalike.jobs.inventory.InventoryJob;
import io.soundalike.jobs.maintenance.CompactJob;
import io.soundalike.jobs.maintenance.PruneJob;
import io.soundalike.jobs.map.RunTables;
import io.soundalike.jobs.neighbours.DistanceReference;
import io.soundalike.jobs.neighbours.FindNeighboursJob;
import io.soundalike.jobs.neighbours.NeighbourSearch;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.EpochRow;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.jobs.table.NeighbourRow;
import io.soundalike.jobs.training.TrainAutoencoderJob.Reuse;
import io.soundalike.model.TrainedModel;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsFingerprint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Catalogues that are gone through again and again: stopped, side by side, tidied up. */
class ReprocessingTest {

  private static final Settings SETTINGS = TestCatalogue.settings();
  private static final String FINGERPRINT = SettingsFingerprint.FEATURES.of(SETTINGS);

  @TempDir private static Path shared;

  private FirstRun firstRun;
  private TestCatalogue catalogue;

  @BeforeEach
  void songs() throws IOException {
    firstRun = FirstRun.in(shared);
    catalogue = firstRun.catalogue();
  }

  /** A run that is stopped when it says something for the nth time. */
  private void stoppedAt(Settings settings, String words, int times) {
    JobContext context = catalogue.context(settings);
    int[] matches = {0};
    JobContext dying =
        new JobContext(
            context.spark(),
            settings,
            context.catalogue(),
            context.runId(),
            null,
            line -> {
              catalogue.lines.add(line);

              if (line.contains(words) && ++matches[0] == times) {
                throw new IllegalStateException("killed");
              }
            });

    assertThatThrownBy(() -> PipelineJob.run(dying, request())).hasMessage("killed");
  }

  private PipelineJob.Request request() throws IOException {
    return PipelineJob.Request.of(List.of(catalogue.music().toString()));
  }

  @Test
  void aStoppedRunKeepsTheGroupsThatItHasFinished() throws IOException {
    Settings inTwos = TestCatalogue.settings("spark.songs-per-commit=2", "training.max-epochs=1");
    stoppedAt(inTwos, "  2 of 6 songs", 1); // of the inventory
    stoppedAt(inTwos, "  2 of 4 songs", 1); // of the rest of it

    assertThat(firstRun.folder().resolve("a/catalogue/audio_files")).doesNotExist();

    stoppedAt(inTwos, "  4 of 6 songs", 1); // of the features

    assertThat(catalogue.said()).contains("6 files found: 2 read, 4 unchanged");

    stoppedAt(inTwos, "  4 of 6 songs", 1); // of the embeddings

    assertThat(catalogue.said()).contains("6 files found: 0 read").contains("2 songs analysed");

    PipelineJob.Result result = catalogue.run(inTwos);

    assertThat(result.trained()).isFalse();
    assertThat(result.songs().encoded()).isEqualTo(2);
    assertThat(result.files().reused()).isEqualTo(6);
    assertThat(catalogue.tables(inTwos).files()).hasSize(6);
  }

  @Test
  void quarantinedSongsAreTriedAgainWhenAsked() throws IOException {
    firstRun.result();
    JobContext context = catalogue.context(SETTINGS);
    String trackId = LatestTracks.withFeatures(context).first().getTrackId();
    quarantineAllRowsOf(context, trackId);

    assertThat(catalogue.run(SETTINGS).files().quarantined()).isEqualTo(1);

    PipelineJob.Request retry =
        new PipelineJob.Request(request().inputs(), Reuse.EXISTING, Quarantined.RETRY);
    PipelinePlan.tell(catalogue.context(SETTINGS), retry);

    assertThat(catalogue.said()).contains("1 song to analyse").contains("or are tried again");

    PipelineJob.Result result = PipelineJob.run(catalogue.context(SETTINGS), retry);

    assertThat(result.files().quarantined()).isZero();
    assertThat(result.files().analysed()).isEqualTo(1);
  }

  /** As if an older version had not been able to decode it. */
  private void quarantineAllRowsOf(JobContext context, String trackId) throws IOException {
    List<FeatureRow> rows = new ArrayList<>();

    for (FeatureRow row : LatestTracks.withFeatures(context).collectAsList()) {
      rows.add(
          row.getTrackId().equals(trackId)
              ? FeatureRowMapper.unusable(trackId, AudioFault.DAMAGED, "of old")
              : row);
    }

    GroupedTable features = context.catalogue().featureTable(FINGERPRINT);
    features.delete(features.groups());
    context
        .spark()
        .createDataset(rows, FeatureRow.ENCODER)
        .write()
        .partitionBy("outcome")
        .parquet(context.catalogue().features(FINGERPRINT, "20250101T000000Z-old"));
  }

  @Test
  void aPlanIsPricedByEarlierRuns() throws IOException {
    PipelinePlan.tell(catalogue.context(SETTINGS), request());

    assertThat(catalogue.said()).contains("no complete run yet");

    firstRun.result();
    catalogue.withSongs(6, 7);
    PipelinePlan.tell(catalogue.context(SETTINGS), request());

    assertThat(catalogue.said()).containsPattern("about [1-9][0-9]* s on 2 cores");
  }

  @Test
  void neighboursThatWereFoundAreKept() throws IOException {
    TrainedModel model = firstRun.result().model();
    Settings nearest = TestCatalogue.settings("neighbours.k=1");
    assertThat(compared(model, nearest)).isEqualTo(6);

    catalogue.withSongs(6, 8);
    assertThat(compared(model, nearest)).isEqualTo(2);

    // A song that somebody calls nearest, but as few as possible.
    Map<String, Long> callers =
        rows(nearest).stream()
            .collect(Collectors.groupingBy(NeighbourRow::getNeighbourId, Collectors.counting()));
    Map.Entry<String, Long> leaving =
        callers.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
    Files.delete(
        Path.of(
            URI.create(
                LatestTracks.ofLatestInventory(catalogue.context(nearest))
                    .filter("trackId = '" + leaving.getKey() + "'")
                    .first()
                    .getPath())));
    assertThat(compared(model, nearest)).isEqualTo(leaving.getValue());
  }

  @Test
  void aReferenceServesUntilTheCatalogueIsAnother() {
    DistanceReference reference = new DistanceReference("source", List.of("a", "b"), 100);

    assertThat(List.of(51, 100, 199)).allMatch(reference::isValidFor);
    assertThat(List.of(1, 50, 200, 20_000)).noneMatch(reference::isValidFor);
  }

  /** Takes songs in, holds the neighbours against all distances, tells how many were compared. */
  private long compared(TrainedModel model, Settings settings) throws IOException {
    JobContext context = catalogue.context(settings);
    InventoryJob.run(context, request().inputs());
    ExtractFeaturesJob.run(context, Quarantined.SKIP);
    EncodeTracksJob.run(context, model);
    SongIndex songs = SongIndex.collect(context, model);
    FindNeighboursJob.Result result = FindNeighboursJob.run(context, songs);
    NeighbourSearch all =
        new NeighbourSearch(songs.distance(context), songs.trackIds().toArray(String[]::new), 1);

    assertThat(rows(settings))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyInAnyOrderElementsOf(all.search(0, songs.trackIds().size()));
    return result.compared();
  }

  private List<NeighbourRow> rows(Settings settings) throws IOException {
    return RunTables.latest(
            catalogue.context(settings), CatalogueTables.NEIGHBOURS, NeighbourRow.ENCODER, "")
        .collectAsList();
  }

  @Test
  void runsStartedAtOnceBothEndAndNothingIsDoubled() throws Exception {
    List<Callable<PipelineJob.Result>> runs = new ArrayList<>();

    for (int i = 0; i < 2; i++) {
      JobContext context = catalogue.context(SETTINGS);
      runs.add(() -> PipelineJob.run(context, request()));
    }

    ExecutorService two = Executors.newFixedThreadPool(2);
    List<PipelineJob.Result> results = new ArrayList<>();

    try {
      for (Future<PipelineJob.Result> run : two.invokeAll(runs)) {
        results.add(run.get());
      }
    } finally {
      two.shutdown();
    }

    assertThat(results).allSatisfy(result -> assertThat(result.files().found()).isEqualTo(6));
    assertThat(results.stream().filter(PipelineJob.Result::trained)).hasSize(1);
    JobContext after = catalogue.context(SETTINGS);
    String modelId = results.get(0).model().modelId();

    assertThat(results.get(1).model().modelId()).isEqualTo(modelId);
    assertThat(after.catalogue().completeRuns()).hasSize(2);
    assertThat(LatestTracks.withFeatures(after).count()).isEqualTo(6);
    assertThat(SongIndex.collect(after, results.get(0).model()).trackIds()).hasSize(6);
    assertThat(TestCatalogue.read(after.catalogue().models().epochs(modelId), EpochRow.ENCODER))
        .hasSize(2);
    assertThat(catalogue.run(SETTINGS).files().analysed()).isZero();
  }

  @Test
  void compactingKeepsEverySong() throws IOException {
    PipelineJob.Result first = firstRun.result();
    catalogue.withSongs(6, 7);
    PipelineJob.Result second = catalogue.run(SETTINGS);
    Set<String> before = trackIds();
    CompactJob.Result compacted = CompactJob.run(catalogue.context(SETTINGS));

    // Two runs' features, two runs' embeddings.
    assertThat(compacted.foldersBefore()).isEqualTo(4);
    assertThat(compacted.foldersAfter()).isEqualTo(2);
    assertThat(compacted.filesAfter()).isEqualTo(2).isLessThan(compacted.filesBefore());
    assertThat(trackIds()).isEqualTo(before).hasSize(7);
    assertThat(CompactJob.run(catalogue.context(SETTINGS)).foldersBefore()).isZero();

    PipelineJob.Result third = catalogue.run(SETTINGS);

    assertThat(third.runId()).isEqualTo(second.runId()).isNotEqualTo(first.runId());
    assertThat(third.files().reused()).isEqualTo(7);
    assertThat(third.songs().encoded()).isZero();
  }

  private Set<String> trackIds() throws IOException {
    return LatestTracks.withFeatures(catalogue.context(SETTINGS)).collectAsList().stream()
        .map(row -> row.getTrackId() + row.getFrames())
        .collect(Collectors.toSet());
  }

  @Test
  void pruningLeavesTheLatestRunsAndWhatTheyUse() throws IOException {
    PipelineJob.Result first = firstRun.result();
    Settings other = TestCatalogue.settings("training.seed=3", "training.max-epochs=1");
    PipelineJob.Result second = catalogue.run(other);
    Path trainings =
        firstRun.folder().resolve("a/catalogue/models/0123456789ab-012345/checkpoints");
    Path given = trainings.resolve("run=20250101T000000Z-gone/epoch=000001");
    Path running = trainings.resolve("run=20990101T000000Z-here/epoch=000001");
    Files.writeString(Files.createDirectories(given).resolve("best.f32"), "of a killed run");
    Files.writeString(Files.createDirectories(running).resolve("best.f32"), "of one that runs");
    Set<String> all = files();
    PruneJob.Result planned = PruneJob.plan(catalogue.context(other), 1);

    assertThat(planned.folders()).isPositive();
    assertThat(files()).isEqualTo(all);

    PruneJob.Result pruned = PruneJob.run(catalogue.context(other), 1);

    assertThat(pruned).isEqualTo(planned);
    assertThat(catalogue.said())
        .contains("deletes runs/" + first.runId())
        .contains("deletes models/" + first.model().modelId())
        .contains("deletes embeddings/model=" + first.model().modelId())
        .contains("deletes audio_files/run=" + first.runId())
        .doesNotContain("features"); // which both have used
    assertThat(files()).noneMatch(name -> name.contains(first.model().modelId()));
    assertThat(given).doesNotExist();
    assertThat(running).exists();

    PipelineJob.Result third = catalogue.run(other);

    assertThat(third.runId()).isEqualTo(second.runId());
    assertThat(PruneJob.run(catalogue.context(other), 1).folders()).isZero();
    assertThatThrownBy(() -> PruneJob.run(catalogue.context(other), 0))
        .isInstanceOf(UserException.class);
  }

  @Test
  void aModelWhoseMapLiesBesideStays() throws IOException {
    PipelineJob.Result first = firstRun.result();
    Settings other =
        TestCatalogue.settings(
            "training.seed=3",
            "training.max-epochs=1",
            "map.alternatives=[" + first.model().modelId() + "]");
    catalogue.run(other);
    PruneJob.run(catalogue.context(other), 1);

    assertThat(catalogue.said())
        .contains("deletes runs/" + first.runId())
        .doesNotContain("deletes models", "deletes embeddings");
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(firstRun.folder().resolve("a/catalogue"))) {
      return files.map(Path::toString).collect(Collectors.toSet());
    }
  }
}

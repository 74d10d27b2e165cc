package io.soundalike.jobs.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.soundalike.clustering.Dendrogram;
import io.soundalike.clustering.RandIndex;
import io.soundalike.jobs.FirstRun;
import io.soundalike.jobs.TestCatalogue;
import io.soundalike.jobs.embedding.EncodeTracksJob;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.features.ExtractFeaturesJob;
import io.soundalike.jobs.inventory.InventoryJob;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.pipeline.PipelineJob;
import io.soundalike.jobs.pipeline.StageContext;
import io.soundalike.jobs.pipeline.Stages;
import io.soundalike.jobs.report.RenderReportJob;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.ClusterRow;
import io.soundalike.jobs.table.MapPointRow;
import io.soundalike.jobs.training.TrainAutoencoderJob;
import io.soundalike.model.TrainedModel;
import io.soundalike.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maps that are kept, their clusters, and alternative maps. */
class MapAndClusterJobTest {

  @TempDir private static Path shared;

  private TestCatalogue catalogue;
  private TrainedModel model;

  @BeforeEach
  void songs() throws IOException {
    FirstRun firstRun = FirstRun.in(shared);
    model = firstRun.result().model();
    catalogue = firstRun.catalogue();
  }

  private MapAndClusterJob.Result map(Settings settings) throws IOException {
    JobContext context = catalogue.context(settings);
    return MapAndClusterJob.run(context, SongIndex.collect(context, model));
  }

  private Map<String, MapPointRow> points() throws IOException {
    return RunTables.latest(
            catalogue.context(TestCatalogue.settings()),
            CatalogueTables.MAP_POINTS,
            MapPointRow.ENCODER,
            "")
        .collectAsList()
        .stream()
        .collect(Collectors.toMap(MapPointRow::getTrackId, row -> row));
  }

  private List<ClusterRow> clusters() throws IOException {
    return RunTables.latest(
            catalogue.context(TestCatalogue.settings()),
            CatalogueTables.CLUSTERS,
            ClusterRow.ENCODER,
            "")
        .collectAsList();
  }

  @Test
  void newSongsArePlacedOnTheExistingMap() throws IOException {
    Map<String, MapPointRow> before = points();
    Settings kept = TestCatalogue.settings("map.relayout-fraction=0.2");
    catalogue.withSongs(6, 7);
    JobContext context = catalogue.context(kept);
    InventoryJob.run(context, List.of(catalogue.music().toString()));
    ExtractFeaturesJob.run(context, ExtractFeaturesJob.Quarantined.SKIP);
    EncodeTracksJob.run(context, model);
    MapAndClusterJob.Result result =
        MapAndClusterJob.run(context, SongIndex.collect(context, model));
    Map<String, MapPointRow> after = points();

    assertThat(result.placed()).isEqualTo(1);
    StageContext stage = new StageContext(context, PipelineJob.Request.of(List.of()));

    assertThat(result.isKept()).isTrue();
    assertThat(Stages.MAP.summarize(stage, result))
        .startsWith("earlier layout kept, 1 song placed on it; 2 clusters, silhouette ");
    assertThat(result.clusters()).isEqualTo(2);
    assertThat(after).hasSize(7);
    before.forEach(
        (id, row) ->
            assertThat(after.get(id))
                .usingRecursiveComparison()
                .ignoringFields("leaf", "cluster")
                .isEqualTo(row));
    MapPointRow placed =
        after.values().stream().filter(MapPointRow::isPlaced).findFirst().orElseThrow();
    assertThat(before).doesNotContainKey(placed.getTrackId());
    assertThat(placed.getX())
        .isBetween(
            before.values().stream().mapToDouble(MapPointRow::getX).min().orElseThrow(),
            before.values().stream().mapToDouble(MapPointRow::getX).max().orElseThrow());

    // Without further changes the map is kept; with a smaller fraction it is not.
    assertThat(map(kept).placed()).isEqualTo(1);
    assertThat(map(TestCatalogue.settings("map.relayout-fraction=0.1")).placed()).isZero();
    assertThat(points().values()).noneMatch(MapPointRow::isPlaced);
  }

  @Test
  void mapIsLaidOutAgainIfNoneIsToBeKept() throws IOException {
    JobContext earlier = catalogue.context(TestCatalogue.settings());
    Map<String, MapPointRow> moved = points();
    moved.values().forEach(row -> row.setX(row.getX() + 1000));
    earlier
        .spark()
        .createDataset(List.copyOf(moved.values()), MapPointRow.ENCODER)
        .write()
        .parquet(earlier.catalogue().ofRun(earlier.runId(), CatalogueTables.MAP_POINTS));
    earlier
        .catalogue()
        .write(
            earlier.runId(),
            CatalogueTables.MAP_FILE,
            earlier.catalogue().latestTextOfRuns(CatalogueTables.MAP_FILE).orElseThrow());
    map(TestCatalogue.settings());

    assertThat(points().values()).allMatch(row -> row.getX() > 500);

    map(TestCatalogue.settings("map.relayout-fraction=0"));

    assertThat(points().values()).allMatch(row -> row.getX() < 500);
  }

  @Test
  void songsAboveTheMaximumArePlacedByLandmarks() throws IOException {
    MapAndClusterJob.Result result = map(TestCatalogue.settings("map.max-tracks=4"));

    assertThat(result.placed()).isEqualTo(2);
    assertThat(points().values()).hasSize(6).allSatisfy(row -> assertThat(row.getX()).isFinite());
  }

  @Test
  void clustersHaveAMedoidAndTraits() throws IOException {
    Map<String, MapPointRow> points = points();

    assertThat(clusters()).hasSize(2);
    assertThat(clusters().stream().mapToInt(ClusterRow::getSongs).sum()).isEqualTo(6);

    for (ClusterRow cluster : clusters()) {
      assertThat(points.get(cluster.getMedoidId()).getCluster()).isEqualTo(cluster.getCluster());
      assertThat(cluster.getTraits()).hasSize(3).doesNotHaveDuplicates();
      // Traits are sorted by their deviation.
      assertThat(Math.abs(cluster.getDeviations()[0]))
          .isGreaterThanOrEqualTo(Math.abs(cluster.getDeviations()[2]));
    }
  }

  @Test
  void clustersKeepTheirNumbersFromRunToRun() throws IOException {
    JobContext earlier = catalogue.context(TestCatalogue.settings());
    Map<String, MapPointRow> before = points();
    before.values().forEach(row -> row.setCluster(row.getCluster() == 0 ? 7 : 3));
    earlier
        .spark()
        .createDataset(List.copyOf(before.values()), MapPointRow.ENCODER)
        .write()
        .parquet(earlier.catalogue().ofRun(earlier.runId(), CatalogueTables.MAP_POINTS));
    map(TestCatalogue.settings());

    assertThat(points().values())
        .allSatisfy(
            row ->
                assertThat(row.getCluster()).isEqualTo(before.get(row.getTrackId()).getCluster()));
  }

  @Test
  void mapPointsWithoutColumnPlacedAreRead() throws IOException {
    JobContext earlier = catalogue.context(TestCatalogue.settings());
    RunTables.latest(earlier, CatalogueTables.MAP_POINTS, MapPointRow.ENCODER, "")
        .drop("placed")
        .write()
        .parquet(earlier.catalogue().ofRun(earlier.runId(), CatalogueTables.MAP_POINTS));

    assertThat(points().values()).hasSize(6).noneMatch(MapPointRow::isPlaced);
  }

  @Test
  void clustersOfEmbeddingsAndOfTheBestSilhouette() throws IOException {
    MapAndClusterJob.Result chosen = map(TestCatalogue.settings("map.k=0", "map.max-k=3"));

    assertThat(chosen.clusters()).isBetween(2L, 3L);

    double best = chosen.silhouette();

    for (int k = 2; k <= 3; k++) {
      assertThat(map(TestCatalogue.settings("map.k=" + k)).silhouette())
          .isLessThanOrEqualTo(best + 1e-12);
    }

    MapAndClusterJob.Result embedded = map(TestCatalogue.settings("map.cluster-by=embedding"));
    assertThat(embedded.clusters()).isEqualTo(2);
    assertThat(embedded.silhouette()).isNotCloseTo(best, within(1e-6));
    assertThat(embedded.stability()).isBetween(-0.5, 1.0);
  }

  @Test
  void songsShareLeavesOfALargeDendrogram() throws IOException {
    List<MapPointRow> rows = new ArrayList<>(points().values());
    MapPointRow twin = new MapPointRow();
    twin.setX(rows.get(0).getX());
    twin.setY(rows.get(0).getY());
    rows.add(twin);
    Dendrogram tree = MapAndClusterJob.link(catalogue.context(TestCatalogue.settings()), rows, 6);

    assertThat(tree.leaves()).isEqualTo(6);
    assertThat(rows.get(6).getLeaf()).isEqualTo(rows.get(0).getLeaf());
    assertThat(rows.stream().map(MapPointRow::getLeaf).distinct()).hasSize(6);
  }

  @Test
  void alternativeMapsHoldTheSameSongs() throws IOException {
    Settings joint = TestCatalogue.settings("map.k=2");
    JobContext perSong =
        catalogue.context(
            TestCatalogue.settings(
                "training.mode=per-song",
                "training.contrast=0",
                "model.pooling=flatten",
                "model.batch-norm=false"));
    TrainedModel other =
        TrainAutoencoderJob.run(perSong, TrainAutoencoderJob.Reuse.EXISTING).model();
    EncodeTracksJob.run(perSong, other);
    String alternatives = "map.alternatives=[features," + other.modelId() + ",no-such-model]";
    map(TestCatalogue.settings(alternatives));

    assertThat(catalogue.said())
        .contains(
            "the alternative map no-such-model is left out: The catalogue has no model"
                + " no-such-model");

    for (String name : List.of("features", other.modelId())) {
      JobContext later = catalogue.context(joint);
      Map<String, MapPointRow> rows = RunTables.alternativeMap(later, name);
      Config quality =
          ConfigFactory.parseString(
              later.catalogue().latestTextOfRuns(CatalogueTables.mapFile(name)).orElseThrow());

      assertThat(rows).hasSize(6).containsOnlyKeys(points().keySet());
      assertThat(rows.values().stream().map(MapPointRow::getX).distinct()).hasSize(6);
      assertThat(quality.getDouble("divergence")).isBetween(0.0, 3.0);
      assertThat(quality.getDouble("agreement"))
          .isCloseTo(agreement(points(), rows), within(1e-12))
          .isBetween(-1.0, 1.0);
    }

    JobContext context = catalogue.context(TestCatalogue.settings(alternatives));
    RenderReportJob.Result report =
        RenderReportJob.run(context, model, SongIndex.collect(context, model));
    assertThat(Path.of(URI.create(report.indexUri())))
        .content()
        .contains("\"name\":\"the article's features\"", "\"name\":\"model " + other.modelId());
  }

  /** Otherwise the existing map of the same songs would be kept. */
  @Test
  void otherFeatureSettingsAreAnotherSourceOfTheMap() throws IOException {
    JobContext context = catalogue.context(TestCatalogue.settings());
    SongIndex songs = SongIndex.collect(context, model);
    JobContext other = catalogue.context(TestCatalogue.settings("features.top-db=60"));

    assertThat(MapLayoutSpec.ofArticleFeatures(other, songs).source())
        .isNotEqualTo(MapLayoutSpec.ofArticleFeatures(context, songs).source());
  }

  private static double agreement(Map<String, MapPointRow> one, Map<String, MapPointRow> other) {
    List<String> ids = List.copyOf(one.keySet());
    return RandIndex.adjusted(
        ids.stream().mapToInt(id -> one.get(id).getCluster()).toArray(),
        ids.stream().mapToInt(id -> other.get(id).getCluster()).toArray());
  }

  @Test
  void modelWithoutAllEmbeddingsHasNoAlternativeMap() throws IOException {
    JobContext second = catalogue.context(TestCatalogue.settings("training.seed=2"));
    TrainedModel other =
        TrainAutoencoderJob.run(second, TrainAutoencoderJob.Reuse.EXISTING).model();
    map(TestCatalogue.settings("map.alternatives=[" + other.modelId() + "]"));

    assertThat(catalogue.said())
        .contains(
            "Model %s has not encoded 6 of 6 songs; run soundalike encode --model %s."
                .formatted(other.modelId(), other.modelId()));
    assertThat(RunTables.alternativeMap(second, other.modelId())).isEmpty();
  }
}

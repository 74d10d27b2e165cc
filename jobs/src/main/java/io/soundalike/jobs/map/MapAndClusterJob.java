package io.soundalike.jobs.map;

import io.soundalike.clustering.ClusterNames;
import io.soundalike.clustering.ClusterProfile;
import io.soundalike.clustering.Dendrogram;
import io.soundalike.clustering.WardLinkage;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.Stopwatch;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.ClusterRow;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.jobs.table.MapPointRow;
import io.soundalike.jobs.table.MergeRow;
import io.soundalike.neighbours.Distance;
import io.soundalike.projection.Tsne;
import io.soundalike.settings.MapSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lays the songs out on a map and clusters them.
 *
 * <p><b>What:</b> t-SNE on the driver; above {@code map.exact-tracks} songs it uses only each
 * song's nearest neighbours, which are found in tasks. An existing map is kept while few songs
 * change, and new songs are placed on it ({@link MapLayout}). MLlib's k-means clusters the map or
 * the embeddings; clusters keep their numbers from run to run. Ward linkage builds a dendrogram of
 * the map, above {@value #MAX_LEAVES} songs of groups of songs. The settings may name alternative
 * maps of the same songs ({@link AlternativeMaps}).
 *
 * <p><b>Input:</b> embeddings of the latest inventory, the latest map. <b>Output:</b> {@code
 * runs/R/map_points}, {@code runs/R/clusters}, {@code runs/R/dendrogram}, {@code runs/R/map.json};
 * for each alternative map {@code runs/R/map_points_NAME} and {@code runs/R/map_NAME.json}.
 *
 * <p><b>Usage:</b> {@code soundalike map --catalogue URI --set map.k=5}
 *
 * <p><b>Notes:</b> there are never more clusters than distinct points.
 *
 * <p><b>References:</b> see {@link Tsne} and {@link WardLinkage}
 */
public final class MapAndClusterJob {

  private static final Logger LOG = LoggerFactory.getLogger(MapAndClusterJob.class);

  private static final int MAX_LEAVES = 5000;

  /** Leaves of the dendrogram of more than {@value #MAX_LEAVES} songs. */
  private static final int GROUPS = 200;

  /** Columns of {@code features} that clusters are described by. */
  private static final Map<String, ToDoubleFunction<FeatureRow>> TRAITS =
      Map.of(
          "tempoBpm", FeatureRow::getTempoBpm,
          "centroidMeanHz", FeatureRow::getCentroidMeanHz,
          "zcrMean", FeatureRow::getZcrMean,
          "onsetMean", FeatureRow::getOnsetMean,
          "loudnessDbfs", FeatureRow::getLoudnessDbfs,
          "beatDiffStdSeconds", FeatureRow::getBeatDiffStdSeconds,
          "seconds", FeatureRow::getSeconds);

  private MapAndClusterJob() {}

  /**
   * The quality of the map and its clusters.
   *
   * @param divergence Kullback-Leibler divergence, in nats
   * @param iterations iterations of the layout
   * @param isKept whether the map of an earlier run is kept
   * @param placed songs that were placed rather than laid out
   * @param clusters number of clusters that are not empty
   * @param silhouette mean silhouette of the clusters by Euclidean distance, from -1 to 1
   * @param stability mean adjusted Rand index with k-means of other seeds, at most 1
   */
  public record Result(
      double divergence,
      int iterations,
      boolean isKept,
      int placed,
      long clusters,
      double silhouette,
      double stability) {}

  /** Computes and writes the map, its clusters, the dendrogram and the alternative maps. */
  public static Result run(JobContext context, SongIndex index) throws IOException {
    context.describe("map: t-SNE, k-means, Ward linkage");
    Stopwatch stopwatch = Stopwatch.start();
    LOG.info("Mapping and clustering {} songs", index.trackIds().size());
    MapLayoutSpec spec = MapLayoutSpec.ofRun(context, index);
    MapLayout layout = MapLayout.layOut(context, spec);
    KMeansClustering clusters =
        KMeansClustering.fit(
            context,
            context.settings().map().clusterBy() == MapSettings.ClusterBy.MAP
                ? layout.points()
                : embeddings(index));
    List<MapPointRow> points = layout.rows(index.trackIds());
    int[] numbers =
        ClusterNames.matchPrevious(clusters.ofSong(), previousClusters(context, index.trackIds()));
    IntStream.range(0, numbers.length).forEach(i -> points.get(i).setCluster(numbers[i]));
    Dendrogram tree = link(context, points, MAX_LEAVES);
    write(context, points, MapPointRow.ENCODER, CatalogueTables.MAP_POINTS);
    write(
        context,
        profiles(index, spec.distance(), numbers),
        ClusterRow.ENCODER,
        CatalogueTables.CLUSTERS);
    write(context, merges(tree), MergeRow.ENCODER, CatalogueTables.DENDROGRAM);
    context
        .catalogue()
        .write(
            context.runId(),
            CatalogueTables.MAP_FILE,
            layout.quality().json(spec.source(), clusters, Double.NaN));
    AlternativeMaps.write(context, index, numbers);
    LOG.info(
        "Mapped {} songs into {} clusters in {} s",
        points.size(),
        clusters.count(),
        stopwatch.seconds());
    return new Result(
        layout.quality().divergence(),
        layout.quality().iterations(),
        layout.isKept(),
        (int) points.stream().filter(MapPointRow::isPlaced).count(),
        clusters.count(),
        clusters.silhouette(),
        clusters.stability());
  }

  private static double[][] embeddings(SongIndex index) {
    return index.descriptors().stream()
        .map(
            song ->
                IntStream.range(0, song.embedding().length)
                    .mapToDouble(d -> song.embedding()[d])
                    .toArray())
        .toArray(double[][]::new);
  }

  /** Each song's cluster in the latest run; -1 if it was not there. */
  private static int[] previousClusters(JobContext context, List<String> trackIds)
      throws IOException {
    Map<String, Integer> clusters = new HashMap<>();
    Optional<Dataset<MapPointRow>> latest =
        context
            .catalogue()
            .latestOfRuns(context.spark(), CatalogueTables.MAP_POINTS, MapPointRow.ENCODER);

    if (latest.isPresent()) {
      latest.get().collectAsList().forEach(row -> clusters.put(row.getTrackId(), row.getCluster()));
    }

    return trackIds.stream().mapToInt(id -> clusters.getOrDefault(id, -1)).toArray();
  }

  private static List<ClusterRow> profiles(SongIndex index, Distance distance, int[] clusters) {
    List<ClusterProfile.Feature> numbers = new ArrayList<>();
    TRAITS.keySet().stream()
        .sorted()
        .forEach(
            name ->
                numbers.add(
                    new ClusterProfile.Feature(
                        name, index.features().stream().mapToDouble(TRAITS.get(name)).toArray())));
    return Arrays.stream(clusters)
        .distinct()
        .sorted()
        .mapToObj(
            cluster -> {
              int[] members =
                  IntStream.range(0, clusters.length).filter(i -> clusters[i] == cluster).toArray();
              return row(index, cluster, ClusterProfile.describe(members, distance, numbers));
            })
        .toList();
  }

  private static ClusterRow row(SongIndex index, int cluster, ClusterProfile profile) {
    List<ClusterProfile.Trait> traits = profile.traits();
    ClusterRow row = new ClusterRow();
    row.setCluster(cluster);
    row.setSongs(profile.songs());
    row.setMedoidId(index.trackIds().get(profile.medoid()));
    row.setTraits(new ArrayList<>(traits.stream().map(ClusterProfile.Trait::name).toList()));
    row.setMeans(traits.stream().mapToDouble(ClusterProfile.Trait::mean).toArray());
    row.setOverall(traits.stream().mapToDouble(ClusterProfile.Trait::overall).toArray());
    row.setDeviations(traits.stream().mapToDouble(ClusterProfile.Trait::z).toArray());
    return row;
  }

  /**
   * Links the songs or, if there are more than {@code maxLeaves}, groups of them. In that case the
   * leaf of each row is set to its group.
   */
  static Dendrogram link(JobContext context, List<MapPointRow> rows, int maxLeaves) {
    double[][] points =
        rows.stream().map(row -> new double[] {row.getX(), row.getY()}).toArray(double[][]::new);

    if (points.length <= maxLeaves) {
      return WardLinkage.link(points);
    }

    KMeansClustering groups = KMeansClustering.fit(context, points, GROUPS);
    int[] used = Arrays.stream(groups.ofSong()).distinct().sorted().toArray();
    int[] sizes = new int[used.length];

    for (int i = 0; i < points.length; i++) {
      int leaf = Arrays.binarySearch(used, groups.ofSong()[i]);
      rows.get(i).setLeaf(leaf);
      sizes[leaf]++;
    }

    return WardLinkage.link(
        Arrays.stream(used).mapToObj(group -> groups.centres()[group]).toArray(double[][]::new),
        sizes);
  }

  private static List<MergeRow> merges(Dendrogram tree) {
    List<MergeRow> rows = new ArrayList<>();

    for (Dendrogram.Merge merge : tree.merges()) {
      MergeRow row = new MergeRow();
      row.setNode(tree.leaves() + rows.size());
      row.setLeft(merge.left());
      row.setRight(merge.right());
      row.setHeight(merge.height());
      row.setSize(merge.size());
      rows.add(row);
    }

    return rows;
  }

  static <T> void write(JobContext context, List<T> rows, Encoder<T> encoder, String table) {
    context
        .spark()
        .createDataset(rows, encoder)
        .coalesce(1)
        .write()
        .parquet(context.catalogue().ofRun(context.runId(), table));
  }
}

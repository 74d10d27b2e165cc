package io.soundalike.jobs.map;

import io.soundalike.clustering.ClusterNames;
import io.soundalike.clustering.ClusterProfile;
import io.soundalike.clustering.Dendrogram;
import io.soundalike.clustering.WardLinkage;
import io.soundalike.jobs.execution.JobContext;
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

/**
 * Lays the songs out on a map and clusters them.
 *
 * <p><b>What:</b> t-SNE on the driver, above {@code map.exact-tracks} songs of each song's nearest
 * ones, which tasks find; a map that stands is kept, and new songs are placed on it. k-means by
 * MLlib of the map, or of the embeddings; clusters keep their numbers from run to run. Ward linkage
 * of the map, above {@value #MAX_LEAVES} songs of groups of songs. The same songs on other maps, as
 * {@code map.alternatives} wants ({@link AlternativeMaps}).
 *
 * <p><b>Input:</b> embeddings of the latest inventory, the latest map. <b>Output:</b> {@code
 * runs/R/map_points}, {@code runs/R/clusters}, {@code runs/R/dendrogram}, {@code runs/R/map.json};
 * of each map beside it {@code runs/R/map_points_NAME} and {@code runs/R/map_NAME.json}.
 *
 * <p><b>Usage:</b> {@code soundalike map --catalogue URI --set map.k=5}
 *
 * <p><b>Notes:</b> fewer songs than {@code map.k} give as many clusters as there are different
 * places.
 *
 * <p><b>References:</b> see {@link Tsne} and {@link WardLinkage}
 */
public final class MapAndClusterJob {

  private static final int MAX_LEAVES = 5000;

  /** Leaves of the tree of more songs. */
  private static final int GROUPS = 200;

  /** What clusters may be told apart by, as columns of {@code features}. */
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
   * The map's quality.
   *
   * @param divergence Kullback-Leibler, nats
   * @param iterations of the layout
   * @param isKept whether the map of an earlier run stands
   * @param placed songs that were placed on a map rather than laid out
   * @param clusters that are not empty
   * @param silhouette of the clusters, from -1 to 1
   * @param stability agreement with clusters of other seeds, at most 1
   */
  public record Result(
      double divergence,
      int iterations,
      boolean isKept,
      int placed,
      long clusters,
      double silhouette,
      double stability) {}

  /** Makes map, clusters and tree. */
  public static Result run(JobContext context, SongIndex compared) throws IOException {
    context.describe("map: t-SNE, k-means, Ward linkage");
    MapLayoutSpec subject = MapLayoutSpec.own(context, compared);
    MapLayout layout = MapLayout.of(context, subject);
    KMeansClustering clusters =
        KMeansClustering.of(
            context,
            context.settings().map().clusterBy() == MapSettings.ClusterBy.MAP
                ? layout.points()
                : embeddings(compared));
    List<MapPointRow> points = layout.rows(compared.trackIds());
    int[] names =
        ClusterNames.matchPrevious(clusters.ofSong(), before(context, compared.trackIds()));
    IntStream.range(0, names.length).forEach(i -> points.get(i).setCluster(names[i]));
    Dendrogram tree = tree(context, points, MAX_LEAVES);
    write(context, points, MapPointRow.ENCODER, CatalogueTables.MAP_POINTS);
    write(
        context,
        profiles(compared, subject.distance(), names),
        ClusterRow.ENCODER,
        CatalogueTables.CLUSTERS);
    write(context, merges(tree), MergeRow.ENCODER, CatalogueTables.DENDROGRAM);
    context
        .catalogue()
        .write(
            context.runId(),
            CatalogueTables.MAP_FILE,
            layout.quality().json(subject.source(), clusters, Double.NaN));
    AlternativeMaps.write(context, compared, names);
    return new Result(
        layout.quality().divergence(),
        layout.quality().iterations(),
        layout.isKept(),
        (int) points.stream().filter(MapPointRow::isPlaced).count(),
        clusters.count(),
        clusters.silhouette(),
        clusters.stability());
  }

  private static double[][] embeddings(SongIndex compared) {
    return compared.songs().stream()
        .map(
            song ->
                IntStream.range(0, song.embedding().length)
                    .mapToDouble(d -> song.embedding()[d])
                    .toArray())
        .toArray(double[][]::new);
  }

  /** The clusters of the run before, by song; -1 for one that was not there. */
  private static int[] before(JobContext context, List<String> trackIds) throws IOException {
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

  private static List<ClusterRow> profiles(SongIndex compared, Distance distance, int[] clusters) {
    List<ClusterProfile.Feature> numbers = new ArrayList<>();
    TRAITS.keySet().stream()
        .sorted()
        .forEach(
            name ->
                numbers.add(
                    new ClusterProfile.Feature(
                        name,
                        compared.features().stream().mapToDouble(TRAITS.get(name)).toArray())));
    return Arrays.stream(clusters)
        .distinct()
        .sorted()
        .mapToObj(
            cluster -> {
              int[] members =
                  IntStream.range(0, clusters.length).filter(i -> clusters[i] == cluster).toArray();
              return row(compared, cluster, ClusterProfile.describe(members, distance, numbers));
            })
        .toList();
  }

  private static ClusterRow row(SongIndex compared, int cluster, ClusterProfile profile) {
    List<ClusterProfile.Trait> traits = profile.traits();
    ClusterRow row = new ClusterRow();
    row.setCluster(cluster);
    row.setSongs(profile.songs());
    row.setMedoidId(compared.trackIds().get(profile.medoid()));
    row.setTraits(new ArrayList<>(traits.stream().map(ClusterProfile.Trait::name).toList()));
    row.setMeans(traits.stream().mapToDouble(ClusterProfile.Trait::mean).toArray());
    row.setOverall(traits.stream().mapToDouble(ClusterProfile.Trait::overall).toArray());
    row.setDeviations(traits.stream().mapToDouble(ClusterProfile.Trait::z).toArray());
    return row;
  }

  /** The tree of the songs or, if they are many, of groups of them, which their leaves then are. */
  static Dendrogram tree(JobContext context, List<MapPointRow> rows, int maxLeaves) {
    double[][] points =
        rows.stream().map(row -> new double[] {row.getX(), row.getY()}).toArray(double[][]::new);

    if (points.length <= maxLeaves) {
      return WardLinkage.link(points);
    }

    KMeansClustering groups = KMeansClustering.groups(context, points, GROUPS);
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

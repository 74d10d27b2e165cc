package io.soundalike.jobs.map;

import io.soundalike.clustering.Dendrogram;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.features.LatestTracks;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.ClusterRow;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.jobs.table.MapPointRow;
import io.soundalike.jobs.table.MergeRow;
import io.soundalike.jobs.table.NeighbourRow;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;

/**
 * The latest results in the driver's memory, by track id, for the report and the exports.
 *
 * @param files one file of each song, in order of paths
 * @param features by track id
 * @param points by track id
 * @param neighbours by track id, nearest first
 */
public record RunTables(
    List<AudioFileRow> files,
    Map<String, FeatureRow> features,
    Map<String, MapPointRow> points,
    Map<String, List<NeighbourRow>> neighbours) {

  /**
   * Collects the latest results; songs without a point on the map are left out.
   *
   * @param index the songs of the latest inventory
   * @throws UserException of NO_INPUT if a table does not exist yet
   */
  public static RunTables collect(JobContext context, SongIndex index) throws IOException {
    Map<String, FeatureRow> features =
        index.features().stream().collect(Collectors.toMap(FeatureRow::getTrackId, row -> row));
    Map<String, MapPointRow> points =
        byTrack(
            latest(context, CatalogueTables.MAP_POINTS, MapPointRow.ENCODER, "map"),
            MapPointRow::getTrackId);
    List<AudioFileRow> files =
        LatestTracks.ofLatestInventory(context).collectAsList().stream()
            .filter(file -> points.containsKey(trackId(file)))
            .filter(file -> features.containsKey(trackId(file)))
            .sorted(Comparator.comparing(AudioFileRow::getPath))
            .toList();
    Set<String> trackIds = files.stream().map(RunTables::trackId).collect(Collectors.toSet());
    Map<String, List<NeighbourRow>> neighbours =
        latest(context, CatalogueTables.NEIGHBOURS, NeighbourRow.ENCODER, "neighbours")
            .collectAsList()
            .stream()
            .filter(row -> trackIds.contains(row.getNeighbourId()))
            .sorted(Comparator.comparingInt(NeighbourRow::getRank))
            .collect(Collectors.groupingBy(NeighbourRow::getTrackId));
    return new RunTables(files, features, points, neighbours);
  }

  /** The points of an alternative map, by track id; empty if there is no such map. */
  public static Map<String, MapPointRow> alternativeMap(JobContext context, String name)
      throws IOException {
    return context
        .catalogue()
        .latestOfRuns(context.spark(), CatalogueTables.mapPoints(name), MapPointRow.ENCODER)
        .map(rows -> byTrack(rows, MapPointRow::getTrackId))
        .orElse(Map.of());
  }

  /** The medoid of each cluster of the latest run, by cluster. */
  public static Map<Integer, String> medoids(JobContext context) throws IOException {
    return latest(context, CatalogueTables.CLUSTERS, ClusterRow.ENCODER, "map")
        .collectAsList()
        .stream()
        .collect(Collectors.toMap(ClusterRow::getCluster, ClusterRow::getMedoidId));
  }

  /** The dendrogram of the latest map; it has no merges if there are fewer than two songs. */
  public static Dendrogram dendrogram(JobContext context) throws IOException {
    List<Dendrogram.Merge> merges =
        latest(context, CatalogueTables.DENDROGRAM, MergeRow.ENCODER, "map")
            .sort("node")
            .collectAsList()
            .stream()
            .map(
                row ->
                    new Dendrogram.Merge(
                        row.getLeft(), row.getRight(), row.getHeight(), row.getSize()))
            .toList();
    return new Dendrogram(merges.size() + 1, merges);
  }

  /** The track id of a file that was read. */
  public static String trackId(AudioFileRow file) {
    return Objects.requireNonNull(file.getTrackId());
  }

  /**
   * The latest table of a kind.
   *
   * @param command the subcommand that writes it
   * @throws UserException of NO_INPUT if no run has written it yet
   */
  public static <T> Dataset<T> latest(
      JobContext context, String table, Encoder<T> encoder, String command) throws IOException {
    return context
        .catalogue()
        .latestOfRuns(context.spark(), table, encoder)
        .orElseThrow(
            () ->
                new UserException(
                    ExitCode.NO_INPUT,
                    String.format(
                        Locale.ROOT,
                        "The catalogue has no %s yet; run soundalike %s first.",
                        table,
                        command)));
  }

  private static <T> Map<String, T> byTrack(Dataset<T> rows, Function<T, String> trackId) {
    return rows.collectAsList().stream().collect(Collectors.toMap(trackId, row -> row));
  }
}

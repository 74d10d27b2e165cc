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
 * The latest results, by song, on the driver: what report and export show.
 *
 * @param files one file for each song, in order of paths
 * @param features by song
 * @param points by song
 * @param neighbours by song, nearest first
 */
public record RunTables(
    List<AudioFileRow> files,
    Map<String, FeatureRow> features,
    Map<String, MapPointRow> points,
    Map<String, List<NeighbourRow>> neighbours) {

  /**
   * Collects them; songs without a place on the map are left out.
   *
   * @param compared the songs of the latest inventory
   */
  public static RunTables collect(JobContext context, SongIndex compared) throws IOException {
    Map<String, FeatureRow> features =
        compared.features().stream().collect(Collectors.toMap(FeatureRow::getTrackId, row -> row));
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
    Set<String> known = files.stream().map(RunTables::trackId).collect(Collectors.toSet());
    Map<String, List<NeighbourRow>> neighbours =
        latest(context, CatalogueTables.NEIGHBOURS, NeighbourRow.ENCODER, "neighbours")
            .collectAsList()
            .stream()
            .filter(row -> known.contains(row.getNeighbourId()))
            .sorted(Comparator.comparingInt(NeighbourRow::getRank))
            .collect(Collectors.groupingBy(NeighbourRow::getTrackId));
    return new RunTables(files, features, points, neighbours);
  }

  /** Places on a map beside the run's own; none if there is no such map. */
  public static Map<String, MapPointRow> mapBeside(JobContext context, String name)
      throws IOException {
    return context
        .catalogue()
        .latestOfRuns(context.spark(), CatalogueTables.mapPoints(name), MapPointRow.ENCODER)
        .map(rows -> byTrack(rows, MapPointRow::getTrackId))
        .orElse(Map.of());
  }

  /** The song in the middle of each cluster of the latest run. */
  public static Map<Integer, String> medoids(JobContext context) throws IOException {
    return latest(context, CatalogueTables.CLUSTERS, ClusterRow.ENCODER, "map")
        .collectAsList()
        .stream()
        .collect(Collectors.toMap(ClusterRow::getCluster, ClusterRow::getMedoidId));
  }

  /** The latest map's tree; of one song, or none, it has no merges. */
  public static Dendrogram tree(JobContext context) throws IOException {
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

  /** A readable file's song. */
  public static String trackId(AudioFileRow file) {
    return Objects.requireNonNull(file.getTrackId());
  }

  public static <T> Dataset<T> latest(
      JobContext context, String table, Encoder<T> encoder, String command) throws IOException {
    return context
        .catalogue()
        .latestOfRuns(context.spark(), table, encoder)
        .orElseThrow(
            () ->
                new UserException(
                    ExitCode.NOTHING_TO_DO,
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

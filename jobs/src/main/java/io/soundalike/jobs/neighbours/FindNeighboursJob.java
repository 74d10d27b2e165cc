package io.soundalike.jobs.neighbours;

import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.NeighbourRow;
import io.soundalike.jobs.table.ProximityRow;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.DistanceMoments;
import io.soundalike.neighbours.MutualProximity;
import io.soundalike.neighbours.NearestNeighbours;
import io.soundalike.neighbours.SongDistance;
import io.soundalike.neighbours.SongDistance.Component;
import io.soundalike.projection.NeighbourGraph;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;

/**
 * Finds, for each song, the songs nearest to it.
 *
 * <p><b>What:</b> exact, by {@code neighbours.distance}. What is compared is broadcast; blocks of
 * songs are divided among tasks, and each block is multiplied with all songs by BLAS, which tells
 * what need not be compared. Neighbours that an earlier run has found by the same reference are
 * kept ({@link IncrementalNeighbours}): new songs alone are compared with all.
 *
 * <p><b>Input:</b> embeddings and features of the latest inventory. <b>Output:</b> {@code
 * runs/R/neighbours}; {@code runs/R/proximity} and {@code runs/R/distance.json}, by which the next
 * run knows what it may keep.
 *
 * <p><b>Usage:</b> {@code soundalike neighbours --catalogue URI --set neighbours.k=20}
 */
public final class FindNeighboursJob {

  /** Songs that are compared with all others at once: bounds what a task holds. */
  private static final int BLOCK = 64;

  private FindNeighboursJob() {}

  /**
   * What was done.
   *
   * @param songs that have neighbours now
   * @param compared those of them that were compared with all others
   */
  public record Result(long songs, long compared) {

    /** Pairs of songs that this took. */
    public long pairs() {
      return songs * compared;
    }
  }

  /** Compares all songs, or the new ones with all. */
  public static Result run(JobContext context, SongIndex compared) throws IOException {
    context.describe("neighbours: compare songs");
    Map<Component, MutualProximity> parts = compared.parts(context);
    int songs = compared.trackIds().size();
    Optional<IncrementalNeighbours> kept = IncrementalNeighbours.find(context, compared);
    compared.yardstick().write(context);
    write(
        context,
        context.spark().createDataset(proximity(compared.trackIds(), parts), ProximityRow.ENCODER),
        CatalogueTables.PROXIMITY);
    Broadcast<NeighbourSearch> search =
        context
            .javaSpark()
            .broadcast(
                new NeighbourSearch(
                    SongDistance.create(compared.sounds(), parts, context.settings().neighbours()),
                    compared.trackIds().toArray(String[]::new),
                    context.settings().neighbours().k()));
    JavaRDD<NeighbourRow> rows =
        kept.map(found -> found.rows(context, search))
            .orElseGet(() -> allRows(context, songs, search));
    write(
        context,
        context.spark().createDataset(rows.rdd(), NeighbourRow.ENCODER),
        CatalogueTables.NEIGHBOURS);
    search.destroy();
    return new Result(songs, kept.map(IncrementalNeighbours::compared).orElse(songs));
  }

  private static JavaRDD<NeighbourRow> allRows(
      JobContext context, int songs, Broadcast<NeighbourSearch> search) {
    return blocks(context, songs)
        .flatMap(
            block ->
                search.value().of(block * BLOCK, Math.min(songs, (block + 1) * BLOCK)).iterator());
  }

  private static <T> void write(JobContext context, Dataset<T> rows, String table) {
    rows.write().parquet(context.catalogue().ofRun(context.runId(), table));
  }

  private static List<ProximityRow> proximity(
      List<String> trackIds, Map<Component, MutualProximity> parts) {
    Map<Component, DistanceMoments> reaches = new EnumMap<>(Component.class);
    parts.forEach((part, proximity) -> reaches.put(part, proximity.moments()));
    List<ProximityRow> rows = new ArrayList<>();

    for (int song = 0; song < trackIds.size(); song++) {
      ProximityRow row = new ProximityRow();
      row.setTrackId(trackIds.get(song));

      for (Map.Entry<Component, DistanceMoments> reach : reaches.entrySet()) {
        row.getMeans().put(ProximityRow.key(reach.getKey()), reach.getValue().means()[song]);
        row.getDeviations()
            .put(ProximityRow.key(reach.getKey()), reach.getValue().deviations()[song]);
      }

      rows.add(row);
    }

    return rows;
  }

  /** The nearest songs of each, by index, for a map. */
  public static NeighbourGraph graph(JobContext context, Distance distance, int k) {
    int songs = distance.size();
    Broadcast<Distance> broadcast = context.javaSpark().broadcast(distance);
    int[][] neighbours = new int[songs][];
    float[][] squared = new float[songs][];
    blocks(context, songs)
        .map(block -> piece(broadcast.value(), block, k))
        .collect()
        .forEach(
            piece -> {
              for (int i = 0; i < piece.neighbours().length; i++) {
                neighbours[piece.from() + i] = piece.neighbours()[i];
                squared[piece.from() + i] = piece.squaredDistances()[i];
              }
            });
    broadcast.destroy();
    return new NeighbourGraph(neighbours, squared);
  }

  /** Numbers of the blocks that songs fall into, shared out among tasks. */
  private static JavaRDD<Integer> blocks(JobContext context, int songs) {
    int blocks = (songs + BLOCK - 1) / BLOCK;
    return context
        .javaSpark()
        .parallelize(
            IntStream.range(0, blocks).boxed().toList(),
            Math.min(blocks, context.partitions(songs)));
  }

  /** A block's part of the graph. */
  private record Piece(int from, int[][] neighbours, float[][] squaredDistances)
      implements Serializable {}

  private static Piece piece(Distance distance, int block, int k) {
    int from = block * BLOCK;
    int to = Math.min(distance.size(), from + BLOCK);
    int[][] neighbours = new int[to - from][];
    float[][] squared = new float[to - from][];
    int i = 0;

    for (List<NearestNeighbours.Neighbour> found :
        NearestNeighbours.search(distance, from, to, k)) {
      neighbours[i] = found.stream().mapToInt(NearestNeighbours.Neighbour::index).toArray();
      squared[i] = new float[found.size()];

      for (int j = 0; j < found.size(); j++) {
        squared[i][j] = (float) distance.squared(from + i, neighbours[i][j]);
      }

      i++;
    }

    return new Piece(from, neighbours, squared);
  }
}

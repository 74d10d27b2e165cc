package io.soundalike.jobs.neighbours;

import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.Stopwatch;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the nearest neighbours of each song.
 *
 * <p><b>What:</b> the search is exact, by {@code neighbours.distance}. The descriptors of all songs
 * are broadcast, and blocks of songs are divided among tasks. Each block is multiplied with all
 * songs by BLAS, which bounds the distances and so excludes most pairs. Neighbours that an earlier
 * run found by the same reference set are reused ({@link IncrementalNeighbours}): only new songs
 * are compared with all.
 *
 * <p><b>Input:</b> embeddings and features of the latest inventory. <b>Output:</b> {@code
 * runs/R/neighbours}; {@code runs/R/proximity} and {@code runs/R/distance.json}, which the next run
 * needs for reusing neighbours.
 *
 * <p><b>Usage:</b> {@code soundalike neighbours --catalogue URI --set neighbours.k=20}
 */
public final class FindNeighboursJob {

  private static final Logger LOG = LoggerFactory.getLogger(FindNeighboursJob.class);

  /** Songs that are compared with all others at once; bounds the memory of a task. */
  private static final int BLOCK = 64;

  private FindNeighboursJob() {}

  /**
   * Counts of one run.
   *
   * @param songs songs that have neighbours now
   * @param compared songs of them that were compared with all others
   */
  public record Result(long songs, long compared) {

    /** Pairs of songs that were compared. */
    public long pairs() {
      return songs * compared;
    }
  }

  /** Compares all songs with all, or only the new ones with all. */
  public static Result run(JobContext context, SongIndex index) throws IOException {
    context.describe("neighbours: compare songs");
    Stopwatch stopwatch = Stopwatch.start();
    Map<Component, MutualProximity> components = index.components(context);
    int songs = index.trackIds().size();
    Optional<IncrementalNeighbours> previous = IncrementalNeighbours.find(context, index);
    Result result = new Result(songs, previous.map(IncrementalNeighbours::compared).orElse(songs));
    LOG.info("Comparing {} of {} songs with all others", result.compared(), songs);
    index.reference().write(context);
    write(
        context,
        context
            .spark()
            .createDataset(proximity(index.trackIds(), components), ProximityRow.ENCODER),
        CatalogueTables.PROXIMITY);
    Broadcast<NeighbourSearch> search =
        context
            .javaSpark()
            .broadcast(
                new NeighbourSearch(
                    SongDistance.create(
                        index.collection(), components, context.settings().neighbours()),
                    index.trackIds().toArray(String[]::new),
                    context.settings().neighbours().k()));
    JavaRDD<NeighbourRow> rows =
        previous
            .map(reused -> reused.rows(context, search))
            .orElseGet(() -> allRows(context, songs, search));
    write(
        context,
        context.spark().createDataset(rows.rdd(), NeighbourRow.ENCODER),
        CatalogueTables.NEIGHBOURS);
    search.destroy();
    LOG.info("Found the neighbours of {} songs in {} s", songs, stopwatch.seconds());
    return result;
  }

  private static JavaRDD<NeighbourRow> allRows(
      JobContext context, int songs, Broadcast<NeighbourSearch> search) {
    return blocks(context, songs)
        .flatMap(
            block ->
                search
                    .value()
                    .search(block * BLOCK, Math.min(songs, (block + 1) * BLOCK))
                    .iterator());
  }

  private static <T> void write(JobContext context, Dataset<T> rows, String table) {
    rows.write().parquet(context.catalogue().ofRun(context.runId(), table));
  }

  private static List<ProximityRow> proximity(
      List<String> trackIds, Map<Component, MutualProximity> components) {
    Map<Component, DistanceMoments> moments = new EnumMap<>(Component.class);
    components.forEach((component, proximity) -> moments.put(component, proximity.moments()));
    List<ProximityRow> rows = new ArrayList<>();

    for (int song = 0; song < trackIds.size(); song++) {
      ProximityRow row = new ProximityRow();
      row.setTrackId(trackIds.get(song));

      for (Map.Entry<Component, DistanceMoments> entry : moments.entrySet()) {
        String key = ProximityRow.key(entry.getKey());
        row.getMeans().put(key, entry.getValue().means()[song]);
        row.getDeviations().put(key, entry.getValue().deviations()[song]);
      }

      rows.add(row);
    }

    return rows;
  }

  /** Finds the k nearest neighbours of each song, by index, for a map. */
  public static NeighbourGraph findGraph(JobContext context, Distance distance, int k) {
    int songs = distance.size();
    Broadcast<Distance> broadcast = context.javaSpark().broadcast(distance);
    int[][] neighbours = new int[songs][];
    float[][] squared = new float[songs][];
    blocks(context, songs)
        .map(block -> findBlock(broadcast.value(), block, k))
        .collect()
        .forEach(
            block -> {
              for (int i = 0; i < block.neighbours().length; i++) {
                neighbours[block.from() + i] = block.neighbours()[i];
                squared[block.from() + i] = block.squaredDistances()[i];
              }
            });
    broadcast.destroy();
    return new NeighbourGraph(neighbours, squared);
  }

  /** The numbers of all blocks of songs, divided among tasks. */
  private static JavaRDD<Integer> blocks(JobContext context, int songs) {
    int blocks = (songs + BLOCK - 1) / BLOCK;
    return context
        .javaSpark()
        .parallelize(
            IntStream.range(0, blocks).boxed().toList(),
            Math.min(blocks, context.partitions(songs)));
  }

  /** The rows of the graph for one block of songs. */
  private record GraphBlock(int from, int[][] neighbours, float[][] squaredDistances)
      implements Serializable {}

  private static GraphBlock findBlock(Distance distance, int block, int k) {
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

    return new GraphBlock(from, neighbours, squared);
  }
}

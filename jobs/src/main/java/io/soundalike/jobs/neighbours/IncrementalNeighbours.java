package io.soundalike.jobs.neighbours;

import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.NeighbourRow;
import io.soundalike.jobs.table.ProximityRow;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * The neighbours that an earlier run found, updated for songs that were added or removed since.
 * Songs whose neighbours are all still in the catalogue keep them, except where an added song is
 * nearer. Added songs, and songs that lost a neighbour, are compared with all songs again. The
 * result equals that of a full search.
 */
final class IncrementalNeighbours {

  private static final Logger LOG = LoggerFactory.getLogger(IncrementalNeighbours.class);

  private static final Comparator<NeighbourRow> NEAREST =
      Comparator.comparingDouble(NeighbourRow::getDistance)
          .thenComparing(NeighbourRow::getNeighbourId);

  /** Value of {@code farthest} for songs that are compared with all songs again. */
  private static final double RECOMPUTE = -1;

  private final Dataset<NeighbourRow> rows;
  private final int[] added;
  private final int[] invalidated;

  /**
   * By song, the distance of its farthest neighbour; infinite for a song with fewer than k
   * neighbours, {@link #RECOMPUTE} for added and invalidated songs.
   */
  private final double[] farthest;

  private IncrementalNeighbours(
      Dataset<NeighbourRow> rows, int[] added, int[] invalidated, double[] farthest) {
    this.rows = rows;
    this.added = added;
    this.invalidated = invalidated;
    this.farthest = farthest;
  }

  /**
   * Finds the neighbours of the latest run with the same reference set and neighbour settings.
   *
   * @return empty if there is no such run, or if more than half of the songs must be compared again
   */
  static Optional<IncrementalNeighbours> find(JobContext context, SongIndex index)
      throws IOException {
    Optional<String> run = index.reference().runWithNeighbours(context);

    if (run.isEmpty()) {
      return Optional.empty();
    }

    Set<String> previous =
        new HashSet<>(
            DistanceReference.proximityOf(context, run.get()).collectAsList().stream()
                .map(ProximityRow::getTrackId)
                .toList());
    String[] trackIds = index.trackIds().toArray(String[]::new);
    Dataset<NeighbourRow> rows =
        context
            .catalogue()
            .tableOfRun(
                context.spark(), run.get(), CatalogueTables.NEIGHBOURS, NeighbourRow.ENCODER);
    double[] farthest = new double[trackIds.length];
    Arrays.setAll(
        farthest, song -> previous.contains(trackIds[song]) ? Double.POSITIVE_INFINITY : RECOMPUTE);
    int[] added = recomputed(farthest);
    updateFarthest(context, rows, trackIds, farthest);
    int[] recomputed = recomputed(farthest);
    int[] invalidated =
        Arrays.stream(recomputed).filter(song -> Arrays.binarySearch(added, song) < 0).toArray();
    LOG.info(
        "Run {} has neighbours by the same reference: {} songs added, {} invalidated",
        run.get(),
        added.length,
        invalidated.length);
    return recomputed.length > trackIds.length / 2
        ? Optional.empty()
        : Optional.of(new IncrementalNeighbours(rows, added, invalidated, farthest));
  }

  private static int[] recomputed(double[] farthest) {
    return IntStream.range(0, farthest.length).filter(song -> farthest[song] < 0).toArray();
  }

  /** Sets the distance of each song's farthest neighbour; {@link #RECOMPUTE} if one is removed. */
  private static void updateFarthest(
      JobContext context, Dataset<NeighbourRow> rows, String[] trackIds, double[] farthest) {
    int k = context.settings().neighbours().k();
    Broadcast<String[]> ids = context.javaSpark().broadcast(trackIds);
    List<Tuple2<Integer, NeighbourSummary>> summaries =
        rows.javaRDD()
            .mapToPair(row -> new Tuple2<>(index(ids.value(), row.getTrackId()), row))
            .filter(pair -> pair._1() >= 0)
            .mapToPair(pair -> new Tuple2<>(pair._1(), NeighbourSummary.of(ids.value(), pair._2())))
            .reduceByKey(NeighbourSummary::plus)
            .collect();
    ids.destroy();

    for (Tuple2<Integer, NeighbourSummary> song : summaries) {
      NeighbourSummary summary = song._2();

      if (summary.removed() > 0) {
        farthest[song._1()] = RECOMPUTE;
      } else if (summary.count() >= k) {
        farthest[song._1()] = summary.farthest();
      }
    }
  }

  /**
   * The neighbours of one song.
   *
   * @param farthest the largest distance
   * @param count neighbours
   * @param removed neighbours that are no longer in the catalogue
   */
  private record NeighbourSummary(double farthest, int count, int removed) implements Serializable {

    private static final long serialVersionUID = 1L;

    static NeighbourSummary of(String[] ids, NeighbourRow row) {
      return new NeighbourSummary(
          row.getDistance(), 1, index(ids, row.getNeighbourId()) < 0 ? 1 : 0);
    }

    NeighbourSummary plus(NeighbourSummary other) {
      return new NeighbourSummary(
          Math.max(farthest, other.farthest), count + other.count, removed + other.removed);
    }
  }

  private static int index(String[] ids, String trackId) {
    return Arrays.binarySearch(ids, trackId);
  }

  /** The number of songs that are compared with all songs again. */
  int compared() {
    return added.length + invalidated.length;
  }

  /** Computes the neighbours of all songs. */
  JavaRDD<NeighbourRow> rows(JobContext context, Broadcast<NeighbourSearch> search) {
    Broadcast<double[]> limits = context.javaSpark().broadcast(farthest);
    JavaRDD<NeighbourRow> recomputed =
        spread(context, IntStream.concat(Arrays.stream(added), Arrays.stream(invalidated)))
            .flatMap(song -> search.value().search(song, song + 1).iterator());
    JavaRDD<NeighbourRow> reverse =
        spread(context, Arrays.stream(added))
            .flatMap(song -> search.value().reverseNeighbours(song, limits.value()).iterator());
    JavaRDD<NeighbourRow> reused =
        rows.javaRDD()
            .filter(
                row -> {
                  int song = index(search.value().trackIds(), row.getTrackId());
                  return song >= 0 && limits.value()[song] >= 0;
                });
    return recomputed.union(
        reused
            .union(reverse)
            .groupBy(NeighbourRow::getTrackId, context.partitions(farthest.length))
            .flatMap(song -> nearest(song._2(), search.value().k()).iterator()));
  }

  private static JavaRDD<Integer> spread(JobContext context, IntStream songs) {
    List<Integer> all = songs.boxed().toList();
    return context.javaSpark().parallelize(all, context.partitions(all.size()));
  }

  private static List<NeighbourRow> nearest(Iterable<NeighbourRow> rows, int k) {
    List<NeighbourRow> sorted = new ArrayList<>();
    rows.forEach(sorted::add);
    sorted.sort(NEAREST);
    List<NeighbourRow> nearest = sorted.subList(0, Math.min(k, sorted.size()));

    for (int i = 0; i < nearest.size(); i++) {
      nearest.get(i).setRank(i + 1);
    }

    return nearest;
  }
}

package io.soundalike.jobs.neighbours;

import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.NeighbourRow;
import io.soundalike.jobs.table.ProximityRow;
import java.io.IOException;
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
import scala.Tuple2;

/**
 * What stands of the neighbours that an earlier run has found: those of songs that still have all
 * of them. New songs may come before them.
 */
final class IncrementalNeighbours {

  private static final Comparator<NeighbourRow> NEAREST =
      Comparator.comparingDouble(NeighbourRow::getDistance)
          .thenComparing(NeighbourRow::getNeighbourId);

  private final Dataset<NeighbourRow> rows;
  private final int[] added;
  private final int[] invalidated;
  private final double[] farthest;

  private IncrementalNeighbours(
      Dataset<NeighbourRow> rows, int[] added, int[] invalidated, double[] farthest) {
    this.rows = rows;
    this.added = added;
    this.invalidated = invalidated;
    this.farthest = farthest;
  }

  /** What stands of the latest run that measured alike; empty if more than half is to be redone. */
  static Optional<IncrementalNeighbours> find(JobContext context, SongIndex compared)
      throws IOException {
    Optional<String> run = compared.yardstick().runWithNeighbours(context);

    if (run.isEmpty()) {
      return Optional.empty();
    }

    Set<String> before =
        new HashSet<>(
            DistanceReference.proximityOf(context, run.get()).collectAsList().stream()
                .map(ProximityRow::getTrackId)
                .toList());
    String[] now = compared.trackIds().toArray(String[]::new);
    Dataset<NeighbourRow> rows =
        context
            .catalogue()
            .tableOfRun(
                context.spark(), run.get(), CatalogueTables.NEIGHBOURS, NeighbourRow.ENCODER);
    double[] farthest = new double[now.length];
    Arrays.setAll(farthest, song -> before.contains(now[song]) ? Double.POSITIVE_INFINITY : -1);
    int[] added = indices(farthest);
    measure(context, rows, now, farthest);
    int[] asked = indices(farthest);
    int[] invalidated =
        Arrays.stream(asked).filter(song -> Arrays.binarySearch(added, song) < 0).toArray();
    return asked.length > now.length / 2
        ? Optional.empty()
        : Optional.of(new IncrementalNeighbours(rows, added, invalidated, farthest));
  }

  private static int[] indices(double[] farthest) {
    return IntStream.range(0, farthest.length).filter(song -> farthest[song] < 0).toArray();
  }

  /** How far each song's neighbours reach; -1 where one is gone. */
  private static void measure(
      JobContext context, Dataset<NeighbourRow> rows, String[] now, double[] farthest) {
    int k = context.settings().neighbours().k();
    Broadcast<String[]> ids = context.javaSpark().broadcast(now);
    List<Tuple2<Integer, double[]>> reaches =
        rows.javaRDD()
            .mapToPair(row -> new Tuple2<>(place(ids.value(), row.getTrackId()), row))
            .filter(pair -> pair._1() >= 0)
            .mapToPair(pair -> new Tuple2<>(pair._1(), reach(ids.value(), pair._2())))
            .reduceByKey((a, b) -> new double[] {Math.max(a[0], b[0]), a[1] + b[1], a[2] + b[2]})
            .collect();
    ids.destroy();

    for (Tuple2<Integer, double[]> song : reaches) {
      double[] reach = song._2();

      if (reach[2] > 0) {
        farthest[song._1()] = -1;
      } else if (reach[1] >= k) {
        farthest[song._1()] = reach[0];
      }
    }
  }

  /** Distance, one neighbour, and whether it is gone. */
  private static double[] reach(String[] ids, NeighbourRow row) {
    return new double[] {row.getDistance(), 1, place(ids, row.getNeighbourId()) < 0 ? 1 : 0};
  }

  private static int place(String[] ids, String trackId) {
    return Arrays.binarySearch(ids, trackId);
  }

  /** Songs that are to be compared with all. */
  int compared() {
    return added.length + invalidated.length;
  }

  /** The neighbours of all songs. */
  JavaRDD<NeighbourRow> rows(JobContext context, Broadcast<NeighbourSearch> search) {
    Broadcast<double[]> reaches = context.javaSpark().broadcast(farthest);
    JavaRDD<NeighbourRow> again =
        spread(context, IntStream.concat(Arrays.stream(added), Arrays.stream(invalidated)))
            .flatMap(song -> search.value().of(song, song + 1).iterator());
    JavaRDD<NeighbourRow> claims =
        spread(context, Arrays.stream(added))
            .flatMap(song -> search.value().reverseNeighbours(song, reaches.value()).iterator());
    JavaRDD<NeighbourRow> standing =
        rows.javaRDD()
            .filter(
                row -> {
                  int song = place(search.value().trackIds(), row.getTrackId());
                  return song >= 0 && reaches.value()[song] >= 0;
                });
    return again.union(
        standing
            .union(claims)
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

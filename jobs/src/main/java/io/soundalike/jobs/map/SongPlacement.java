package io.soundalike.jobs.map;

import io.soundalike.jobs.execution.JobContext;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.NearestNeighbours;
import io.soundalike.neighbours.NearestNeighbours.Neighbour;
import io.soundalike.projection.OutOfSamplePlacement;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/** Places songs on a map by their nearest neighbours among the songs that are already on it. */
final class SongPlacement {

  private static final Logger LOG = LoggerFactory.getLogger(SongPlacement.class);

  private SongPlacement() {}

  /**
   * Fills in the missing points. Each song is placed by songs whose points were given, never by one
   * that is placed in the same call.
   *
   * @param distance between songs, by index
   * @param points {@code [n][2]}; null for each song to place
   */
  static void placeMissing(JobContext context, Distance distance, double[][] points) {
    List<Integer> missing =
        IntStream.range(0, points.length).filter(song -> points[song] == null).boxed().toList();

    if (missing.isEmpty()) {
      return;
    }

    LOG.info("Placing {} of {} songs on the map", missing.size(), points.length);

    for (Tuple2<Integer, List<Neighbour>> song : neighbours(context, distance, points, missing)) {
      double[] squared =
          song._2().stream()
              .mapToDouble(near -> distance.squared(song._1(), near.index()))
              .toArray();
      double[][] places =
          song._2().stream().map(near -> points[near.index()]).toArray(double[][]::new);
      points[song._1()] = OutOfSamplePlacement.place(squared, places);
    }
  }

  /** Finds the nearest songs that are on the map, of each song that is not. */
  private static List<Tuple2<Integer, List<Neighbour>>> neighbours(
      JobContext context, Distance distance, double[][] points, List<Integer> missing) {
    boolean[] isOnMap = new boolean[points.length];
    IntStream.range(0, points.length).forEach(song -> isOnMap[song] = points[song] != null);
    Broadcast<Distance> distances = context.javaSpark().broadcast(distance);
    Broadcast<boolean[]> candidates = context.javaSpark().broadcast(isOnMap);

    try {
      return context
          .javaSpark()
          .parallelize(missing, context.partitions(missing.size()))
          .map(
              song ->
                  new Tuple2<>(
                      song,
                      NearestNeighbours.searchAmong(
                          distances.value(),
                          song,
                          candidates.value(),
                          OutOfSamplePlacement.NEIGHBOURS)))
          .collect();
    } finally {
      distances.destroy();
      candidates.destroy();
    }
  }
}

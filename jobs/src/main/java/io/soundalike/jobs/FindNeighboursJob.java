package io.soundalike.jobs;

import io.soundalike.jobs.table.NeighbourRow;
import io.soundalike.model.TrainedModel;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.NearestNeighbours;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;

/**
 * Finds, for each song, the songs nearest to it.
 *
 * <p><b>What:</b> exact: every pair is compared, by {@code neighbours.distance}. What is compared
 * is broadcast, the songs are divided among tasks.
 *
 * <p><b>Input:</b> embeddings and features of the latest inventory. <b>Output:</b> {@code
 * runs/R/neighbours}.
 *
 * <p><b>Usage:</b> {@code soundalike neighbours --catalogue URI --set neighbours.k=20}
 */
public final class FindNeighboursJob {

  static final String TABLE = "neighbours";

  private FindNeighboursJob() {}

  /** Songs that have neighbours now. */
  public record Result(long songs) {}

  /** Compares all songs. */
  public static Result run(JobContext context, TrainedModel model) throws IOException {
    context.describe("neighbours: compare all songs");
    ComparedSongs compared = ComparedSongs.collect(context, model);
    int songs = compared.trackIds().size();
    Broadcast<Distance> distance = context.javaSpark().broadcast(compared.distance(context));
    Broadcast<List<String>> ids =
        context.javaSpark().broadcast(new ArrayList<>(compared.trackIds()));
    int k = context.settings().neighbours().k();
    JavaRDD<NeighbourRow> rows =
        context
            .javaSpark()
            .parallelize(IntStream.range(0, songs).boxed().toList(), context.partitions(songs))
            .flatMap(song -> neighbours(distance.value(), ids.value(), song, k));
    context
        .spark()
        .createDataset(rows.rdd(), NeighbourRow.ENCODER)
        .write()
        .parquet(context.catalogue().ofRun(context.runId(), TABLE));
    return new Result(songs);
  }

  private static Iterator<NeighbourRow> neighbours(
      Distance distance, List<String> ids, int song, int k) {
    List<NeighbourRow> rows = new ArrayList<>();

    for (NearestNeighbours.Neighbour neighbour : NearestNeighbours.of(distance, song, k)) {
      NeighbourRow row = new NeighbourRow();
      row.setTrackId(ids.get(song));
      row.setRank(rows.size() + 1);
      row.setNeighbourId(ids.get(neighbour.index()));
      row.setDistance(neighbour.distance());
      rows.add(row);
    }

    return rows.iterator();
  }
}

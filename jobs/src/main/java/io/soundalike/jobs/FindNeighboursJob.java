package io.soundalike.jobs;

import io.soundalike.jobs.table.NeighbourRow;
import io.soundalike.model.TrainedModel;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.NearestNeighbours;
import io.soundalike.projection.NeighbourGraph;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;

/**
 * Finds, for each song, the songs nearest to it.
 *
 * <p><b>What:</b> exact, by {@code neighbours.distance}. What is compared is broadcast; blocks of
 * songs are divided among tasks, and each block is multiplied with all songs by BLAS, which tells
 * what need not be compared.
 *
 * <p><b>Input:</b> embeddings and features of the latest inventory. <b>Output:</b> {@code
 * runs/R/neighbours}.
 *
 * <p><b>Usage:</b> {@code soundalike neighbours --catalogue URI --set neighbours.k=20}
 */
public final class FindNeighboursJob {

  static final String TABLE = "neighbours";

  /** Songs that are compared with all others at once: bounds what a task holds. */
  private static final int BLOCK = 64;

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
        blocks(context, songs)
            .flatMap(block -> neighbours(distance.value(), ids.value(), block, k));
    context
        .spark()
        .createDataset(rows.rdd(), NeighbourRow.ENCODER)
        .write()
        .parquet(context.catalogue().ofRun(context.runId(), TABLE));
    return new Result(songs);
  }

  /** The nearest songs of each, by index, for a map. */
  static NeighbourGraph graph(JobContext context, Distance distance, int k) {
    int songs = distance.size();
    Broadcast<Distance> broadcast = context.javaSpark().broadcast(distance);
    int[][] neighbours = new int[songs][];
    float[][] squared = new float[songs][];
    blocks(context, songs)
        .map(block -> part(broadcast.value(), block, k))
        .collect()
        .forEach(
            part -> {
              for (int i = 0; i < part.neighbours().length; i++) {
                neighbours[part.from() + i] = part.neighbours()[i];
                squared[part.from() + i] = part.squaredDistances()[i];
              }
            });
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
  private record Part(int from, int[][] neighbours, float[][] squaredDistances)
      implements Serializable {}

  private static Part part(Distance distance, int block, int k) {
    int from = block * BLOCK;
    int to = Math.min(distance.size(), from + BLOCK);
    int[][] neighbours = new int[to - from][];
    float[][] squared = new float[to - from][];
    int i = 0;

    for (List<NearestNeighbours.Neighbour> found : NearestNeighbours.of(distance, from, to, k)) {
      neighbours[i] = found.stream().mapToInt(NearestNeighbours.Neighbour::index).toArray();
      squared[i] = new float[found.size()];

      for (int j = 0; j < found.size(); j++) {
        squared[i][j] = (float) distance.squared(from + i, neighbours[i][j]);
      }

      i++;
    }

    return new Part(from, neighbours, squared);
  }

  private static Iterator<NeighbourRow> neighbours(
      Distance distance, List<String> ids, int block, int k) {
    int from = block * BLOCK;
    int to = Math.min(ids.size(), from + BLOCK);
    List<NeighbourRow> rows = new ArrayList<>();
    int song = from;

    for (List<NearestNeighbours.Neighbour> found : NearestNeighbours.of(distance, from, to, k)) {
      for (int i = 0; i < found.size(); i++) {
        NeighbourRow row = new NeighbourRow();
        row.setTrackId(ids.get(song));
        row.setRank(i + 1);
        row.setNeighbourId(ids.get(found.get(i).index()));
        row.setDistance(found.get(i).distance());
        rows.add(row);
      }

      song++;
    }

    return rows.iterator();
  }
}

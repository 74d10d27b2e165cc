package io.soundalike.jobs.recommendation;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.features.LatestTracks;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.RecommendationRow;
import io.soundalike.model.TrainedModel;
import io.soundalike.neighbours.Distance;
import io.soundalike.recommendation.Scores;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Recommends songs to listeners.
 *
 * <p><b>What:</b> songs that a listener has not played, by how they sound beside what was played
 * and by what other listeners play (MLlib's ALS); a song that nobody has played yet, by its sound
 * alone.
 *
 * <p><b>Input:</b> plays, embeddings and features of the latest inventory. <b>Output:</b> {@code
 * runs/R/recommendations}.
 *
 * <p><b>Usage:</b> {@code soundalike recommend --catalogue URI --plays FILE}
 *
 * <p><b>Notes:</b> listeners are served in tasks; the driver holds the songs' factors.
 */
public final class RecommendJob {

  private RecommendJob() {}

  /**
   * What was recommended.
   *
   * @param table where it is
   * @param rows of the table
   * @param shown the songs of the one listener who was named, the best first; empty for all
   */
  public record Result(String table, long rows, List<Shown> shown) {}

  /** A recommended song, and what it is called. */
  public record Shown(RecommendationRow recommendation, AudioFileRow file) {}

  /**
   * Recommends.
   *
   * @param plays see {@link PlayLog}
   * @param name of one listener; null for all
   * @param k songs for each listener, at most
   */
  public static Result run(
      JobContext context, TrainedModel model, String plays, @Nullable String name, int k)
      throws IOException {
    context.describe("recommend");
    SongIndex songs = SongIndex.collect(context, model);
    JavaRDD<Listener> listeners = PlayLog.read(context, plays, songs);
    JavaRDD<Listener> asked =
        name == null ? listeners : listeners.filter(listener -> listener.name().equals(name));

    if (asked.isEmpty()) {
      throw new UserException(
          ExitCode.USAGE,
          String.format(Locale.ROOT, "No listener of %s is called %s.", plays, name));
    }

    String table = context.catalogue().ofRun(context.runId(), CatalogueTables.RECOMMENDATIONS);

    try {
      AlsFactors taste = AlsFactors.learn(context, listeners, songs.trackIds().size());
      write(context, songs, asked, taste, k, table);
    } finally {
      listeners.unpersist();
      AlsFactors.release(context);
    }

    Dataset<RecommendationRow> written =
        context.spark().read().parquet(table).as(RecommendationRow.ENCODER);
    return new Result(table, written.count(), name == null ? List.of() : shown(context, written));
  }

  private static void write(
      JobContext context,
      SongIndex songs,
      JavaRDD<Listener> asked,
      AlsFactors taste,
      int k,
      String table)
      throws IOException {
    Broadcast<RecommendationScorer> catalogue =
        context
            .javaSpark()
            .broadcast(
                new RecommendationScorer(
                    songs.distance(context),
                    taste.songs(),
                    songs.trackIds().toArray(String[]::new),
                    context.settings().recommend().soundShare()));
    JavaRDD<RecommendationRow> rows =
        asked
            .mapToPair(listener -> new Tuple2<>(listener.id(), listener))
            .join(taste.listeners())
            .values()
            .flatMap(pair -> catalogue.value().rows(pair._1(), pair._2(), k).iterator());
    context
        .spark()
        .createDataset(rows.rdd(), RecommendationRow.ENCODER)
        .orderBy("listener", "rank")
        .write()
        .parquet(table);
    catalogue.destroy();
  }

  private static List<Shown> shown(JobContext context, Dataset<RecommendationRow> rows)
      throws IOException {
    Dataset<AudioFileRow> files = LatestTracks.ofLatestInventory(context);
    return rows
        .joinWith(files, rows.col("trackId").equalTo(files.col("trackId")))
        .collectAsList()
        .stream()
        .map(pair -> new Shown(pair._1(), pair._2()))
        .sorted(Comparator.comparingInt(shown -> shown.recommendation().getRank()))
        .toList();
  }

  /** What songs are recommended from, and by. */
  private record RecommendationScorer(
      Distance distance, float[][] factors, String[] trackIds, double soundShare)
      implements Serializable {

    private static final long serialVersionUID = 1L;

    List<RecommendationRow> rows(Listener listener, float[] taste, int k) {
      int[] fresh =
          IntStream.range(0, trackIds.length)
              .filter(song -> Arrays.binarySearch(listener.songs(), song) < 0)
              .toArray();
      double[] scores =
          Scores.hybridScores(
              Scores.contentScores(distance, listener.songs(), fresh),
              Scores.collaborativeScores(taste, factors, fresh),
              soundShare);
      List<RecommendationRow> rows = new ArrayList<>();

      for (int place : Scores.topK(scores, k)) {
        RecommendationRow row = new RecommendationRow();
        row.setListener(listener.name());
        row.setRank(rows.size() + 1);
        row.setTrackId(trackIds[fresh[place]]);
        row.setScore(scores[place]);
        row.setBySoundAlone(factors[fresh[place]] == null);
        rows.add(row);
      }

      return rows;
    }
  }
}

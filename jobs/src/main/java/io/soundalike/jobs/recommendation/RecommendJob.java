package io.soundalike.jobs.recommendation;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.Stopwatch;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Recommends songs to listeners.
 *
 * <p><b>What:</b> songs that a listener has not played are scored by their similarity to the songs
 * that he or she has played, and by the plays of all listeners (MLlib's ALS). A song without plays
 * is scored by similarity alone.
 *
 * <p><b>Input:</b> plays, embeddings and features of the latest inventory. <b>Output:</b> {@code
 * runs/R/recommendations}.
 *
 * <p><b>Usage:</b> {@code soundalike recommend --catalogue URI --plays FILE}
 *
 * <p><b>Notes:</b> listeners are divided among tasks; the driver holds the factors of all songs.
 */
public final class RecommendJob {

  private static final Logger LOG = LoggerFactory.getLogger(RecommendJob.class);

  private RecommendJob() {}

  /**
   * The recommendations.
   *
   * @param table URI of the table
   * @param rows number of its rows
   * @param shown the recommendations to the named listener, best first; empty if none was named
   */
  public record Result(String table, long rows, List<Shown> shown) {}

  /** A recommendation and the file of its song. */
  public record Shown(RecommendationRow recommendation, AudioFileRow file) {}

  /**
   * Writes recommendations.
   *
   * @param plays URI of the plays, see {@link PlayLog}
   * @param name name of one listener; null for all
   * @param k maximum number of songs for each listener
   * @throws UserException if the plays cannot be used, or if there is no such listener
   */
  public static Result run(
      JobContext context, TrainedModel model, String plays, @Nullable String name, int k)
      throws IOException {
    context.describe("recommend");
    Stopwatch stopwatch = Stopwatch.start();
    SongIndex index = SongIndex.collect(context, model);
    LOG.info("Recommending from {} songs by the plays of {}", index.trackIds().size(), plays);
    JavaRDD<Listener> listeners = PlayLog.read(context, plays, index);
    JavaRDD<Listener> selected =
        name == null ? listeners : listeners.filter(listener -> listener.name().equals(name));

    if (selected.isEmpty()) {
      throw new UserException(
          ExitCode.USAGE,
          String.format(Locale.ROOT, "%s has no listener named %s; check --user.", plays, name));
    }

    String table = context.catalogue().ofRun(context.runId(), CatalogueTables.RECOMMENDATIONS);

    try {
      AlsFactors factors = AlsFactors.fit(context, listeners, index.trackIds().size());
      write(context, index, selected, factors, k, table);
    } finally {
      listeners.unpersist();
      AlsFactors.deleteCheckpoints(context);
    }

    Dataset<RecommendationRow> written =
        context.spark().read().parquet(table).as(RecommendationRow.ENCODER);
    long rows = written.count();
    LOG.info("Wrote {} recommendations in {} s", rows, stopwatch.seconds());
    return new Result(table, rows, name == null ? List.of() : shown(context, written));
  }

  private static void write(
      JobContext context,
      SongIndex index,
      JavaRDD<Listener> listeners,
      AlsFactors factors,
      int k,
      String table)
      throws IOException {
    Broadcast<RecommendationScorer> scorer =
        context
            .javaSpark()
            .broadcast(
                new RecommendationScorer(
                    index.distance(context),
                    factors.songs(),
                    index.trackIds().toArray(String[]::new),
                    context.settings().recommend().soundShare()));
    JavaRDD<RecommendationRow> rows =
        listeners
            .mapToPair(listener -> new Tuple2<>(listener.id(), listener))
            .join(factors.listeners())
            .values()
            .flatMap(pair -> scorer.value().recommend(pair._1(), pair._2(), k).iterator());
    context
        .spark()
        .createDataset(rows.rdd(), RecommendationRow.ENCODER)
        .orderBy("listener", "rank")
        .write()
        .parquet(table);
    scorer.destroy();
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

  /** Scores the songs that a listener has not played. */
  private record RecommendationScorer(
      Distance distance, float[][] songFactors, String[] trackIds, double soundShare)
      implements Serializable {

    private static final long serialVersionUID = 1L;

    List<RecommendationRow> recommend(Listener listener, float[] listenerFactors, int k) {
      int[] candidates =
          IntStream.range(0, trackIds.length)
              .filter(song -> Arrays.binarySearch(listener.songs(), song) < 0)
              .toArray();
      double[] scores =
          Scores.hybridScores(
              Scores.contentScores(distance, listener.songs(), candidates),
              Scores.collaborativeScores(listenerFactors, songFactors, candidates),
              soundShare);
      List<RecommendationRow> rows = new ArrayList<>();

      for (int position : Scores.topK(scores, k)) {
        RecommendationRow row = new RecommendationRow();
        row.setListener(listener.name());
        row.setRank(rows.size() + 1);
        row.setTrackId(trackIds[candidates[position]]);
        row.setScore(scores[position]);
        row.setBySoundAlone(songFactors[candidates[position]] == null);
        rows.add(row);
      }

      return rows;
    }
  }
}

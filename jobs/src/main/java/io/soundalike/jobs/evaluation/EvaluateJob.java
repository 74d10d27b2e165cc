package io.soundalike.jobs.evaluation;

import io.soundalike.evaluation.Bootstrap;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.Stopwatch;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.inventory.Labels;
import io.soundalike.jobs.map.RunTables;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.recommendation.Listener;
import io.soundalike.jobs.recommendation.PlayLog;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.EvaluationRow;
import io.soundalike.jobs.table.MapPointRow;
import io.soundalike.model.TrainedModel;
import io.soundalike.neighbours.Distance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures retrieval quality against known labels.
 *
 * <p><b>What:</b> each labelled song is a query, and songs of the same label are relevant. The
 * distance of the settings is compared with its components and with baselines ({@link
 * EvaluatedDistances}), with 95 % confidence intervals over queries and paired differences. Songs
 * without a label are neither queries nor candidates.
 *
 * <p><b>Input:</b> embeddings, features and map of the latest inventory; the files of copied songs;
 * a log of plays. <b>Output:</b> {@code runs/R/evaluation} and {@code runs/R/evaluation.json}.
 *
 * <p><b>Usage:</b> {@code soundalike evaluate --catalogue URI --label album --artist-filter}
 *
 * <p><b>Notes:</b> queries are divided among tasks; a task holds the distances of one query at a
 * time.
 *
 * <p><b>References:</b> J. S. Downie, The music information retrieval evaluation exchange, 2008; A.
 * Flexer, D. Schnitzer, Effects of album and artist filters in audio similarity, 2010
 */
public final class EvaluateJob {

  private static final Logger LOG = LoggerFactory.getLogger(EvaluateJob.class);

  /** Seed of the bootstrap and of the random baseline. */
  static final long SEED = 14;

  private EvaluateJob() {}

  /** Songs that are not candidates of a query. */
  public enum Filter {
    /** Songs of the query's artist. */
    SAME_ARTIST,
    /** Songs of the query's album. */
    SAME_ALBUM
  }

  /**
   * What to measure.
   *
   * @param label album, artist, genre, folder or a CSV file
   * @param filters songs that are not candidates; may be empty
   * @param pairs a CSV file of known pairs, or {@code folders}; null for none
   * @param copies number of songs whose degraded copies are queries; 0 for none
   * @param plays a log of plays; null for none
   * @param compareWith ids of other models to evaluate
   */
  public record Options(
      String label,
      Set<Filter> filters,
      @Nullable String pairs,
      int copies,
      @Nullable String plays,
      List<String> compareWith) {

    /** Options that measure label retrieval only. */
    public static Options of(String label, Filter... filters) {
      return new Options(label, Set.of(filters), null, 0, null, List.of());
    }
  }

  /**
   * The metrics of an evaluation.
   *
   * @param songs number of queries
   * @param labels number of distinct labels
   */
  public record Result(List<EvaluationRow> rows, int songs, int labels) {

    /** One metric; empty if it was not measured. */
    public Optional<EvaluationRow> metric(
        EvaluationTask task, String distance, String label, String metric) {
      return rows.stream()
          .filter(
              row ->
                  row.getTask().equals(task.column())
                      && row.getDistance().equals(distance)
                      && row.getLabel().equals(label)
                      && row.getMetric().equals(metric))
          .findFirst();
    }
  }

  /**
   * Computes the metrics and writes them to a run of their own.
   *
   * @throws UserException if an input file is wrong, or if there is nothing to measure
   */
  public static Result run(JobContext context, TrainedModel model, Options options)
      throws IOException {
    context.describe("evaluate");
    Stopwatch stopwatch = Stopwatch.start();
    SongIndex index = SongIndex.collectWithHarmony(context, model);
    LOG.info("Evaluating model {} on {} songs", model.modelId(), index.trackIds().size());
    RunTables tables = RunTables.collect(context, index);
    List<AudioFileRow> files = files(index, tables);
    LabelRelevanceTask labels =
        new LabelRelevanceTask(Labels.read(files, options.label()), files, options.filters());
    // All inputs are read and checked first, so that a wrong file is reported at once.
    KnownPairs pairs =
        options.pairs() == null ? null : KnownPairs.read(context, files, options.pairs());
    JavaRDD<Listener> listeners =
        options.plays() == null ? null : PlayLog.read(context, options.plays(), index);

    if (listeners != null) {
      PlaysEvaluation.validate(listeners);
    }

    if (options.copies() > 0) {
      CopiedSongs.validate(context.settings());
    }

    Map<String, Distance> distances =
        EvaluatedDistances.collect(context, model, index, options.compareWith());
    MetricTable metrics = new MetricTable();
    LabelMetrics.add(context, metrics, distances, labels, options.label());
    MapMetrics.add(
        context,
        metrics,
        Objects.requireNonNull(distances.get(EvaluatedDistances.OURS)),
        points(index, tables),
        labels);

    if (pairs != null) {
      addPairs(context, metrics, distances, pairs);
    }

    if (options.copies() > 0) {
      new CopyMetrics(context, metrics, index.descriptors(), labels)
          .add(CopiedSongs.analyse(context, model, index, files, options.copies()));
    }

    if (listeners != null) {
      PlayMetrics.add(context, metrics, index, listeners);
      listeners.unpersist();
    }

    metrics.write(context, model.modelId(), options);
    Result result =
        new Result(
            metrics.rows(),
            (int) labels.labels().stream().filter(label -> !label.isEmpty()).count(),
            labels.distinctLabels().size());
    LOG.info(
        "Computed {} metrics of {} distances from {} queries in {} s",
        result.rows().size(),
        distances.size(),
        result.songs(),
        stopwatch.seconds());
    return result;
  }

  private static List<MapPointRow> points(SongIndex index, RunTables tables) {
    return index.trackIds().stream()
        .map(id -> Objects.requireNonNull(tables.points().get(id)))
        .toList();
  }

  private static List<AudioFileRow> files(SongIndex index, RunTables tables) {
    Map<String, AudioFileRow> byTrackId = new HashMap<>();
    tables.files().forEach(file -> byTrackId.put(RunTables.trackId(file), file));
    List<AudioFileRow> files = new ArrayList<>();

    for (String trackId : index.trackIds()) {
      AudioFileRow file = byTrackId.get(trackId);

      if (file == null) {
        throw new UserException(
            ExitCode.NO_INPUT, "The map lacks songs that are encoded; run soundalike run first.");
      }

      files.add(file);
    }

    return files;
  }

  private static void addPairs(
      JobContext context, MetricTable metrics, Map<String, Distance> distances, KnownPairs pairs) {
    distances.forEach(
        (name, distance) -> {
          double[] ranks = pairs.ranks(context, distance);
          double[] reciprocals = Arrays.stream(ranks).map(rank -> 1 / rank).toArray();
          metrics.add(EvaluationTask.PAIRS, name, "", "rank", Bootstrap.mean(ranks, SEED));
          metrics.add(EvaluationTask.PAIRS, name, "", "mrr", Bootstrap.mean(reciprocals, SEED));
        });
  }
}

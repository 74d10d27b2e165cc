package io.soundalike.jobs.evaluation;

import io.soundalike.evaluation.Bootstrap;
import io.soundalike.evaluation.ClusterAgreement;
import io.soundalike.evaluation.Hubness;
import io.soundalike.evaluation.Ranking;
import io.soundalike.evaluation.Trustworthiness;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.map.RunTables;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.recommendation.Listener;
import io.soundalike.jobs.recommendation.PlayLog;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.EvaluationRow;
import io.soundalike.jobs.table.MapPointRow;
import io.soundalike.model.TrainedModel;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.VectorDistance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * Measures whether near means alike, by what is known of songs beforehand.
 *
 * <p><b>What:</b> each song asks for its neighbours; those of its own label are the right ones. The
 * distance of the settings is set beside its parts and beside what others have done ({@link
 * Contestants}), with 95 % intervals over songs, and whether a difference is real. Songs without a
 * label neither ask nor answer.
 *
 * <p><b>Input:</b> embeddings, features and map of the latest inventory; songs' files where copies
 * are made; a log of plays. <b>Output:</b> {@code runs/R/evaluation} and {@code
 * runs/R/evaluation.json}.
 *
 * <p><b>Usage:</b> {@code soundalike evaluate --catalogue URI --label album --artist-filter}
 *
 * <p><b>Notes:</b> songs ask in tasks; no task holds more than one list of distances.
 *
 * <p><b>References:</b> J. S. Downie, The music information retrieval evaluation exchange, 2008; A.
 * Flexer, D. Schnitzer, Effects of album and artist filters in audio similarity, 2010
 */
public final class EvaluateJob {

  /** Of all that is drawn. */
  static final long SEED = 14;

  /**
   * Neighbours that the map is judged by: as scikit-learn by default, and as many as are listed.
   */
  private static final List<Integer> TRUSTED = List.of(5, RetrievalExperiment.NEAREST);

  private EvaluateJob() {}

  /** Songs that are taken out of a list before it is judged. */
  public enum Filter {
    SAME_ARTIST,
    SAME_ALBUM
  }

  /**
   * What to measure by.
   *
   * @param label album, artist, genre, folder or a CSV file
   * @param filters none, or what makes the task hard
   * @param pairs a CSV file or {@code folders}; null for none
   * @param copies songs that are copied in every way and looked for; 0 for none
   * @param plays a log of plays; null for none
   * @param beside ids of other models to be asked the same
   */
  public record Options(
      String label,
      Set<Filter> filters,
      @Nullable String pairs,
      int copies,
      @Nullable String plays,
      List<String> beside) {

    /** Labels alone. */
    public static Options of(String label, Filter... filters) {
      return new Options(label, Set.of(filters), null, 0, null, List.of());
    }
  }

  /**
   * What was measured.
   *
   * @param songs that asked
   * @param labels different ones
   */
  public record Result(List<EvaluationRow> rows, int songs, int labels) {

    /** One figure, if it was measured. */
    public Optional<EvaluationRow> figure(
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

  /** Measures, and writes the figures to a run of their own. */
  public static Result run(JobContext context, TrainedModel model, Options options)
      throws IOException {
    context.describe("evaluate");
    SongIndex compared = SongIndex.collect(context, model);
    RunTables tables = RunTables.collect(context, compared);
    List<AudioFileRow> files = files(compared, tables);
    LabelRelevanceTask known =
        new LabelRelevanceTask(Labels.of(files, options.label()), files, options.filters());
    // Before anything is asked: a wrong file should be told at once.
    KnownPairs pairs =
        options.pairs() == null ? null : KnownPairs.of(context, files, options.pairs());
    JavaRDD<Listener> listeners =
        options.plays() == null ? null : PlayLog.read(context, options.plays(), compared);

    if (listeners != null) {
      PlaysEvaluation.check(listeners);
    }

    if (options.copies() > 0) {
      CopiedSongs.check(context.settings());
    }

    Map<String, Distance> contestants =
        EvaluatedDistances.of(context, model, compared, tables, options.beside());
    MetricTable figures = new MetricTable();
    ofLabels(context, figures, contestants, known, options.label());
    ofMap(context, figures, contestants, compared, tables, known);

    if (pairs != null) {
      ofPairs(context, figures, contestants, pairs);
    }

    if (options.copies() > 0) {
      new CopyMetrics(context, figures, compared.songs(), known)
          .add(CopiedSongs.of(context, model, compared, files, options.copies()));
    }

    if (listeners != null) {
      PlayMetrics.add(context, figures, compared, listeners);
      listeners.unpersist();
    }

    figures.write(context, model.modelId(), options);
    return new Result(
        figures.rows(),
        (int) known.labels().stream().filter(label -> !label.isEmpty()).count(),
        known.distinctLabels().size());
  }

  private static List<AudioFileRow> files(SongIndex compared, RunTables tables) {
    Map<String, AudioFileRow> byTrack = new HashMap<>();
    tables.files().forEach(file -> byTrack.put(RunTables.trackId(file), file));
    List<AudioFileRow> files = new ArrayList<>();

    for (String trackId : compared.trackIds()) {
      AudioFileRow file = byTrack.get(trackId);

      if (file == null) {
        throw new UserException(
            ExitCode.NOTHING_TO_DO,
            "The map does not hold every song that is encoded; run soundalike run first.");
      }

      files.add(file);
    }

    return files;
  }

  private static void ofLabels(
      JobContext context,
      MetricTable figures,
      Map<String, Distance> contestants,
      LabelRelevanceTask known,
      String label) {
    Map<String, double[]> precisions = new HashMap<>();

    for (Map.Entry<String, Distance> contestant : contestants.entrySet()) {
      String name = contestant.getKey();
      context.report("  asking %s", name);
      RetrievalExperiment survey = RetrievalExperiment.of(context, contestant.getValue(), known);

      if (survey.found().isEmpty()) {
        throw new UserException(
            ExitCode.NOTHING_TO_DO,
            String.format(
                Locale.ROOT,
                "No song has another one of the same %s left to find; choose another --label or"
                    + " leave filters out.",
                label));
      }

      RetrievalExperiment.add(figures, EvaluationTask.LABELS, name, "", survey.found());
      Hubness hubness = Hubness.measure(survey.occurrences());
      figures.add(
          EvaluationTask.LABELS, name, "hubness", hubness.skewness(), survey.answers().size());
      figures.add(
          EvaluationTask.LABELS, name, "orphans", hubness.orphans(), survey.answers().size());
      precisions.put(name, survey.averagePrecisions());
      pairedDifference(figures, precisions, name, EvaluatedDistances.OURS, "map-ours");
      pairedDifference(figures, precisions, name, EvaluatedDistances.EMBEDDING, "map-learned");

      if (name.equals(EvaluatedDistances.OURS)) {
        known
            .distinctLabels()
            .forEach(
                l ->
                    RetrievalExperiment.add(
                        figures, EvaluationTask.LABELS, name, l, survey.found(l)));
      }
    }
  }

  /** The difference, song by song, to one that was asked before. */
  private static void pairedDifference(
      MetricTable figures,
      Map<String, double[]> precisions,
      String name,
      String other,
      String metric) {
    double[] theirs = precisions.get(other);

    if (theirs != null && !name.equals(other)) {
      double[] own = Objects.requireNonNull(precisions.get(name));
      figures.add(EvaluationTask.LABELS, name, "", metric, Bootstrap.difference(own, theirs, SEED));
    }
  }

  private static void ofMap(
      JobContext context,
      MetricTable figures,
      Map<String, Distance> contestants,
      SongIndex compared,
      RunTables tables,
      LabelRelevanceTask known) {
    List<MapPointRow> points =
        compared.trackIds().stream()
            .map(id -> Objects.requireNonNull(tables.points().get(id)))
            .toList();
    int n = points.size();

    Distance ours = Objects.requireNonNull(contestants.get(EvaluatedDistances.OURS));

    for (int nearest : TRUSTED) {
      if (nearest < n / 2) {
        double trust =
            Trustworthiness.fromPenalties(penalties(context, ours, points, nearest), n, nearest);
        figures.add(
            EvaluationTask.MAP, EvaluatedDistances.OURS, "trustworthiness@" + nearest, trust, n);
      }
    }

    List<Integer> labelled = IntStream.range(0, n).filter(known::asks).boxed().toList();
    ClusterAgreement agreement =
        ClusterAgreement.measure(
            labelled.stream().map(i -> points.get(i).getCluster()).toList(),
            labelled.stream().map(known.labels()::get).toList());
    figures.add(
        EvaluationTask.CLUSTERS,
        EvaluatedDistances.OURS,
        "purity",
        agreement.purity(),
        labelled.size());
    figures.add(
        EvaluationTask.CLUSTERS, EvaluatedDistances.OURS, "nmi", agreement.nmi(), labelled.size());
  }

  /** What the map takes from the truth, of all songs. */
  private static long penalties(
      JobContext context, Distance ours, List<MapPointRow> points, int nearest) {
    float[][] places =
        points.stream()
            .map(point -> new float[] {(float) point.getX(), (float) point.getY()})
            .toArray(float[][]::new);
    Broadcast<Distance> truth = context.javaSpark().broadcast(ours);
    Broadcast<Distance> map =
        context.javaSpark().broadcast(new VectorDistance(VectorDistance.Metric.EUCLIDEAN, places));
    int n = points.size();

    try {
      return context
          .javaSpark()
          .parallelize(IntStream.range(0, n).boxed().toList(), context.partitions(n))
          .map(song -> penalty(truth.value(), map.value(), song, nearest))
          .reduce(Long::sum);
    } finally {
      truth.destroy();
      map.destroy();
    }
  }

  private static long penalty(Distance truth, Distance map, int song, int nearest) {
    return Trustworthiness.penalty(
        Ranking.rank(truth, song, other -> true), Ranking.rank(map, song, other -> true), nearest);
  }

  private static void ofPairs(
      JobContext context,
      MetricTable figures,
      Map<String, Distance> contestants,
      KnownPairs pairs) {
    contestants.forEach(
        (name, distance) -> {
          double[] ranks = pairs.ranks(context, distance);
          double[] reciprocals = Arrays.stream(ranks).map(rank -> 1 / rank).toArray();
          figures.add(EvaluationTask.PAIRS, name, "", "rank", Bootstrap.mean(ranks, SEED));
          figures.add(EvaluationTask.PAIRS, name, "", "mrr", Bootstrap.mean(reciprocals, SEED));
        });
  }
}

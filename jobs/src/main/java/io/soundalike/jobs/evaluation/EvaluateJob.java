package io.soundalike.jobs.evaluation;

import io.soundalike.evaluation.Bootstrap;
import io.soundalike.evaluation.ClusterAgreement;
import io.soundalike.evaluation.Hubness;
import io.soundalike.evaluation.Ranking;
import io.soundalike.evaluation.Retrieval;
import io.soundalike.evaluation.Trustworthiness;
import io.soundalike.jobs.ComparedSongs;
import io.soundalike.jobs.JobContext;
import io.soundalike.jobs.RunTables;
import io.soundalike.jobs.UserException;
import io.soundalike.jobs.UserException.ExitCode;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.EvaluationRow;
import io.soundalike.jobs.table.MapPointRow;
import io.soundalike.model.TrainedModel;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.VectorDistance;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
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
 * <p><b>Input:</b> embeddings, features and map of the latest inventory. <b>Output:</b> {@code
 * runs/R/evaluation} and {@code runs/R/evaluation.json}.
 *
 * <p><b>Usage:</b> {@code soundalike evaluate --catalogue URI --label album --artist-filter}
 *
 * <p><b>Notes:</b> songs ask in tasks; no task holds more than one list of distances.
 *
 * <p><b>References:</b> J. S. Downie, The music information retrieval evaluation exchange, 2008; A.
 * Flexer, D. Schnitzer, Effects of album and artist filters in audio similarity, 2010
 */
public final class EvaluateJob {

  /** The table's name in a run. */
  public static final String TABLE = "evaluation";

  /** Metrics of retrieval, in order of columns. */
  public static final List<String> METRICS = List.of("p@1", "p@5", "p@10", "map", "knn");

  /** Songs that one list's hubs and the map's neighbours are counted in. */
  private static final int NEAREST = 10;

  /** Of all that is drawn. */
  static final long SEED = 14;

  private static final List<ToDoubleFunction<Retrieval>> VALUES =
      List.of(
          Retrieval::precisionAt1,
          Retrieval::precisionAt5,
          Retrieval::precisionAt10,
          Retrieval::averagePrecision,
          Retrieval::knn);

  private EvaluateJob() {}

  /** Songs that are taken out of a list before it is judged. */
  public enum Filter {
    SAME_ARTIST,
    SAME_ALBUM
  }

  /**
   * What to measure by.
   *
   * @param label album, artist, folder or a CSV file
   * @param filters none, or what makes the task hard
   * @param pairs a CSV file or {@code folders}; null for none
   */
  public record Options(String label, Set<Filter> filters, @Nullable String pairs) {}

  /**
   * What was measured.
   *
   * @param songs that asked
   * @param labels different ones
   */
  public record Result(List<EvaluationRow> rows, int songs, int labels) {

    /** One figure, if it was measured. */
    public Optional<EvaluationRow> figure(String distance, String label, String metric) {
      return rows.stream()
          .filter(
              row ->
                  row.getDistance().equals(distance)
                      && row.getLabel().equals(label)
                      && row.getMetric().equals(metric))
          .findFirst();
    }
  }

  /** Measures, and writes the figures to a run of their own. */
  public static Result run(JobContext context, TrainedModel model, Options options)
      throws IOException {
    context.describe("evaluate");
    ComparedSongs compared = ComparedSongs.collect(context, model);
    RunTables tables = RunTables.collect(context);
    List<AudioFileRow> files = files(compared, tables);
    List<String> labels = Labels.of(files, options.label());
    Known known = new Known(labels, files, options.filters());
    // Before anything is asked: a wrong file should be told at once.
    KnownPairs pairs = options.pairs() == null ? null : KnownPairs.of(files, options.pairs());
    Map<String, Distance> contestants = Contestants.of(context, model, compared, tables);
    Figures figures = new Figures();
    double[] ours = {};

    for (Map.Entry<String, Distance> contestant : contestants.entrySet()) {
      context.report("  asking %s", contestant.getKey());
      List<Answer> answers = ask(context, contestant.getValue(), known);
      double[] precisions =
          retrieval(figures, contestant.getKey(), answers, known, options.label());

      if (contestant.getKey().equals(Contestants.OURS)) {
        ours = precisions;
        ofLabels(figures, answers, known);
      } else {
        figures.add(
            contestant.getKey(), "", "map-ours", Bootstrap.difference(precisions, ours, SEED));
      }
    }

    ofMap(context, figures, contestants.get(Contestants.OURS), compared, tables, known);

    if (pairs != null) {
      ofPairs(figures, contestants, pairs);
    }

    figures.write(context, options);
    return new Result(
        figures.rows(),
        (int) labels.stream().filter(label -> !label.isEmpty()).count(),
        known.labels().size());
  }

  private static List<AudioFileRow> files(ComparedSongs compared, RunTables tables) {
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

  /**
   * One song's list.
   *
   * @param retrieval null if there was nothing to find
   * @param nearest the first of the list
   */
  private record Answer(int query, @Nullable Retrieval retrieval, int[] nearest)
      implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  private static List<Answer> ask(JobContext context, Distance distance, Known known) {
    Broadcast<Distance> asked = context.javaSpark().broadcast(distance);
    Broadcast<Known> truth = context.javaSpark().broadcast(known);
    List<Integer> queries =
        IntStream.range(0, distance.size()).filter(known::isLabelled).boxed().toList();

    try {
      return context
          .javaSpark()
          .parallelize(queries, context.partitions(queries.size()))
          .map(query -> answer(asked.value(), truth.value(), query))
          .collect()
          .stream()
          .sorted(Comparator.comparingInt(Answer::query))
          .toList();
    } finally {
      asked.destroy();
      truth.destroy();
    }
  }

  private static Answer answer(Distance distance, Known known, int query) {
    int[] ranking = Ranking.of(distance, query, other -> known.admits(query, other));
    return new Answer(
        query,
        Retrieval.of(ranking, known.bySong(), known.label(query)),
        Arrays.copyOf(ranking, Math.min(NEAREST, ranking.length)));
  }

  /** Gives the average precisions of the songs that had something to find. */
  private static double[] retrieval(
      Figures figures, String name, List<Answer> answers, Known known, String label) {
    List<Retrieval> found =
        answers.stream().map(Answer::retrieval).filter(Objects::nonNull).toList();

    if (found.isEmpty()) {
      throw new UserException(
          ExitCode.NOTHING_TO_DO,
          "No song has another one of the same %s left to find; choose another --label or leave filters out."
              .formatted(label));
    }

    for (int m = 0; m < METRICS.size(); m++) {
      double[] values = found.stream().mapToDouble(VALUES.get(m)).toArray();
      figures.add(name, "", METRICS.get(m), Bootstrap.mean(values, SEED));
    }

    int[] occurrences = new int[known.bySong().size()];
    answers.forEach(answer -> Arrays.stream(answer.nearest()).forEach(j -> occurrences[j]++));
    int[] counted = answers.stream().mapToInt(answer -> occurrences[answer.query()]).toArray();
    Hubness hubness = Hubness.of(counted);
    figures.add(name, "", "hubness", hubness.skewness(), counted.length);
    figures.add(name, "", "orphans", hubness.orphans(), counted.length);
    return found.stream().mapToDouble(Retrieval::averagePrecision).toArray();
  }

  private static void ofLabels(Figures figures, List<Answer> answers, Known known) {
    for (String label : known.labels()) {
      List<Retrieval> found =
          answers.stream()
              .filter(answer -> known.label(answer.query()).equals(label))
              .map(Answer::retrieval)
              .filter(Objects::nonNull)
              .toList();

      for (int m = 0; m < METRICS.size() && !found.isEmpty(); m++) {
        double[] values = found.stream().mapToDouble(VALUES.get(m)).toArray();
        figures.add(Contestants.OURS, label, METRICS.get(m), Bootstrap.mean(values, SEED));
      }
    }
  }

  /** Whether the map tells the truth, and whether its clusters are the labels. */
  private static void ofMap(
      JobContext context,
      Figures figures,
      @Nullable Distance ours,
      ComparedSongs compared,
      RunTables tables,
      Known known) {
    List<MapPointRow> points =
        compared.trackIds().stream()
            .map(id -> Objects.requireNonNull(tables.points().get(id)))
            .toList();
    int n = points.size();

    if (ours != null && NEAREST < n / 2) {
      float[][] places =
          points.stream()
              .map(point -> new float[] {(float) point.getX(), (float) point.getY()})
              .toArray(float[][]::new);
      Distance map = new VectorDistance(VectorDistance.Metric.EUCLIDEAN, places);
      long penalties =
          context
              .javaSpark()
              .parallelize(IntStream.range(0, n).boxed().toList(), context.partitions(n))
              .map(song -> penalty(ours, map, song))
              .reduce(Long::sum);
      double trust = Trustworthiness.of(penalties, n, NEAREST);
      figures.add("map", "", "trustworthiness@" + NEAREST, trust, n);
    }

    List<Integer> labelled = IntStream.range(0, n).filter(known::isLabelled).boxed().toList();
    ClusterAgreement agreement =
        ClusterAgreement.of(
            labelled.stream().map(i -> points.get(i).getCluster()).toList(),
            labelled.stream().map(known::label).toList());
    figures.add("clusters", "", "purity", agreement.purity(), labelled.size());
    figures.add("clusters", "", "nmi", agreement.nmi(), labelled.size());
  }

  private static long penalty(Distance truth, Distance map, int song) {
    return Trustworthiness.penalty(
        Ranking.of(truth, song, other -> true), Ranking.of(map, song, other -> true), NEAREST);
  }

  private static void ofPairs(
      Figures figures, Map<String, Distance> contestants, KnownPairs pairs) {
    contestants.forEach(
        (name, distance) -> {
          double[] ranks = pairs.ranks(distance);
          double[] reciprocals = Arrays.stream(ranks).map(rank -> 1 / rank).toArray();
          figures.add(name, "pairs", "rank", Bootstrap.mean(ranks, SEED));
          figures.add(name, "pairs", "mrr", Bootstrap.mean(reciprocals, SEED));
        });
  }
}

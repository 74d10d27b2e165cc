package io.soundalike.jobs.evaluation;

import io.soundalike.evaluation.Bootstrap;
import io.soundalike.evaluation.Ranking;
import io.soundalike.evaluation.Retrieval;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.neighbours.Distance;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * Answers of all songs that ask, in tasks of which none holds more than one list of distances.
 *
 * @param answers by song
 * @param labels of all songs
 */
record RetrievalExperiment(List<Answer> answers, List<String> labels) {

  /** Songs of a list that hubs are counted in. */
  static final int NEAREST = 10;

  /** What a list is judged by, in order of columns. */
  static final Map<String, ToDoubleFunction<Retrieval>> METRICS = metrics();

  private static Map<String, ToDoubleFunction<Retrieval>> metrics() {
    Map<String, ToDoubleFunction<Retrieval>> metrics = new LinkedHashMap<>();
    metrics.put("p@1", Retrieval::precisionAt1);
    metrics.put("p@5", Retrieval::precisionAt5);
    metrics.put("p@10", Retrieval::precisionAt10);
    metrics.put("map", Retrieval::averagePrecision);
    metrics.put("knn", Retrieval::knn);
    return metrics;
  }

  /**
   * One song's list.
   *
   * @param retrieval null if there was nothing to find
   * @param nearest the first of the list
   */
  record Answer(int query, @Nullable Retrieval retrieval, int[] nearest) implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  /** Asks. */
  static RetrievalExperiment of(JobContext context, Distance distance, RelevanceTask question) {
    Broadcast<Distance> asked = context.javaSpark().broadcast(distance);
    Broadcast<RelevanceTask> truth = context.javaSpark().broadcast(question);
    List<Integer> queries =
        IntStream.range(0, distance.size()).filter(question::asks).boxed().toList();

    try {
      List<Answer> answers =
          context
              .javaSpark()
              .parallelize(queries, context.partitions(queries.size()))
              .map(query -> answer(asked.value(), truth.value(), query))
              .collect();
      return new RetrievalExperiment(
          answers.stream().sorted(Comparator.comparingInt(Answer::query)).toList(),
          question.labels());
    } finally {
      asked.destroy();
      truth.destroy();
    }
  }

  private static Answer answer(Distance distance, RelevanceTask question, int query) {
    int[] ranking = Ranking.rank(distance, query, other -> question.admits(query, other));
    return new Answer(
        query,
        Retrieval.measure(ranking, question.labels(), question.labels().get(query)),
        Arrays.copyOf(ranking, Math.min(NEAREST, ranking.length)));
  }

  /** Of the songs that had something to find, in order. */
  List<Retrieval> found() {
    return found(answer -> true);
  }

  /** Of those with a label. */
  List<Retrieval> found(String label) {
    return found(answer -> labels.get(answer.query()).equals(label));
  }

  private List<Retrieval> found(Predicate<Answer> wanted) {
    return answers.stream().filter(wanted).map(Answer::retrieval).filter(Objects::nonNull).toList();
  }

  /** The average precisions of {@link #found()}. */
  double[] averagePrecisions() {
    return found().stream().mapToDouble(Retrieval::averagePrecision).toArray();
  }

  /** How often each song that asked is among the nearest of others. */
  int[] occurrences() {
    int[] all = new int[labels.size()];
    answers.forEach(answer -> Arrays.stream(answer.nearest()).forEach(j -> all[j]++));
    return answers.stream().mapToInt(answer -> all[answer.query()]).toArray();
  }

  /** Means of all metrics, if anything was found. */
  static void add(
      MetricTable figures,
      EvaluationTask task,
      String distance,
      String label,
      List<Retrieval> found) {
    METRICS.forEach(
        (metric, value) -> {
          if (!found.isEmpty()) {
            double[] values = found.stream().mapToDouble(value).toArray();
            figures.add(task, distance, label, metric, Bootstrap.mean(values, EvaluateJob.SEED));
          }
        });
  }
}

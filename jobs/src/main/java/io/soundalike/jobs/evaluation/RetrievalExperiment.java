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
 * The rankings of all queries of a task by one distance. Queries are divided among tasks; a task
 * holds the distances of one query at a time.
 *
 * @param results in the order of the queries
 * @param labels labels of all songs
 */
record RetrievalExperiment(List<QueryResult> results, List<String> labels) {

  /** Nearest songs of each query that count for hubness. */
  static final int HUBNESS_K = 10;

  /** Metrics of a ranking, in the order of the tables. */
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
   * The ranking of one query.
   *
   * @param retrieval null if no candidate is relevant
   * @param nearest the first {@value #HUBNESS_K} songs
   */
  record QueryResult(int query, @Nullable Retrieval retrieval, int[] nearest)
      implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  /** Ranks the candidates of all queries. */
  static RetrievalExperiment run(JobContext context, Distance distance, RelevanceTask task) {
    Broadcast<Distance> distances = context.javaSpark().broadcast(distance);
    Broadcast<RelevanceTask> tasks = context.javaSpark().broadcast(task);
    List<Integer> queries =
        IntStream.range(0, distance.size()).filter(task::isQuery).boxed().toList();

    try {
      List<QueryResult> results =
          context
              .javaSpark()
              .parallelize(queries, context.partitions(queries.size()))
              .map(query -> rank(distances.value(), tasks.value(), query))
              .collect();
      return new RetrievalExperiment(
          results.stream().sorted(Comparator.comparingInt(QueryResult::query)).toList(),
          task.labels());
    } finally {
      distances.destroy();
      tasks.destroy();
    }
  }

  private static QueryResult rank(Distance distance, RelevanceTask task, int query) {
    int[] ranking = Ranking.rank(distance, query, song -> task.isCandidate(query, song));
    return new QueryResult(
        query,
        Retrieval.measure(ranking, task.labels(), task.labels().get(query)),
        Arrays.copyOf(ranking, Math.min(HUBNESS_K, ranking.length)));
  }

  /** The retrievals of all queries that have relevant candidates, in the order of the queries. */
  List<Retrieval> retrievals() {
    return retrievals(result -> true);
  }

  /** The same of the queries with a label. */
  List<Retrieval> retrievals(String label) {
    return retrievals(result -> labels.get(result.query()).equals(label));
  }

  private List<Retrieval> retrievals(Predicate<QueryResult> isIncluded) {
    return results.stream()
        .filter(isIncluded)
        .map(QueryResult::retrieval)
        .filter(Objects::nonNull)
        .toList();
  }

  /** The average precisions of {@link #retrievals()}. */
  double[] averagePrecisions() {
    return retrievals().stream().mapToDouble(Retrieval::averagePrecision).toArray();
  }

  /** How often each query is among the nearest songs of other queries. */
  int[] occurrences() {
    int[] all = new int[labels.size()];
    results.forEach(result -> Arrays.stream(result.nearest()).forEach(j -> all[j]++));
    return results.stream().mapToInt(result -> all[result.query()]).toArray();
  }

  /** Adds the means of all metrics; nothing if there are no retrievals. */
  static void addMeans(
      MetricTable metrics,
      EvaluationTask task,
      String distance,
      String label,
      List<Retrieval> retrievals) {
    METRICS.forEach(
        (metric, value) -> {
          if (!retrievals.isEmpty()) {
            double[] values = retrievals.stream().mapToDouble(value).toArray();
            metrics.add(task, distance, label, metric, Bootstrap.mean(values, EvaluateJob.SEED));
          }
        });
  }
}

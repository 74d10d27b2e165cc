package io.soundalike.jobs.evaluation;

import io.soundalike.evaluation.Bootstrap;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.recommendation.Listener;
import io.soundalike.recommendation.HeldOutPlays;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.apache.spark.api.java.JavaRDD;

/** Measures how well each recommender retrieves held-out plays. */
public final class PlayMetrics {

  /** Metric of a recommender's NDCG minus that of the hybrid one. */
  public static final String NDCG_VS_HYBRID = "ndcg-vs-hybrid";

  private PlayMetrics() {}

  /** Adds recall and NDCG of all recommenders. */
  static void add(
      JobContext context, MetricTable metrics, SongIndex index, JavaRDD<Listener> listeners)
      throws IOException {
    context.report("  evaluating recommenders");
    List<PlaysEvaluation.Result> results =
        PlaysEvaluation.run(context, index, index.distance(context), listeners);

    for (PlaysEvaluation.HeldOut heldOut : PlaysEvaluation.HeldOut.values()) {
      List<Map<String, HeldOutPlays>> lists =
          results.stream()
              .filter(result -> result.heldOut() == heldOut)
              .<Map<String, HeldOutPlays>>map(PlaysEvaluation.Result::byRecommender)
              .toList();

      if (!lists.isEmpty()) {
        add(metrics, heldOut.column(), lists);
      }
    }
  }

  private static void add(
      MetricTable metrics, String label, List<Map<String, HeldOutPlays>> lists) {
    double[] hybrid = values(lists, PlaysEvaluation.HYBRID, HeldOutPlays::ndcg);

    for (String name : lists.get(0).keySet()) {
      double[] ndcg = values(lists, name, HeldOutPlays::ndcg);
      double[] recall = values(lists, name, HeldOutPlays::recall);
      metrics.add(EvaluationTask.PLAYS, name, label, "recall", mean(recall));
      metrics.add(EvaluationTask.PLAYS, name, label, "ndcg", mean(ndcg));

      if (!name.equals(PlaysEvaluation.HYBRID)) {
        Bootstrap.Interval difference = Bootstrap.difference(ndcg, hybrid, EvaluateJob.SEED);
        metrics.add(EvaluationTask.PLAYS, name, label, NDCG_VS_HYBRID, difference);
      }
    }
  }

  private static Bootstrap.Interval mean(double[] values) {
    return Bootstrap.mean(values, EvaluateJob.SEED);
  }

  private static double[] values(
      List<Map<String, HeldOutPlays>> lists, String name, ToDoubleFunction<HeldOutPlays> value) {
    return lists.stream()
        .mapToDouble(list -> value.applyAsDouble(Objects.requireNonNull(list.get(name))))
        .toArray();
  }
}

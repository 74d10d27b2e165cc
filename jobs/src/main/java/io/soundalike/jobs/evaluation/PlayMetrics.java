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

/** How well hidden plays are found, by recommender. */
final class PlayMetrics {

  private PlayMetrics() {}

  static void add(
      JobContext context, MetricTable figures, SongIndex songs, JavaRDD<Listener> listeners)
      throws IOException {
    context.report("  learning from plays, and recommending");
    List<PlaysEvaluation.Found> found =
        PlaysEvaluation.run(context, songs, songs.distance(context), listeners);

    for (PlaysEvaluation.Hidden hidden : PlaysEvaluation.Hidden.values()) {
      List<Map<String, HeldOutPlays>> lists =
          found.stream()
              .filter(answer -> answer.hidden() == hidden)
              .<Map<String, HeldOutPlays>>map(PlaysEvaluation.Found::byRecommender)
              .toList();

      if (!lists.isEmpty()) {
        add(figures, hidden.column(), lists);
      }
    }
  }

  private static void add(
      MetricTable figures, String label, List<Map<String, HeldOutPlays>> lists) {
    double[] ours = values(lists, PlaysEvaluation.OURS, HeldOutPlays::ndcg);

    for (String name : lists.get(0).keySet()) {
      double[] ndcg = values(lists, name, HeldOutPlays::ndcg);
      double[] recall = values(lists, name, HeldOutPlays::recall);
      figures.add(EvaluationTask.PLAYS, name, label, "recall", mean(recall));
      figures.add(EvaluationTask.PLAYS, name, label, "ndcg", mean(ndcg));

      if (!name.equals(PlaysEvaluation.OURS)) {
        Bootstrap.Interval difference = Bootstrap.difference(ndcg, ours, EvaluateJob.SEED);
        figures.add(EvaluationTask.PLAYS, name, label, "ndcg-ours", difference);
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

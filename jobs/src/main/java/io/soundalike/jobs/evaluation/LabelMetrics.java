package io.soundalike.jobs.evaluation;

import io.soundalike.evaluation.Bootstrap;
import io.soundalike.evaluation.Hubness;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.neighbours.Distance;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Measures how well distances retrieve songs of the same label. */
public final class LabelMetrics {

  /** Metric of a distance's mean average precision minus that of the distance of the settings. */
  public static final String MAP_VS_OURS = "map-vs-soundalike";

  /** Metric of a distance's mean average precision minus that of the embedding alone. */
  public static final String MAP_VS_EMBEDDING = "map-vs-embedding";

  private LabelMetrics() {}

  /**
   * Adds the metrics of all distances and, for the distance of the settings, those of each label.
   *
   * @param distances by name; the first ones are those that the others are compared with
   * @param label what the labels are, for messages
   * @throws UserException of NO_INPUT if no song has a relevant song
   */
  static void add(
      JobContext context,
      MetricTable metrics,
      Map<String, Distance> distances,
      LabelRelevanceTask task,
      String label) {
    Map<String, double[]> precisions = new HashMap<>();

    for (Map.Entry<String, Distance> distance : distances.entrySet()) {
      String name = distance.getKey();
      context.report("  evaluating %s", name);
      RetrievalExperiment experiment = RetrievalExperiment.run(context, distance.getValue(), task);

      if (experiment.retrievals().isEmpty()) {
        throw new UserException(
            ExitCode.NO_INPUT,
            String.format(
                Locale.ROOT,
                "No song has another song of the same %s to retrieve; choose another --label or"
                    + " fewer filters.",
                label));
      }

      RetrievalExperiment.addMeans(
          metrics, EvaluationTask.LABELS, name, "", experiment.retrievals());
      Hubness hubness = Hubness.measure(experiment.occurrences());
      int queries = experiment.results().size();
      metrics.add(EvaluationTask.LABELS, name, "hubness", hubness.skewness(), queries);
      metrics.add(EvaluationTask.LABELS, name, "orphans", hubness.orphans(), queries);
      precisions.put(name, experiment.averagePrecisions());
      addPairedDifference(metrics, precisions, name, EvaluatedDistances.OURS, MAP_VS_OURS);
      addPairedDifference(
          metrics, precisions, name, EvaluatedDistances.EMBEDDING, MAP_VS_EMBEDDING);

      if (name.equals(EvaluatedDistances.OURS)) {
        task.distinctLabels()
            .forEach(
                l ->
                    RetrievalExperiment.addMeans(
                        metrics, EvaluationTask.LABELS, name, l, experiment.retrievals(l)));
      }
    }
  }

  /** Adds the mean difference, query by query, to a distance that was evaluated before. */
  private static void addPairedDifference(
      MetricTable metrics,
      Map<String, double[]> precisions,
      String name,
      String baseline,
      String metric) {
    double[] baselinePrecisions = precisions.get(baseline);

    if (baselinePrecisions != null && !name.equals(baseline)) {
      double[] own = Objects.requireNonNull(precisions.get(name));
      metrics.add(
          EvaluationTask.LABELS,
          name,
          "",
          metric,
          Bootstrap.difference(own, baselinePrecisions, EvaluateJob.SEED));
    }
  }
}

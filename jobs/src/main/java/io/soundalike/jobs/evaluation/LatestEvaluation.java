package io.soundalike.jobs.evaluation;

import com.typesafe.config.Config;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.report.ReportData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the latest evaluation for the report. */
public final class LatestEvaluation {

  /** Names of distances in evaluations of earlier versions, and their names today. */
  private static final Map<String, String> EARLIER_NAMES =
      Map.of("learned alone", EvaluatedDistances.EMBEDDING);

  private LatestEvaluation() {}

  /** Reads the metrics of a model's latest evaluation; null if there is none. */
  public static ReportData.@Nullable Evaluation read(JobContext context, String modelId)
      throws IOException {
    return context
        .catalogue()
        .latestConfigOfRuns(CatalogueTables.EVALUATION_FILE, json -> isOf(json, modelId))
        .map(json -> new ReportData.Evaluation(label(json), filters(json), measured(json)))
        .orElse(null);
  }

  private static boolean isOf(Config json, String modelId) {
    return json.hasPath("model") && json.getString("model").equals(modelId);
  }

  /** A kind of label, or the name of a file without its folders. */
  private static String label(Config json) {
    String label = json.getString("label");
    return label.substring(label.lastIndexOf('/') + 1);
  }

  private static String filters(Config json) {
    return json.getStringList("filters").stream()
        .map(filter -> filter.toLowerCase(Locale.ROOT).replace('_', ' '))
        .collect(Collectors.joining(" and "));
  }

  private static List<ReportData.DistanceMetrics> measured(Config json) {
    Map<String, Map<String, Config>> byDistance = new LinkedHashMap<>();

    for (Config metric : json.getConfigList("figures")) {
      if (metric.getString("task").equals(EvaluationTask.LABELS.column())
          && metric.getString("label").isEmpty()) {
        String distance = metric.getString("distance");
        byDistance
            .computeIfAbsent(
                EARLIER_NAMES.getOrDefault(distance, distance), added -> new LinkedHashMap<>())
            .put(metric.getString("metric"), metric);
      }
    }

    List<ReportData.DistanceMetrics> measured = new ArrayList<>();
    byDistance.forEach(
        (distance, metrics) ->
            measured.add(
                new ReportData.DistanceMetrics(
                    distance,
                    value(metrics, "p@1", "value"),
                    value(metrics, "p@5", "value"),
                    value(metrics, "map", "value"),
                    value(metrics, "map", "low"),
                    value(metrics, "map", "high"),
                    value(metrics, "hubness", "value"))));
    return measured;
  }

  private static double value(Map<String, Config> metrics, String name, String key) {
    Config metric = metrics.get(name);
    return metric == null ? Double.NaN : metric.getDouble(key);
  }
}

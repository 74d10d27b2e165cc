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

/** What was last measured, for the report. */
public final class LatestEvaluation {

  private LatestEvaluation() {}

  /** The figures of a model's latest evaluation; null if there is none. */
  public static ReportData.@Nullable Evaluation of(JobContext context, String modelId)
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

  /** A kind of label, or a file's name without its folders. */
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

    for (Config figure : json.getConfigList("figures")) {
      if (figure.getString("task").equals(EvaluationTask.LABELS.column())
          && figure.getString("label").isEmpty()) {
        byDistance
            .computeIfAbsent(figure.getString("distance"), distance -> new LinkedHashMap<>())
            .put(figure.getString("metric"), figure);
      }
    }

    List<ReportData.DistanceMetrics> measured = new ArrayList<>();
    byDistance.forEach(
        (distance, figures) ->
            measured.add(
                new ReportData.DistanceMetrics(
                    distance,
                    value(figures, "p@1", "value"),
                    value(figures, "p@5", "value"),
                    value(figures, "map", "value"),
                    value(figures, "map", "low"),
                    value(figures, "map", "high"),
                    value(figures, "hubness", "value"))));
    return measured;
  }

  private static double value(Map<String, Config> figures, String metric, String key) {
    Config figure = figures.get(metric);
    return figure == null ? Double.NaN : figure.getDouble(key);
  }
}

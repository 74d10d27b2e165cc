package io.soundalike.jobs.evaluation;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.soundalike.evaluation.Bootstrap.Interval;
import io.soundalike.jobs.evaluation.EvaluateJob.Options;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.EvaluationRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the metrics of an evaluation and writes them as a table and as JSON. */
final class MetricTable {

  private final List<EvaluationRow> rows = new ArrayList<>();

  /** Adds a metric without a confidence interval. */
  void add(EvaluationTask task, String distance, String metric, double value, int queries) {
    add(task, distance, "", metric, new Interval(value, value, value, queries));
  }

  void add(EvaluationTask task, String distance, String label, String metric, Interval interval) {
    EvaluationRow row = new EvaluationRow();
    row.setTask(task.column());
    row.setDistance(distance);
    row.setLabel(label);
    row.setMetric(metric);
    row.setValue(interval.mean());
    row.setLow(interval.low());
    row.setHigh(interval.high());
    row.setQueries(interval.count());
    rows.add(row);
  }

  List<EvaluationRow> rows() {
    return List.copyOf(rows);
  }

  /** Writes the run's evaluation table and evaluation.json. */
  void write(JobContext context, String modelId, Options options) throws IOException {
    context
        .spark()
        .createDataset(rows, EvaluationRow.ENCODER)
        .coalesce(1)
        .write()
        .parquet(context.catalogue().ofRun(context.runId(), CatalogueTables.EVALUATION));
    Map<String, Object> json = new HashMap<>();
    json.put("model", modelId);
    json.put("label", options.label());
    json.put("filters", options.filters().stream().map(Enum::name).sorted().toList());
    json.put("figures", rows.stream().map(MetricTable::json).toList());
    context
        .catalogue()
        .write(
            context.runId(),
            CatalogueTables.EVALUATION_FILE,
            ConfigValueFactory.fromMap(json)
                .render(ConfigRenderOptions.defaults().setOriginComments(false)));
  }

  private static Map<String, Object> json(EvaluationRow row) {
    return Map.of(
        "task", row.getTask(),
        "distance", row.getDistance(),
        "label", row.getLabel(),
        "metric", row.getMetric(),
        "value", row.getValue(),
        "low", row.getLow(),
        "high", row.getHigh(),
        "queries", row.getQueries());
  }
}

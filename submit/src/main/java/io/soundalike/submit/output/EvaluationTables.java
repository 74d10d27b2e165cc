package io.soundalike.submit.output;

import io.soundalike.evaluation.Bootstrap;
import io.soundalike.jobs.evaluation.EvaluateJob;
import io.soundalike.jobs.evaluation.EvaluationTask;
import io.soundalike.jobs.evaluation.LabelMetrics;
import io.soundalike.jobs.evaluation.PlayMetrics;
import io.soundalike.jobs.table.EvaluationRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The metrics of an evaluation as tables of text. */
public final class EvaluationTables {

  private static final String RETRIEVAL = "%-28s %6s %6s %6s %6s %-13s %6s %8s %8s  %-13s %s";
  private static final String PAIRS = "%-20s %9s %-13s %6s";
  private static final String COPIES = "%-36s %-20s %6s %-13s %6s";
  private static final String PLAYS = "%-14s %-12s %9s %7s %-13s %s";
  private static final String DEGRADED = "%-20s %-20s %6s %6s %6s";

  private final EvaluateJob.Result result;
  private final List<String> lines = new ArrayList<>();

  private EvaluationTables(EvaluateJob.Result result) {
    this.result = result;
  }

  public static List<String> lines(EvaluateJob.Result result) {
    EvaluationTables tables = new EvaluationTables(result);
    tables.addRetrieval();
    tables.add("?: not significant at the 95 %% level. (low-high): 95 %% confidence interval.");
    tables.addLabels();
    tables.addMap();
    tables.addPairs();
    tables.addCopies();
    tables.addDegraded();
    tables.addPlays();
    return tables.lines;
  }

  /** The metrics for programs: one map each. */
  public static List<Map<String, Object>> rows(EvaluateJob.Result result) {
    return result.rows().stream().map(EvaluationTables::row).toList();
  }

  private static Map<String, Object> row(EvaluationRow metric) {
    return Map.of(
        "task", metric.getTask(),
        "distance", metric.getDistance(),
        "label", metric.getLabel(),
        "metric", metric.getMetric(),
        "value", metric.getValue(),
        "low", metric.getLow(),
        "high", metric.getHigh(),
        "queries", metric.getQueries());
  }

  private void add(String format, Object... values) {
    lines.add(String.format(Locale.ROOT, format, values));
  }

  private void addRetrieval() {
    add("");
    add(
        RETRIEVAL,
        "distance",
        "P@1",
        "P@5",
        "P@10",
        "MAP",
        "95 % CI",
        "kNN",
        "hubness",
        "orphans",
        "MAP vs. ours",
        "MAP vs. embedding");

    for (EvaluationRow map : rows(EvaluationTask.LABELS, "map")) {
      if (map.getLabel().isEmpty()) {
        add(
            RETRIEVAL,
            map.getDistance(),
            other(map, "p@1"),
            other(map, "p@5"),
            other(map, "p@10"),
            share(map.getValue()),
            interval(map),
            other(map, "knn"),
            other(map, "hubness"),
            other(map, "orphans"),
            difference(EvaluationTask.LABELS, map, LabelMetrics.MAP_VS_OURS),
            difference(EvaluationTask.LABELS, map, LabelMetrics.MAP_VS_EMBEDDING));
      }
    }
  }

  private void addLabels() {
    add("");
    add("%-40s %6s %6s %6s %6s", "label", "songs", "P@1", "P@5", "MAP");

    for (EvaluationRow map : rows(EvaluationTask.LABELS, "map")) {
      if (!map.getLabel().isEmpty()) {
        add(
            "%-40s %6d %6s %6s %6s",
            map.getLabel(),
            map.getQueries(),
            other(map, "p@1"),
            other(map, "p@5"),
            share(map.getValue()));
      }
    }
  }

  private void addMap() {
    add("");

    for (EvaluationRow row : result.rows()) {
      if (row.getTask().equals(EvaluationTask.MAP.column())
          || row.getTask().equals(EvaluationTask.CLUSTERS.column())) {
        add("%-9s %s %.3f", row.getTask(), row.getMetric(), row.getValue());
      }
    }
  }

  private void addPairs() {
    addTable(
        rows(EvaluationTask.PAIRS, "rank"),
        PAIRS,
        List.of("known pairs", "mean rank", "95 % CI", "MRR"),
        row ->
            List.of(
                row.getDistance(),
                String.format(Locale.ROOT, "%.1f", row.getValue()),
                String.format(Locale.ROOT, "(%.1f-%.1f)", row.getLow(), row.getHigh()),
                other(row, "mrr")));
  }

  private void addCopies() {
    addTable(
        rows(EvaluationTask.COPIES, "p@1"),
        COPIES,
        List.of("altered copies", "distance", "P@1", "95 % CI", "MRR"),
        row ->
            List.of(
                row.getLabel(),
                row.getDistance(),
                share(row.getValue()),
                interval(row),
                other(row, "mrr")));
  }

  private void addDegraded() {
    addTable(
        rows(EvaluationTask.DEGRADED, "map"),
        DEGRADED,
        List.of("degraded copies", "distance", "P@1", "P@5", "MAP"),
        row ->
            List.of(
                row.getLabel(),
                row.getDistance(),
                other(row, "p@1"),
                other(row, "p@5"),
                share(row.getValue())));
  }

  private void addPlays() {
    addTable(
        rows(EvaluationTask.PLAYS, "ndcg"),
        PLAYS,
        List.of("held-out plays", "recommender", "recall@10", "nDCG@10", "95 % CI", "vs. hybrid"),
        row ->
            List.of(
                row.getLabel(),
                row.getDistance(),
                other(row, "recall"),
                share(row.getValue()),
                interval(row),
                difference(EvaluationTask.PLAYS, row, PlayMetrics.NDCG_VS_HYBRID)));
  }

  /** Adds a table with its heading, unless it has no rows. */
  private void addTable(
      List<EvaluationRow> rows,
      String format,
      List<String> head,
      Function<EvaluationRow, List<String>> cells) {
    if (!rows.isEmpty()) {
      add("");
      add(format, head.toArray());
      rows.forEach(row -> add(format, cells.apply(row).toArray()));
    }
  }

  private List<EvaluationRow> rows(EvaluationTask task, String metric) {
    return result.rows().stream()
        .filter(row -> row.getTask().equals(task.column()) && row.getMetric().equals(metric))
        .toList();
  }

  /** Another metric of the same distance and label. */
  private String other(EvaluationRow row, String metric) {
    return result.rows().stream()
        .filter(
            other ->
                other.getTask().equals(row.getTask())
                    && other.getDistance().equals(row.getDistance())
                    && other.getLabel().equals(row.getLabel())
                    && other.getMetric().equals(metric))
        .findFirst()
        .map(other -> share(other.getValue()))
        .orElse("");
  }

  /** A paired difference to another distance, with a question mark if it is not significant. */
  private String difference(EvaluationTask task, EvaluationRow row, String metric) {
    return result
        .metric(task, row.getDistance(), row.getLabel(), metric)
        .map(EvaluationTables::difference)
        .orElse("");
  }

  private static String difference(EvaluationRow difference) {
    boolean isSignificant =
        new Bootstrap.Interval(
                difference.getValue(),
                difference.getLow(),
                difference.getHigh(),
                difference.getQueries())
            .excludesZero();
    return String.format(Locale.ROOT, "%+.3f%s", difference.getValue(), isSignificant ? "" : " ?");
  }

  private static String interval(EvaluationRow row) {
    return String.format(Locale.ROOT, "(%s-%s)", share(row.getLow()), share(row.getHigh()));
  }

  /** Three decimals without the leading zero. */
  private static String share(double value) {
    return String.format(Locale.ROOT, "%.3f", value).replaceFirst("^0", "");
  }
}

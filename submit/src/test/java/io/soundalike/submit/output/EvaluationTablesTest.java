package io.soundalike.submit.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.jobs.evaluation.EvaluateJob;
import io.soundalike.jobs.evaluation.EvaluationTask;
import io.soundalike.jobs.evaluation.LabelMetrics;
import io.soundalike.jobs.evaluation.PlayMetrics;
import io.soundalike.jobs.table.EvaluationRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTablesTest {

  private static EvaluationRow row(
      EvaluationTask task, String distance, String metric, double value, double low, double high) {
    EvaluationRow row = new EvaluationRow();
    row.setTask(task.column());
    row.setDistance(distance);
    row.setMetric(metric);
    row.setValue(value);
    row.setLow(low);
    row.setHigh(high);
    row.setQueries(40);
    return row;
  }

  private static List<String> lines(EvaluationRow... rows) {
    return EvaluationTables.lines(new EvaluateJob.Result(List.of(rows), 40, 8));
  }

  @Test
  void differencesThatAreNotSignificantHaveAQuestionMark() {
    List<String> lines =
        lines(
            row(EvaluationTask.LABELS, "timbre alone", "map", 0.5, 0.4, 0.6),
            row(EvaluationTask.LABELS, "timbre alone", "p@1", 0.75, 0.6, 0.9),
            row(EvaluationTask.LABELS, "timbre alone", LabelMetrics.MAP_VS_OURS, -0.1, -0.2, -0.05),
            row(
                EvaluationTask.LABELS,
                "timbre alone",
                LabelMetrics.MAP_VS_EMBEDDING,
                0.02,
                -0.01,
                0.05));

    assertThat(lines)
        .contains("?: not significant at the 95 % level. (low-high): 95 % confidence interval.")
        .anyMatch(
            line ->
                line.matches(
                    "distance +P@1 +P@5 +P@10 +MAP 95 % CI +kNN +hubness +orphans +MAP vs\\. ours"
                        + " +MAP vs\\. embedding"))
        .anyMatch(
            line ->
                line.matches(
                    "timbre alone +\\.750 +\\.500 \\(\\.400-\\.600\\) +-0\\.100 +\\+0\\.020 \\?"));
  }

  @Test
  void recommendersAreComparedWithTheHybrid() {
    assertThat(
            lines(
                row(EvaluationTask.PLAYS, "popularity", "ndcg", 0.2, 0.1, 0.3),
                row(EvaluationTask.PLAYS, "popularity", "recall", 0.3, 0.2, 0.4),
                row(
                    EvaluationTask.PLAYS,
                    "popularity",
                    PlayMetrics.NDCG_VS_HYBRID,
                    -0.05,
                    -0.1,
                    -0.01)))
        .anyMatch(
            line ->
                line.matches(
                    "held-out plays +recommender +recall@10 +nDCG@10 95 % CI +vs\\. hybrid"))
        .anyMatch(
            line -> line.matches(" +popularity +\\.300 +\\.200 \\(\\.100-\\.300\\) +-0\\.050"));
  }

  @Test
  void tablesWithoutRowsAreLeftOut() {
    assertThat(lines()).noneMatch(line -> line.contains("MRR") || line.contains("nDCG"));
  }
}

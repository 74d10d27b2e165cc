package io.soundalike.jobs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.jobs.TestCatalogue;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.report.ReportData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatestEvaluationTest {

  @TempDir private Path folder;

  @Test
  void evaluationOfAnEarlierVersionIsReadUnderTodaysNames() throws IOException {
    JobContext context = new TestCatalogue(folder).context(TestCatalogue.settings());
    String json =
        "{model = m1, label = album, filters = [SAME_ARTIST], figures = ["
            + metric("soundalike", "map", 0.5)
            + metric("learned alone", "map", 0.4)
            + metric("learned alone", "map-ours", -0.1)
            + "]}";
    context.catalogue().write(context.runId(), CatalogueTables.EVALUATION_FILE, json);
    ReportData.Evaluation evaluation = Objects.requireNonNull(LatestEvaluation.read(context, "m1"));

    assertThat(evaluation.filters()).isEqualTo("same artist");
    assertThat(evaluation.distances())
        .extracting(ReportData.DistanceMetrics::name)
        .containsExactly("soundalike", "embedding alone");
    assertThat(evaluation.distances().get(1).map()).isEqualTo(0.4);
    assertThat(evaluation.distances().get(1).precisionAt1()).isNaN();
    assertThat(LatestEvaluation.read(context, "m2")).isNull();
  }

  private static String metric(String distance, String metric, double value) {
    return String.format(
        Locale.ROOT,
        "{task = labels, label = \"\", distance = \"%s\", metric = \"%s\", value = %s, low = %s,"
            + " high = %s}\n",
        distance,
        metric,
        value,
        value,
        value);
  }
}

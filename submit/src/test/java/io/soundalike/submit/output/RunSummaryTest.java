package io.soundalike.submit.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.soundalike.jobs.catalogue.RunCounts;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.pipeline.PipelineJob;
import io.soundalike.model.TrainedModel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunSummaryTest {

  private static String told(ProgressFormat format, RunCounts counts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    TrainedModel model = new TrainedModel("m", "", new float[0], 5, List.of());
    RunSummary.print(
        new JobContext(null, null, null, "now", null, format.to(out, "now")),
        new PipelineJob.Result("then", counts, false, "file:///catalogue/report.html", model));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void filesAndSongsAreCountedApart() {
    RunCounts counts =
        new RunCounts(
            new RunCounts.Files(43, 43, 40, 0, 2, 1),
            new RunCounts.Songs(37, 37, 2, 37),
            Map.of("wma", 9L, "ape", 3L));

    assertThat(told(ProgressFormat.PLAIN, counts))
        .isEqualTo(
            """

            43 files found: 40 analysed now, 0 reused, 2 quarantined, 1 unread.
            37 songs analysed, 37 songs encoded.
            1 file could not be read; the report has the reasons, and the next run tries again.
            12 files of kinds that are not read: wma 9, ape 3.
            Report: /catalogue/report.html
            """);
  }

  @Test
  void aRunWithoutNewSongsSaysSo() {
    RunCounts counts =
        new RunCounts(
            new RunCounts.Files(1, 0, 0, 1, 0, 0), new RunCounts.Songs(1, 0, 0, 0), Map.of());

    assertThat(told(ProgressFormat.PLAIN, counts))
        .contains("1 file found: 0 analysed now, 1 reused, 0 quarantined, 0 unread.")
        .contains("No song had to be analysed or encoded.");
  }

  @Test
  void programsReadTheCountsByTheirKeysInTheManifest() {
    RunCounts counts =
        new RunCounts(
            new RunCounts.Files(43, 43, 40, 0, 2, 1),
            new RunCounts.Songs(37, 36, 2, 35),
            Map.of("wma", 9L));
    Config json = ConfigFactory.parseString(told(ProgressFormat.JSON, counts));

    assertThat(json.getString("event")).isEqualTo("result");
    assertThat(json.getString("runId")).isEqualTo("then");
    counts.toMap().forEach((key, count) -> assertThat(json.getLong(key)).as(key).isEqualTo(count));
    assertThat(json.getLong("songsAnalysed")).isEqualTo(36);
    assertThat(json.getLong("otherKinds.wma")).isEqualTo(9);
    assertThat(json.getLong("filesAnalysed")).isEqualTo(40);
  }
}

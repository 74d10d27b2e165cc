package io.soundalike.submit.output;

import io.soundalike.jobs.catalogue.RunCounts;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.pipeline.PipelineJob;
import io.soundalike.report.OtherKinds;
import io.soundalike.report.Plural;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run reports at its end: lines for people and, for programs, the counts by their keys in
 * the manifest.
 */
public final class RunSummary {

  private RunSummary() {}

  /** Reports the result of a run. */
  public static void print(JobContext context, PipelineJob.Result result) {
    Map<String, Object> row = new LinkedHashMap<>(result.counts().toMap());
    row.put(RunCounts.OTHER_KINDS, result.counts().otherKinds());
    row.put("runId", result.runId());
    row.put("modelId", result.model().modelId());
    row.put("trained", result.trained() ? 1 : 0);
    row.put("report", result.reportUri());
    context.progress().result(lines(result), List.of(row));
  }

  private static List<String> lines(PipelineJob.Result result) {
    RunCounts.Files files = result.files();
    RunCounts.Songs songs = result.songs();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%s found: %d analysed now, %d reused, %d quarantined, %d unread.",
            Plural.of(files.found(), "file"),
            files.analysed(),
            files.reused(),
            files.quarantined(),
            files.unread()));
    lines.add(
        songs.analysed() == 0 && songs.encoded() == 0
            ? "No song had to be analysed or encoded."
            : String.format(
                Locale.ROOT,
                "%s analysed, %s encoded.",
                Plural.of(songs.analysed(), "song"),
                Plural.of(songs.encoded(), "song")));

    if (files.unread() > 0) {
      lines.add(
          Plural.of(files.unread(), "file")
              + " could not be read; the report has the reasons, and the next run tries again.");
    }

    Map<String, Long> otherKinds = result.counts().otherKinds();

    if (!otherKinds.isEmpty()) {
      lines.add(OtherKinds.text(otherKinds) + ".");
    }

    lines.add("Report: " + result.reportUri().replaceFirst("^file:/+", "/"));
    return lines;
  }
}

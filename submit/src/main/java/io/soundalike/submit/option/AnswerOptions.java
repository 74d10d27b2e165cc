package io.soundalike.submit.option;

import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.query.FindSimilarJob;
import io.soundalike.submit.output.AnswerFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How an answer is told, and where to. */
public final class AnswerOptions {

  @Option(
      names = "--format",
      description = "${COMPLETION-CANDIDATES} (default: table; with --json a line for each song).")
  private @Nullable AnswerFormat format;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "Write there instead of to the terminal.")
  private @Nullable Path to;

  public void write(JobContext context, RunOptions options, FindSimilarJob.Result result)
      throws IOException {
    String text = (format == null ? AnswerFormat.TABLE : format).text(result);

    if (to != null) {
      Files.writeString(to, text);
      LocalFolder.tell(context, List.of(to), result.matches().size() + " songs written.");
    } else if (format == null && options.isJson()) {
      context
          .progress()
          .result(List.of(), result.matches().stream().map(AnswerFormat::json).toList());
    } else {
      System.out.print(text); // --quiet or not: somebody has asked.
    }
  }
}

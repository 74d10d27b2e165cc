package io.soundalike.submit;

import io.soundalike.jobs.similar.FindSimilarJob;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How an answer is told, and where to. */
final class AnswerOptions {

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private AnswerFormat format = AnswerFormat.TABLE;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "Write there instead of to the terminal.")
  private @Nullable Path to;

  void write(FindSimilarJob.Result result) throws IOException {
    format.write(result, to);
  }
}

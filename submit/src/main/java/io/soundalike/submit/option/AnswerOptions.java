package io.soundalike.submit.option;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.query.FindSimilarJob;
import io.soundalike.report.Plural;
import io.soundalike.submit.output.AnswerFormat;
import io.soundalike.submit.output.PlaylistPaths;
import io.soundalike.submit.output.ProgressFormat;
import io.soundalike.submit.output.TerminalText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the subcommands that answer with songs: in which format, and where to. */
public final class AnswerOptions {

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "table, json, csv, m3u8 or xspf (default: table; with --json one JSON object per song).")
  private @Nullable AnswerFormat format;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "Write to this file instead of the terminal.")
  private @Nullable Path to;

  @Option(
      names = "--relative",
      description = "Name the songs of a playlist relative to its folder; needs --to.")
  private boolean isRelative;

  /**
   * Refuses {@code --relative} without the file of a playlist.
   *
   * @throws UserException with exit code 2
   */
  public void validate() {
    if (isRelative && (to == null || format == null || !format.isPlaylist())) {
      throw new UserException(
          ExitCode.USAGE, "--relative: needs --format m3u8 or xspf, and --to FILE.");
    }
  }

  /** Writes an answer to the file of {@code --to}, or prints it. */
  public void write(JobContext context, ProgressOptions options, FindSimilarJob.Result result)
      throws IOException {
    AnswerFormat wanted = format == null ? AnswerFormat.TABLE : format;
    String text = wanted.text(result, paths());

    if (to != null) {
      Files.writeString(to, text);
      LocalFolder.printFiles(
          context, List.of(to), Plural.of(result.matches().size(), "song") + " written.");
    } else if (format == null && options.isJson()) {
      context
          .progress()
          .result(List.of(), result.matches().stream().map(AnswerFormat::json).toList());
    } else {
      // Also with --quiet: it is the answer. What a program reads is not changed.
      System.out.print(
          wanted == AnswerFormat.TABLE || ProgressFormat.isTerminal()
              ? TerminalText.of(text)
              : text);
    }
  }

  private PlaylistPaths paths() throws IOException {
    return isRelative && to != null
        ? PlaylistPaths.relativeTo(Objects.requireNonNull(to.toAbsolutePath().getParent()))
        : PlaylistPaths.ABSOLUTE;
  }
}

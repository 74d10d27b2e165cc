package io.soundalike.submit.option;

import io.soundalike.jobs.execution.JobContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option that names the local folder for files. */
public final class LocalFolder {

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "A local folder; created if it does not exist.")
  private Path path = Path.of("");

  public Path path() {
    return path;
  }

  /** Prints which files were written; for people also a summary. */
  public static void printFiles(JobContext context, List<Path> files, String summary) {
    List<String> lines = new ArrayList<>(files.stream().map(Path::toString).toList());
    lines.add(summary);
    context
        .progress()
        .result(lines, files.stream().map(file -> Map.of("file", file.toString())).toList());
  }
}

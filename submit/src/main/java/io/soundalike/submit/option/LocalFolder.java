package io.soundalike.submit.option;

import io.soundalike.jobs.execution.JobContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option that names where files go on this machine. */
public final class LocalFolder {

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "A local folder; made if missing.")
  private Path path = Path.of("");

  public Path path() {
    return path;
  }

  /** Tells which files were written, and for people what that comes to. */
  public static void tell(JobContext context, List<Path> files, String summary) {
    List<String> lines = new ArrayList<>(files.stream().map(Path::toString).toList());
    lines.add(summary);
    context
        .progress()
        .result(lines, files.stream().map(file -> Map.of("file", file.toString())).toList());
  }
}

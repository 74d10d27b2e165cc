package io.soundalike.submit;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names where files go on this machine. */
final class LocalFolder {

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "A local folder; made if missing.")
  private Path path = Path.of("");

  Path path() {
    return path;
  }
}

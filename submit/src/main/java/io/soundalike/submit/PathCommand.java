package io.soundalike.submit;

import io.soundalike.jobs.TrainAutoencoderJob;
import io.soundalike.jobs.similar.FindPathJob;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Songs between two songs. */
@Command(
    name = "path",
    description = "Finds a smooth way from one song to another over songs that sound alike.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: soundalike path --catalogue ~/soundalike \"blue monday\" hurt --format xspf --to way.xspf"
    })
final class PathCommand implements Callable<Integer> {

  @Mixin private RunOptions options = new RunOptions();

  @Mixin private CatalogueUri catalogue = new CatalogueUri();

  @Parameters(
      index = "0",
      paramLabel = "FROM",
      description = "A song of the catalogue, by path, track id or words of its title.")
  private String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "Another one.")
  private String to = "";

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private AnswerFormat format = AnswerFormat.TABLE;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "Write there instead of to the terminal.")
  private @Nullable Path file;

  @Override
  public Integer call() throws Exception {
    options.inSession(
        catalogue.uri(),
        context ->
            format.write(
                FindPathJob.run(context, TrainAutoencoderJob.required(context), from, to), file));
    return 0;
  }
}

package io.soundalike.submit.command;

import io.soundalike.jobs.query.FindPathJob;
import io.soundalike.jobs.training.ModelSelection;
import io.soundalike.submit.option.AnswerOptions;
import io.soundalike.submit.option.CatalogueUri;
import io.soundalike.submit.option.RunOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Songs between two songs. */
@Command(
    name = "path",
    description = "Finds a smooth way from one song to another over songs that sound alike.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: soundalike path --catalogue ~/soundalike \"blue monday\" hurt --format xspf --to"
          + " way.xspf"
    })
public final class PathCommand implements Callable<Integer> {

  @Mixin private RunOptions options = new RunOptions();

  @Mixin private CatalogueUri catalogue = new CatalogueUri();

  @Mixin private AnswerOptions answer = new AnswerOptions();

  @Parameters(
      index = "0",
      paramLabel = "FROM",
      description = "A song of the catalogue, by path, track id or words of its title.")
  private String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "Another one.")
  private String to = "";

  @Override
  public Integer call() throws Exception {
    options.inSession(
        catalogue.uri(),
        context ->
            answer.write(
                context,
                options,
                FindPathJob.run(context, ModelSelection.require(context), from, to)));
    return 0;
  }
}

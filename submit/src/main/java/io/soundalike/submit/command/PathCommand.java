package io.soundalike.submit.command;

import io.soundalike.jobs.query.FindPathJob;
import io.soundalike.jobs.training.ModelSelection;
import io.soundalike.submit.option.AnswerOptions;
import io.soundalike.submit.option.CatalogueSession;
import io.soundalike.submit.option.CatalogueUri;
import io.soundalike.submit.option.ModelOption;
import io.soundalike.submit.option.ProgressOptions;
import io.soundalike.submit.option.SettingsOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Finds songs between two songs. */
@Command(
    name = "path",
    description =
        "Finds a path of songs from one song to another on which each song sounds like the next.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  soundalike path --catalogue ~/soundalike \"blue monday\" hurt --format xspf --to"
          + " path.xspf"
    })
public final class PathCommand implements Callable<Integer> {

  @Mixin private ProgressOptions options = new ProgressOptions();

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Mixin private ModelOption model = new ModelOption();

  @Mixin private CatalogueUri catalogue = new CatalogueUri();

  @Mixin private AnswerOptions answer = new AnswerOptions();

  @Parameters(
      index = "0",
      paramLabel = "FROM",
      description = "The first song: its path, the start of its track id, or words of its title.")
  private String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "The last song, given in the same way.")
  private String to = "";

  @Override
  public Integer call() throws Exception {
    answer.validate();
    CatalogueSession.of(options, settings.read(), model)
        .run(
            catalogue.uri(),
            context ->
                answer.write(
                    context,
                    options,
                    FindPathJob.run(context, ModelSelection.require(context), from, to)));
    return 0;
  }
}

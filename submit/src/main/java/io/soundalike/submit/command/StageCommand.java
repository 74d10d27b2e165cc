package io.soundalike.submit.command;

import io.soundalike.jobs.pipeline.PipelineJob;
import io.soundalike.jobs.pipeline.Stage;
import io.soundalike.jobs.pipeline.StageContext;
import io.soundalike.jobs.pipeline.StageRunner;
import io.soundalike.jobs.pipeline.Stages;
import io.soundalike.submit.option.CatalogueSession;
import io.soundalike.submit.option.CatalogueUri;
import io.soundalike.submit.option.ProgressOptions;
import io.soundalike.submit.option.StageOptions;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs one stage of the pipeline alone, on what earlier stages left in the catalogue. */
@Command(mixinStandardHelpOptions = true)
public final class StageCommand implements Callable<Integer> {

  private final Stage<?> stage;

  @Mixin private ProgressOptions progress = new ProgressOptions();

  @Mixin private StageOptions options = new StageOptions();

  @Mixin private CatalogueUri catalogue = new CatalogueUri();

  private StageCommand(Stage<?> stage) {
    this.stage = stage;
  }

  /** The subcommand of a stage, with the options that the stage uses. */
  public static CommandLine commandLine(Stage<?> stage) {
    CommandLine commandLine = new CommandLine(new StageCommand(stage));
    StageOptions.removeUnused(commandLine.getCommandSpec(), stage.name());
    return commandLine;
  }

  /** Takes the description of the stage. */
  @Spec
  void setSpec(CommandSpec spec) {
    spec.usageMessage().description(stage.description());
    spec.usageMessage()
        .footer(
            "",
            String.format(
                Locale.ROOT,
                "Example: soundalike %s%s --catalogue ~/soundalike",
                stage.name(),
                stage == Stages.INVENTORY ? " --input ~/Music" : ""));
  }

  @Override
  public Integer call() throws Exception {
    PipelineJob.Request request =
        new PipelineJob.Request(options.inputs(), options.reuse(), options.quarantined());
    CatalogueSession session =
        new CatalogueSession(progress, options.settings(), options.modelId());
    CatalogueSession.Work work =
        context -> new StageRunner(new StageContext(context, request)).run(stage);

    if (stage == Stages.INVENTORY) {
      session.runOrCreate(catalogue.uri(), work);
    } else {
      session.run(catalogue.uri(), work);
    }

    return 0;
  }
}

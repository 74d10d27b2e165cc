package io.soundalike.submit.command;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.features.ExtractFeaturesJob.Quarantined;
import io.soundalike.jobs.pipeline.PipelineJob;
import io.soundalike.jobs.pipeline.Stage;
import io.soundalike.jobs.pipeline.StageContext;
import io.soundalike.jobs.pipeline.StageRunner;
import io.soundalike.jobs.pipeline.Stages;
import io.soundalike.jobs.training.TrainAutoencoderJob.Reuse;
import io.soundalike.submit.option.CatalogueUri;
import io.soundalike.submit.option.RunOptions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one stage of the pipeline alone, on what earlier stages left in the catalogue. */
@Command(mixinStandardHelpOptions = true)
public final class StageCommand implements Callable<Integer> {

  private final Stage<?> stage;

  @Mixin private RunOptions options = new RunOptions();

  @Option(
      names = "--input",
      arity = "1..*",
      paramLabel = "URI",
      description = "Folders, globs or files with songs; inventory only.")
  private List<String> inputs = List.of();

  @Mixin private CatalogueUri catalogue = new CatalogueUri();

  @Option(names = "--retrain", description = "Train anew if there are other songs now; train only.")
  private boolean retrain;

  @Option(
      names = "--retry-quarantined",
      description = "Decode once more what could not be decoded before; features only.")
  private boolean retryQuarantined;

  public StageCommand(Stage<?> stage) {
    this.stage = stage;
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
    if (stage == Stages.INVENTORY && inputs.isEmpty()) {
      throw new UserException(ExitCode.USAGE, "inventory needs --input with a folder of songs.");
    }

    PipelineJob.Request request =
        new PipelineJob.Request(
            inputs,
            retrain ? Reuse.NEVER : Reuse.EXISTING,
            retryQuarantined ? Quarantined.RETRY : Quarantined.SKIP);
    options.inSession(
        catalogue.uri(), context -> new StageRunner(new StageContext(context, request)).run(stage));
    return 0;
  }
}

package io.soundalike.submit.command;

import io.soundalike.jobs.features.ExtractFeaturesJob.Quarantined;
import io.soundalike.jobs.pipeline.PipelineJob;
import io.soundalike.jobs.pipeline.PipelinePlan;
import io.soundalike.jobs.training.TrainAutoencoderJob.Reuse;
import io.soundalike.submit.option.CatalogueUri;
import io.soundalike.submit.option.RunOptions;
import io.soundalike.submit.output.RunSummary;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole pipeline. */
@Command(
    name = "run",
    description = "Listens to a catalogue and says which songs sound alike; does only what is new.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: soundalike run --input ~/Music --catalogue ~/soundalike"})
public final class RunCommand implements Callable<Integer> {

  @Mixin private RunOptions options = new RunOptions();

  @Option(
      names = "--input",
      required = true,
      arity = "1..*",
      paramLabel = "URI",
      description = "Folders, globs or files with songs, on any Hadoop file system.")
  private List<String> inputs = List.of();

  @Mixin private CatalogueUri catalogue = new CatalogueUri();

  @Option(names = "--plan", description = "Say what would be done, and why, without doing it.")
  private boolean plan;

  @Option(
      names = "--retrain",
      description = "Train a new model if there are other songs than the last one was trained on.")
  private boolean retrain;

  @Option(
      names = "--retry-quarantined",
      description = "Decode once more what could not be decoded before.")
  private boolean retryQuarantined;

  @Override
  public Integer call() throws Exception {
    options.inSession(
        catalogue.uri(),
        context -> {
          PipelineJob.Request request =
              new PipelineJob.Request(
                  inputs,
                  retrain ? Reuse.NEVER : Reuse.EXISTING,
                  retryQuarantined ? Quarantined.RETRY : Quarantined.SKIP);

          if (plan) {
            PipelinePlan.tell(context, request);
          } else {
            RunSummary.tell(context, PipelineJob.run(context, request));
          }
        });
    return 0;
  }
}

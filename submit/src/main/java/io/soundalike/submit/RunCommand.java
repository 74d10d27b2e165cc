package io.soundalike.submit;

import io.soundalike.jobs.PipelineJob;
import io.soundalike.jobs.TrainAutoencoderJob.Reuse;
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
final class RunCommand implements Callable<Integer> {

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

  @Override
  public Integer call() throws Exception {
    options.inSession(
        catalogue.uri(),
        context -> {
          if (plan) {
            PipelineJob.plan(context, inputs);
            return;
          }

          PipelineJob.Result result =
              PipelineJob.run(context, inputs, retrain ? Reuse.NEVER : Reuse.EXISTING);
          Summary.print(result);
        });
    return 0;
  }
}

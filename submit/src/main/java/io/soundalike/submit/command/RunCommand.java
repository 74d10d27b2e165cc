package io.soundalike.submit.command;

import io.soundalike.jobs.pipeline.PipelineJob;
import io.soundalike.jobs.pipeline.PipelinePlan;
import io.soundalike.submit.option.CatalogueSession;
import io.soundalike.submit.option.CatalogueUri;
import io.soundalike.submit.option.ProgressOptions;
import io.soundalike.submit.option.StageOptions;
import io.soundalike.submit.output.RunSummary;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole pipeline. */
@Command(
    name = "run",
    description =
        "Runs the whole pipeline: finds the songs that sound alike, and renders the report."
            + " Processes only what has changed since the last run.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: soundalike run --input ~/Music --catalogue ~/soundalike"})
public final class RunCommand implements Callable<Integer> {

  @Mixin private ProgressOptions progress = new ProgressOptions();

  @Mixin private StageOptions options = new StageOptions();

  @Mixin private CatalogueUri catalogue = new CatalogueUri();

  @Option(names = "--plan", description = "Print what would be done and why, and do nothing.")
  private boolean plan;

  @Override
  public Integer call() throws Exception {
    CatalogueSession session =
        new CatalogueSession(progress, options.settings(), options.modelId());
    session.runOrCreate(
        catalogue.uri(),
        context -> {
          PipelineJob.Request request =
              new PipelineJob.Request(options.inputs(), options.reuse(), options.quarantined());

          if (plan) {
            PipelinePlan.tell(context, request);
          } else {
            RunSummary.print(context, PipelineJob.run(context, request));
          }
        });
    return 0;
  }
}

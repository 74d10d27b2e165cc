package io.soundalike.submit.command;

import io.soundalike.jobs.embedding.EncodeTracksJob;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.features.ExtractFeaturesJob;
import io.soundalike.jobs.features.ExtractFeaturesJob.Quarantined;
import io.soundalike.jobs.inventory.InventoryJob;
import io.soundalike.jobs.map.MapAndClusterJob;
import io.soundalike.jobs.neighbours.FindNeighboursJob;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.pipeline.StageSummaries;
import io.soundalike.jobs.report.RenderReportJob;
import io.soundalike.jobs.training.ModelSelection;
import io.soundalike.jobs.training.TrainAutoencoderJob;
import io.soundalike.jobs.training.TrainAutoencoderJob.Reuse;
import io.soundalike.model.TrainedModel;
import io.soundalike.submit.option.CatalogueUri;
import io.soundalike.submit.option.RunOptions;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One stage of the pipeline by itself, on what the earlier ones left in the catalogue. */
@Command(mixinStandardHelpOptions = true)
public final class StageCommand implements Callable<Integer> {

  private final Stage stage;

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

  public StageCommand(Stage stage) {
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
                stage.word(),
                stage == Stage.INVENTORY ? " --input ~/Music" : ""));
  }

  @Override
  public Integer call() throws Exception {
    if (stage == Stage.INVENTORY && inputs.isEmpty()) {
      throw new UserException(ExitCode.USAGE, "inventory needs --input with a folder of songs.");
    }

    options.inSession(catalogue.uri(), this::run);
    return 0;
  }

  private void run(JobContext context) throws IOException {
    context.progress().begins(stage.word());
    long start = System.nanoTime();
    String summary =
        switch (stage) {
          case INVENTORY -> StageSummaries.of(InventoryJob.run(context, inputs));
          case FEATURES ->
              StageSummaries.of(
                  ExtractFeaturesJob.run(
                      context, retryQuarantined ? Quarantined.RETRY : Quarantined.SKIP));
          case TRAIN -> train(context);
          case ENCODE -> StageSummaries.of(EncodeTracksJob.run(context, required(context)));
          case NEIGHBOURS ->
              StageSummaries.of(
                  FindNeighboursJob.run(context, compared(context)),
                  context.settings().neighbours().k());
          case MAP -> StageSummaries.of(MapAndClusterJob.run(context, compared(context)));
          case REPORT ->
              RenderReportJob.run(context, required(context), compared(context)).indexUri();
        };
    double seconds = (System.nanoTime() - start) / 1e9;
    context.progress().ends(stage.word(), summary, seconds);
  }

  private static TrainedModel required(JobContext context) throws IOException {
    return ModelSelection.require(context);
  }

  private static SongIndex compared(JobContext context) throws IOException {
    return SongIndex.collect(context, required(context));
  }

  private String train(JobContext context) throws IOException {
    TrainAutoencoderJob.Result result =
        TrainAutoencoderJob.run(context, retrain ? Reuse.NEVER : Reuse.EXISTING);
    return result.trained()
        ? StageSummaries.of(result, 0)
        : "model " + result.model().modelId() + " is there (--retrain trains anew)";
  }
}

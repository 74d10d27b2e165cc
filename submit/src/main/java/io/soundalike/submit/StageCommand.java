package io.soundalike.submit;

import io.soundalike.jobs.ComparedSongs;
import io.soundalike.jobs.EncodeTracksJob;
import io.soundalike.jobs.ExtractFeaturesJob;
import io.soundalike.jobs.ExtractFeaturesJob.Quarantined;
import io.soundalike.jobs.FindNeighboursJob;
import io.soundalike.jobs.InventoryJob;
import io.soundalike.jobs.JobContext;
import io.soundalike.jobs.MapAndClusterJob;
import io.soundalike.jobs.RenderReportJob;
import io.soundalike.jobs.Summaries;
import io.soundalike.jobs.TrainAutoencoderJob;
import io.soundalike.jobs.TrainAutoencoderJob.Reuse;
import io.soundalike.jobs.UserException;
import io.soundalike.jobs.UserException.ExitCode;
import io.soundalike.model.TrainedModel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One stage of the pipeline by itself, on what the earlier ones left in the catalogue. */
@Command(mixinStandardHelpOptions = true)
final class StageCommand implements Callable<Integer> {

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

  StageCommand(Stage stage) {
    this.stage = stage;
  }

  /** Takes the description of the stage. */
  @Spec
  void setSpec(CommandSpec spec) {
    spec.usageMessage().description(stage.description());
    spec.usageMessage()
        .footer(
            "",
            "Example: soundalike %s%s --catalogue ~/soundalike"
                .formatted(stage.word(), stage == Stage.INVENTORY ? " --input ~/Music" : ""));
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
          case INVENTORY -> Summaries.of(InventoryJob.run(context, inputs));
          case FEATURES ->
              Summaries.of(
                  ExtractFeaturesJob.run(
                      context, retryQuarantined ? Quarantined.RETRIED : Quarantined.KEPT));
          case TRAIN -> train(context);
          case ENCODE -> Summaries.of(EncodeTracksJob.run(context, required(context)));
          case NEIGHBOURS ->
              Summaries.of(
                  FindNeighboursJob.run(context, compared(context)),
                  context.settings().neighbours().k());
          case MAP -> Summaries.of(MapAndClusterJob.run(context, compared(context)));
          case REPORT ->
              RenderReportJob.run(context, required(context), compared(context)).indexUri();
        };
    double seconds = (System.nanoTime() - start) / 1e9;
    context.progress().ends(stage.word(), summary, seconds);
  }

  private static TrainedModel required(JobContext context) throws IOException {
    return TrainAutoencoderJob.required(context);
  }

  private static ComparedSongs compared(JobContext context) throws IOException {
    return ComparedSongs.collect(context, required(context));
  }

  private String train(JobContext context) throws IOException {
    TrainAutoencoderJob.Result result =
        TrainAutoencoderJob.run(context, retrain ? Reuse.NEVER : Reuse.EXISTING);
    return result.trained()
        ? Summaries.of(result, 0)
        : "model " + result.model().modelId() + " is there (--retrain trains anew)";
  }
}

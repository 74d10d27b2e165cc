package io.soundalike.jobs.pipeline;

import io.soundalike.jobs.catalogue.RunManifest;
import io.soundalike.jobs.training.TrainAutoencoderJob;
import io.soundalike.model.TrainedModel;
import io.soundalike.report.Plural;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Stage 3: trains the autoencoder, or takes the model of the same settings. */
final class TrainStage implements Stage<TrainAutoencoderJob.Result> {

  @Override
  public String name() {
    return "train";
  }

  @Override
  public String description() {
    return "Trains the autoencoder on the analysed songs.";
  }

  @Override
  public TrainAutoencoderJob.Result run(StageContext context) throws IOException {
    TrainAutoencoderJob.Result result =
        TrainAutoencoderJob.run(context.job(), context.request().reuse());
    context.setModel(result.model());
    return result;
  }

  @Override
  public String summarize(StageContext context, TrainAutoencoderJob.Result result) {
    TrainedModel model = result.model();

    if (result.trained()) {
      List<TrainedModel.Epoch> epochs = model.epochs();
      int last = epochs.get(epochs.size() - 1).epoch();
      return "model " + model.modelId() + " after " + Plural.of(last, "epoch");
    }

    String songs =
        context.usableSongs().isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                ", trained on %d of now %s",
                model.trainedTracks(),
                Plural.of(context.usableSongs().getAsLong(), "song"));
    return "model " + model.modelId() + " is there" + songs + " (--retrain trains anew)";
  }

  @Override
  public StagePlan plan(PlanContext context) {
    @Nullable TrainedModel existing = context.model();
    return new StagePlan(
        text(existing, context.request().reuse()),
        context.timings().estimate(this, RunManifest::trained, existing == null ? 1 : 0));
  }

  private static String text(@Nullable TrainedModel existing, TrainAutoencoderJob.Reuse reuse) {
    if (existing != null) {
      return "nothing: model " + existing.modelId() + " is there";
    }

    return reuse == TrainAutoencoderJob.Reuse.NEVER
        ? "a model, unless there is one of these songs and settings"
        : "a model, because there is none of these settings";
  }
}

package io.soundalike.jobs.pipeline;

import io.soundalike.jobs.embedding.EncodeTracksJob;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.features.ExtractFeaturesJob;
import io.soundalike.jobs.inventory.InventoryJob;
import io.soundalike.jobs.training.ModelSelection;
import io.soundalike.jobs.training.TrainAutoencoderJob;
import io.soundalike.model.TrainedModel;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What the plans of all stages are made from, found out once.
 *
 * @param request what the operator asked for
 * @param inventory how the input differs from the last inventory
 * @param toAnalyse songs that the features stage would analyse, at most
 * @param model the model that would be used; null if one would be trained
 * @param toEncode songs that would be encoded, at most
 * @param isUnchanged whether the results of the last run would stand
 * @param timings durations of earlier runs
 */
record PlanContext(
    PipelineJob.Request request,
    InventoryJob.Result inventory,
    long toAnalyse,
    @Nullable TrainedModel model,
    long toEncode,
    boolean isUnchanged,
    StageTimings timings) {

  /** Compares input, settings and catalogue; nothing is written. */
  static PlanContext collect(JobContext context, PipelineJob.Request request) throws IOException {
    InventoryJob.Result inventory = InventoryJob.plan(context, request.inputs());
    long known = ExtractFeaturesJob.plan(context, request.quarantined());
    TrainedModel model =
        request.reuse() == TrainAutoencoderJob.Reuse.EXISTING ? ModelSelection.find(context) : null;
    long toEncode =
        model == null
            ? inventory.read() + inventory.unchanged()
            : inventory.read() + known + EncodeTracksJob.plan(context, model);
    boolean isUnchanged =
        model != null
            && inventory.read() == 0
            && inventory.removed() == 0
            && toEncode == 0
            && isStanding(context, model);
    return new PlanContext(
        request,
        inventory,
        inventory.read() + known,
        model,
        toEncode,
        isUnchanged,
        StageTimings.read(context.catalogue()));
  }

  private static boolean isStanding(JobContext context, TrainedModel model) throws IOException {
    String state = RunState.compute(context, model, UnusableFiles.collect(context));
    return RunState.findStandingRun(context, state).isPresent();
  }

  /** Files of the input. */
  long found() {
    return inventory.found();
  }

  /** The plan of a stage that is run only if the results of the last run do not stand. */
  StagePlan resultsPlan(double seconds) {
    return isUnchanged
        ? new StagePlan("nothing: songs and settings are those of the last run", 0)
        : new StagePlan("made anew", seconds);
  }
}

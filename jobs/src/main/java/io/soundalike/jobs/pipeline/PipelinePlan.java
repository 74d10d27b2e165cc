package io.soundalike.jobs.pipeline;

import io.soundalike.jobs.embedding.EncodeTracksJob;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.features.ExtractFeaturesJob;
import io.soundalike.jobs.inventory.InventoryJob;
import io.soundalike.jobs.training.ModelSelection;
import io.soundalike.jobs.training.TrainAutoencoderJob;
import io.soundalike.model.TrainedModel;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells what {@link PipelineJob} would do, why, and about how long it would take. */
public final class PipelinePlan {

  private PipelinePlan() {}

  /** What is to do. */
  private record Work(
      long read, long decode, long train, long encode, boolean results, long songs) {}

  /** Tells it; nothing is done. */
  public static void tell(JobContext context, PipelineJob.Request request) throws IOException {
    Optional<String> before = context.catalogue().latestSettings();
    InventoryJob.Result inventory = InventoryJob.plan(context, request.inputs());
    context.report("Plan for %s:", context.catalogue().uri());
    PipelineJob.explain(context, before);
    context.report(
        "  inventory   %d files found: %d to read (new or changed), %d unchanged, %d removed, %d"
            + " unusable",
        inventory.found(),
        inventory.read(),
        inventory.unchanged(),
        inventory.removed(),
        inventory.unreadable());
    long known = ExtractFeaturesJob.plan(context, request.quarantined());
    context.report(
        "  features    %d songs to decode: %d new or changed, %d known ones that are not analysed"
            + " under these settings%s",
        inventory.read() + known,
        inventory.read(),
        known,
        request.quarantined() == ExtractFeaturesJob.Quarantined.RETRY ? " or are tried again" : "");
    TrainedModel kept =
        request.reuse() == TrainAutoencoderJob.Reuse.EXISTING ? ModelSelection.find(context) : null;
    context.report("  train       %s", training(kept, request));
    long encode =
        kept == null
            ? inventory.read() + inventory.unchanged()
            : inventory.read() + known + EncodeTracksJob.plan(context, kept);
    context.report("  encode      up to %d songs", encode);
    boolean same =
        kept != null
            && inventory.read() == 0
            && inventory.removed() == 0
            && encode == 0
            && PipelineJob.standingRun(context, PipelineJob.stateOf(context, kept)) != null;
    context.report(
        "  neighbours, map, report   %s",
        same ? "nothing: songs and settings are those of the last run" : "made anew");
    estimate(
        context,
        new Work(
            inventory.read(),
            inventory.read() + known,
            kept == null ? 1 : 0,
            encode,
            !same,
            inventory.found()));
    context.report("Nothing was done.");
  }

  private static String training(@Nullable TrainedModel kept, PipelineJob.Request request) {
    if (kept != null) {
      return "nothing: model " + kept.modelId() + " is there";
    }

    return request.reuse() == TrainAutoencoderJob.Reuse.NEVER
        ? "a model, unless there is one of these songs and settings"
        : "a model, because there is none of these settings";
  }

  private static void estimate(JobContext context, Work work) throws IOException {
    StageTimings past = StageTimings.of(context.catalogue());

    if (past.isEmpty()) {
      context.report("  How long that takes, only a run can tell; there was none yet.");
      return;
    }

    double seconds =
        past.seconds("inventory", "read", work.read())
            + past.seconds("features", "decoded", work.decode())
            + past.seconds("train", "trained", work.train())
            + past.seconds("encode", "encoded", work.encode());

    if (work.results()) {
      // Songs that are known were compared before, by a model that stays.
      long compared = work.train() == 0 ? work.encode() : work.songs();
      seconds += past.seconds("neighbours", "pairs", compared * work.songs());
      seconds += past.secondsOfPairs("map", work.songs());
      seconds += past.seconds("report", "runs", 1);
    }

    context.report(
        "  about %s on %d cores, as the runs before took it",
        seconds < 120
            ? String.format(Locale.ROOT, "%.0f s", seconds)
            : seconds < 7200
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : String.format(Locale.ROOT, "%.1f h", seconds / 3600),
        past.cores());
  }
}

package io.soundalike.jobs.pipeline;

import io.soundalike.jobs.embedding.EncodeTracksJob;
import io.soundalike.report.Plural;
import java.io.IOException;

/** Stage 4: encodes the analysed songs that the model has not encoded yet. */
final class EncodeStage implements Stage<EncodeTracksJob.Result> {

  @Override
  public String name() {
    return "encode";
  }

  @Override
  public String description() {
    return "Encodes the analysed songs by the latest model.";
  }

  @Override
  public EncodeTracksJob.Result run(StageContext context) throws IOException {
    return EncodeTracksJob.run(context.job(), context.model());
  }

  @Override
  public String summarize(StageContext context, EncodeTracksJob.Result result) {
    return result.encoded() == 0
        ? "every song is encoded already"
        : Plural.of(result.encoded(), "song") + " encoded";
  }

  @Override
  public StagePlan plan(PlanContext context) {
    return new StagePlan(
        "up to " + Plural.of(context.toEncode(), "song"),
        context
            .timings()
            .estimate(this, run -> run.counts().songs().encoded(), context.toEncode()));
  }
}

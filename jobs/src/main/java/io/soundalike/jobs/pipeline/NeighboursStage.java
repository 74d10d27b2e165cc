package io.soundalike.jobs.pipeline;

import io.soundalike.jobs.catalogue.RunManifest;
import io.soundalike.jobs.neighbours.FindNeighboursJob;
import io.soundalike.report.Plural;
import java.io.IOException;

/** Stage 5: finds the nearest songs of each song. */
final class NeighboursStage implements Stage<FindNeighboursJob.Result> {

  @Override
  public String name() {
    return "neighbours";
  }

  @Override
  public String description() {
    return "Finds the nearest songs of each song.";
  }

  @Override
  public FindNeighboursJob.Result run(StageContext context) throws IOException {
    return FindNeighboursJob.run(context.job(), context.songs());
  }

  @Override
  public String summarize(StageContext context, FindNeighboursJob.Result result) {
    long nearest = Math.min(context.job().settings().neighbours().k(), result.songs() - 1);
    String anew =
        result.compared() == result.songs() ? "" : " (" + result.compared() + " compared anew)";
    return Plural.of(result.songs(), "song")
        + anew
        + ", "
        + Plural.of(Math.max(0, nearest), "nearest neighbour")
        + " each";
  }

  @Override
  public StagePlan plan(PlanContext context) {
    // Under a model that stays, known songs have been compared before.
    long compared = context.model() == null ? context.found() : context.toEncode();
    return context.resultsPlan(
        context.timings().estimate(this, RunManifest::pairs, compared * context.found()));
  }
}

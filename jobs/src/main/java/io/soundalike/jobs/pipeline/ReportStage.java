package io.soundalike.jobs.pipeline;

import io.soundalike.jobs.report.RenderReportJob;
import java.io.IOException;

/** Stage 7: renders the report of the latest results. */
final class ReportStage implements Stage<RenderReportJob.Result> {

  @Override
  public String name() {
    return "report";
  }

  @Override
  public String description() {
    return "Renders the report of the latest results.";
  }

  @Override
  public RenderReportJob.Result run(StageContext context) throws IOException {
    return RenderReportJob.run(context.job(), context.model(), context.songs());
  }

  @Override
  public String summarize(StageContext context, RenderReportJob.Result result) {
    return result.indexUri();
  }

  @Override
  public StagePlan plan(PlanContext context) {
    return context.resultsPlan(context.timings().estimate(this, run -> 1, 1));
  }
}

package io.soundalike.submit.output;

import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.pipeline.PipelineJob;

/** What a run says at its end. */
public final class RunSummary {

  private RunSummary() {}

  public static void tell(JobContext context, PipelineJob.Result result) {
    context.report("");
    context.report(
        "%d files: %d decoded now, %d known, %d quarantined; %d songs encoded.",
        result.found(), result.ok(), result.reused(), result.quarantined(), result.encoded());

    if (result.unread() > 0) {
      context.report(
          "%d files could not be read, though tried four times; the next run tries them again.",
          result.unread());
    }

    if (result.ok() == 0 && result.encoded() == 0) {
      context.report("Nothing had to be decoded or encoded.");
    }

    context.report("Report: %s", result.reportUri().replaceFirst("^file:/+", "/"));
  }
}

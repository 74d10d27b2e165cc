package io.soundalike.jobs.pipeline;

import io.soundalike.jobs.execution.JobContext;
import io.soundalike.report.Plural;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reports what {@link PipelineJob} would do, why, and about how long it would take. */
public final class PipelinePlan {

  private PipelinePlan() {}

  /** Reports the plan of a run; nothing is written. */
  public static void tell(JobContext context, PipelineJob.Request request) throws IOException {
    Optional<String> before = context.catalogue().latestSettings();
    PlanContext plan = PlanContext.collect(context, request);
    context.report("Plan for %s:", context.catalogue().uri());
    PipelineJob.reportChangedSettings(context, before);
    List<String> names = new ArrayList<>();
    String text = "";
    double seconds = 0;

    for (Stage<?> stage : Stages.ALL) {
      StagePlan next = stage.plan(plan);

      if (!names.isEmpty() && !next.text().equals(text)) {
        reportLine(context, names, text);
        names.clear();
      }

      names.add(stage.name());
      text = next.text();
      seconds += next.seconds();
    }

    reportLine(context, names, text);
    reportEstimate(context, plan.timings(), seconds);
    context.report("Nothing was done.");
  }

  /** One line for consecutive stages with the same plan. */
  private static void reportLine(JobContext context, List<String> names, String text) {
    context.report("  %-10s  %s", String.join(", ", names), text);
  }

  private static void reportEstimate(JobContext context, StageTimings timings, double seconds) {
    if (timings.isEmpty()) {
      context.report("  No estimate of the duration: this catalogue has no complete run yet.");
      return;
    }

    context.report(
        "  about %s on %s, estimated from earlier runs",
        duration(seconds), Plural.of(timings.cores(), "core"));
  }

  private static String duration(double seconds) {
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.0f s", seconds);
    }

    return seconds < 7200
        ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
        : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }
}

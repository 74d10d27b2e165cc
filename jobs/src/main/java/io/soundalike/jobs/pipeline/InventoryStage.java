package io.soundalike.jobs.pipeline;

import io.soundalike.jobs.inventory.InventoryJob;
import io.soundalike.report.OtherKinds;
import io.soundalike.report.Plural;
import java.io.IOException;
import java.util.Locale;

/** Stage 1: lists songs and reads their tags. */
final class InventoryStage implements Stage<InventoryJob.Result> {

  @Override
  public String name() {
    return "inventory";
  }

  @Override
  public String description() {
    return "Lists songs and reads their tags.";
  }

  @Override
  public InventoryJob.Result run(StageContext context) throws IOException {
    return InventoryJob.run(context.job(), context.request().inputs());
  }

  @Override
  public String summarize(StageContext context, InventoryJob.Result result) {
    return text(result, "read");
  }

  @Override
  public StagePlan plan(PlanContext context) {
    InventoryJob.Result files = context.inventory();
    return new StagePlan(
        text(files, "to read (new or changed)"),
        context.timings().estimate(this, run -> run.counts().files().read(), files.read()));
  }

  private static String text(InventoryJob.Result files, String read) {
    return String.format(
        Locale.ROOT,
        "%s found: %d %s, %d unchanged, %d removed, %d unusable%s",
        Plural.of(files.found(), "file"),
        files.read(),
        read,
        files.unchanged(),
        files.removed(),
        files.unreadable(),
        files.otherKinds().isEmpty() ? "" : "; " + OtherKinds.text(files.otherKinds()));
  }
}

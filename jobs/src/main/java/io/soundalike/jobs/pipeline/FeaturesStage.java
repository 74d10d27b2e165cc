package io.soundalike.jobs.pipeline;

import io.soundalike.jobs.features.ExtractFeaturesJob;
import io.soundalike.jobs.features.ExtractFeaturesJob.Quarantined;
import io.soundalike.report.Plural;
import java.io.IOException;
import java.util.Locale;

/** Stage 2: decodes and analyses the songs that have no features yet. */
final class FeaturesStage implements Stage<ExtractFeaturesJob.Result> {

  @Override
  public String name() {
    return "features";
  }

  @Override
  public String description() {
    return "Decodes and analyses the songs of the latest inventory.";
  }

  @Override
  public ExtractFeaturesJob.Result run(StageContext context) throws IOException {
    return ExtractFeaturesJob.run(context.job(), context.request().quarantined());
  }

  @Override
  public String summarize(StageContext context, ExtractFeaturesJob.Result songs) {
    if (songs.decoded() + songs.quarantined() + songs.unread() == 0) {
      return "every song is analysed already";
    }

    String unread = songs.unread() == 0 ? "" : ", " + songs.unread() + " could not be read";
    return String.format(
        Locale.ROOT,
        "%s analysed, %d quarantined%s",
        Plural.of(songs.decoded(), "song"),
        songs.quarantined(),
        unread);
  }

  @Override
  public StagePlan plan(PlanContext context) {
    long read = context.inventory().read();
    String text =
        String.format(
            Locale.ROOT,
            "%s to analyse: %d new or changed, %d known without an analysis under these settings%s",
            Plural.of(context.toAnalyse(), "song"),
            read,
            context.toAnalyse() - read,
            context.request().quarantined() == Quarantined.RETRY ? " or are tried again" : "");
    return new StagePlan(
        text,
        context
            .timings()
            .estimate(
                this,
                run -> run.counts().songs().analysed() + run.counts().songs().quarantined(),
                context.toAnalyse()));
  }
}

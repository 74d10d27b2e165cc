package io.soundalike.submit.command;

import io.soundalike.jobs.maintenance.PruneJob;
import io.soundalike.report.Plural;
import io.soundalike.submit.option.CatalogueSession;
import io.soundalike.submit.option.CatalogueUri;
import io.soundalike.submit.option.ProgressOptions;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes old runs. */
@Command(
    name = "prune",
    description = "Deletes old runs, and the models and features that only they use.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "No other command may use the catalogue meanwhile.",
      "Example: soundalike prune --catalogue ~/soundalike --keep-runs 7 --plan"
    })
public final class PruneCommand implements Callable<Integer> {

  private static final double BYTES_PER_MB = 1e6;

  @Mixin private ProgressOptions options = new ProgressOptions();

  @Mixin private CatalogueUri catalogue = new CatalogueUri();

  @Option(
      names = "--keep-runs",
      paramLabel = "N",
      defaultValue = "3",
      description = "Number of complete runs to keep, the latest ones (default: ${DEFAULT-VALUE}).")
  private int keep;

  @Option(names = "--plan", description = "Print what would be deleted, and delete nothing.")
  private boolean plan;

  @Override
  public Integer call() throws Exception {
    CatalogueSession.withoutSettings(options)
        .run(
            catalogue.uri(),
            context -> {
              PruneJob.Result result =
                  plan ? PruneJob.plan(context, keep) : PruneJob.run(context, keep);
              String line =
                  result.folders() == 0
                      ? "There is nothing to delete."
                      : String.format(
                          Locale.ROOT,
                          plan ? "Would delete %s, %.1f MB." : "Deleted %s, %.1f MB.",
                          Plural.of(result.folders(), "folder"),
                          result.bytes() / BYTES_PER_MB);
              context
                  .progress()
                  .result(
                      line,
                      Map.of(
                          "folders", result.folders(), "bytes", result.bytes(), "deleted", !plan));
            });
    return 0;
  }
}

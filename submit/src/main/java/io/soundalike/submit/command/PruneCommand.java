package io.soundalike.submit.command;

import io.soundalike.jobs.maintenance.PruneJob;
import io.soundalike.submit.option.CatalogueUri;
import io.soundalike.submit.option.RunOptions;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes what old runs left. */
@Command(
    name = "prune",
    description = "Deletes old runs, and models and features that only they have used.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "No other run should go on meanwhile.",
      "Example: soundalike prune --catalogue ~/soundalike --keep-runs 7 --plan"
    })
public final class PruneCommand implements Callable<Integer> {

  private static final double BYTES_PER_MB = 1e6;

  @Mixin private RunOptions options = new RunOptions();

  @Mixin private CatalogueUri catalogue = new CatalogueUri();

  @Option(
      names = "--keep-runs",
      paramLabel = "N",
      defaultValue = "3",
      description = "Complete runs that stay, the latest ones (default: ${DEFAULT-VALUE}).")
  private int keep;

  @Option(names = "--plan", description = "Say what would be deleted, without deleting it.")
  private boolean plan;

  @Override
  public Integer call() throws Exception {
    options.inSession(
        catalogue.uri(),
        context -> {
          PruneJob.Result result =
              plan ? PruneJob.plan(context, keep) : PruneJob.run(context, keep);
          String line =
              result.folders() == 0
                  ? "There is nothing to delete."
                  : String.format(
                      Locale.ROOT,
                      "%d folders, %.1f MB%s.",
                      result.folders(),
                      result.bytes() / BYTES_PER_MB,
                      plan ? "; nothing was deleted" : " deleted");
          context
              .progress()
              .result(
                  line,
                  Map.of("folders", result.folders(), "bytes", result.bytes(), "deleted", !plan));
        });
    return 0;
  }
}

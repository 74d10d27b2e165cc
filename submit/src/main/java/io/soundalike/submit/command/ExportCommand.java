package io.soundalike.submit.command;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.export.ExportJob;
import io.soundalike.jobs.report.PortableReport;
import io.soundalike.report.ReportPage;
import io.soundalike.submit.option.CatalogueUri;
import io.soundalike.submit.option.LocalFolder;
import io.soundalike.submit.option.RunOptions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Results as text. */
@Command(
    name = "export",
    description =
        "Writes features.csv, descriptors.csv, embeddings.csv, neighbours.csv, map.csv, distances.mirex, neighbours.mirex, tree.nwk.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples: soundalike export --catalogue ~/soundalike --to exported",
      "          soundalike export --catalogue ~/soundalike --to for-a-friend --excerpts 20"
    })
public final class ExportCommand implements Callable<Integer> {

  private static final int MAX_EXCERPT_SECONDS = 600;

  @Mixin private RunOptions options = new RunOptions();

  @Mixin private CatalogueUri catalogue = new CatalogueUri();

  @Mixin private LocalFolder to = new LocalFolder();

  @Option(
      names = "--excerpts",
      paramLabel = "SECONDS",
      description =
          "Write the report there, too, with an excerpt of each song that it plays, such as 20.")
  private double excerptSeconds;

  @Override
  public Integer call() throws Exception {
    if (excerptSeconds < 0 || excerptSeconds > MAX_EXCERPT_SECONDS) {
      throw new UserException(
          ExitCode.USAGE, "--excerpts takes seconds, at most " + MAX_EXCERPT_SECONDS + ".");
    }

    options.inSession(
        catalogue.uri(),
        context -> {
          ExportJob.Result result = ExportJob.run(context, to.path());
          LocalFolder.tell(context, result.files(), result.songs() + " songs exported.");

          if (excerptSeconds > 0) {
            int excerpts = PortableReport.write(context, to.path(), excerptSeconds);
            LocalFolder.tell(
                context,
                List.of(to.path().resolve(ReportPage.INDEX)),
                String.format(Locale.ROOT, "The report plays excerpts of %d songs.", excerpts));
          }
        });
    return 0;
  }
}

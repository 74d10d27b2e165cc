package io.soundalike.submit.command;

import io.soundalike.jobs.export.ExportJob;
import io.soundalike.jobs.report.PortableReport;
import io.soundalike.report.Plural;
import io.soundalike.report.ReportPage;
import io.soundalike.submit.option.Arguments;
import io.soundalike.submit.option.CatalogueSession;
import io.soundalike.submit.option.CatalogueUri;
import io.soundalike.submit.option.LimitOptions;
import io.soundalike.submit.option.LocalFolder;
import io.soundalike.submit.option.ModelOption;
import io.soundalike.submit.option.ProgressOptions;
import io.soundalike.submit.option.SettingsOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Exports results as text files. */
@Command(
    name = "export",
    description =
        "Exports results: features.csv, descriptors.csv, embeddings.csv, neighbours.csv, map.csv,"
            + " distances.mirex, neighbours.mirex, tree.nwk.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  soundalike export --catalogue ~/soundalike --to exported",
      "  soundalike export --catalogue ~/soundalike --to for-a-friend --excerpts 20"
    })
public final class ExportCommand implements Callable<Integer> {

  private static final int MAX_EXCERPT_SECONDS = 600;

  @Mixin private ProgressOptions options = new ProgressOptions();

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Mixin private LimitOptions limits = new LimitOptions();

  @Mixin private ModelOption model = new ModelOption();

  @Mixin private CatalogueUri catalogue = new CatalogueUri();

  @Mixin private LocalFolder to = new LocalFolder();

  @Option(
      names = "--excerpts",
      paramLabel = "SECONDS",
      description =
          "Write the report there, too, with an excerpt of this length for each song that it plays,"
              + " such as 20.")
  private double excerptSeconds;

  @Override
  public Integer call() throws Exception {
    Arguments.requireWithin("--excerpts", excerptSeconds, 0, MAX_EXCERPT_SECONDS);
    CatalogueSession.of(options, settings.read(limits.settings()), model)
        .run(
            catalogue.uri(),
            context -> {
              ExportJob.Result result = ExportJob.run(context, to.path());
              LocalFolder.printFiles(
                  context, result.files(), Plural.of(result.songs(), "song") + " exported.");

              if (excerptSeconds > 0) {
                int excerpts = PortableReport.write(context, to.path(), excerptSeconds);
                LocalFolder.printFiles(
                    context,
                    List.of(to.path().resolve(ReportPage.INDEX)),
                    "The report plays excerpts of " + Plural.of(excerpts, "song") + ".");
              }
            });
    return 0;
  }
}

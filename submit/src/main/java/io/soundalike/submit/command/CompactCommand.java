package io.soundalike.submit.command;

import io.soundalike.jobs.maintenance.CompactJob;
import io.soundalike.report.Plural;
import io.soundalike.submit.option.CatalogueSession;
import io.soundalike.submit.option.CatalogueUri;
import io.soundalike.submit.option.ProgressOptions;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Merges small files into large ones. */
@Command(
    name = "compact",
    description = "Merges the many small files of many small runs into few large ones.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "No other command may use the catalogue meanwhile.",
      "Example: soundalike compact --catalogue ~/soundalike"
    })
public final class CompactCommand implements Callable<Integer> {

  @Mixin private ProgressOptions options = new ProgressOptions();

  @Mixin private CatalogueUri catalogue = new CatalogueUri();

  @Override
  public Integer call() throws Exception {
    CatalogueSession.withoutSettings(options)
        .run(
            catalogue.uri(),
            context -> {
              CompactJob.Result result = CompactJob.run(context);
              String line =
                  result.foldersBefore() == 0
                      ? "There are no small files to merge."
                      : String.format(
                          Locale.ROOT,
                          "Merged %s into %d, and %s into %d.",
                          Plural.of(result.foldersBefore(), "folder"),
                          result.foldersAfter(),
                          Plural.of(result.filesBefore(), "file"),
                          result.filesAfter());
              context
                  .progress()
                  .result(
                      line,
                      Map.of(
                          "foldersBefore", result.foldersBefore(),
                          "foldersAfter", result.foldersAfter(),
                          "filesBefore", result.filesBefore(),
                          "filesAfter", result.filesAfter()));
            });
    return 0;
  }
}

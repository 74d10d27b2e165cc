package io.soundalike.submit.command;

import io.soundalike.jobs.maintenance.CompactJob;
import io.soundalike.submit.option.CatalogueUri;
import io.soundalike.submit.option.RunOptions;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Few large files instead of many small ones. */
@Command(
    name = "compact",
    description = "Merges the small files that many small runs leave behind.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "No other run should go on meanwhile.",
      "Example: soundalike compact --catalogue ~/soundalike"
    })
public final class CompactCommand implements Callable<Integer> {

  @Mixin private RunOptions options = new RunOptions();

  @Mixin private CatalogueUri catalogue = new CatalogueUri();

  @Override
  public Integer call() throws Exception {
    options.inSession(
        catalogue.uri(),
        context -> {
          CompactJob.Result result = CompactJob.run(context);
          String line =
              result.foldersBefore() == 0
                  ? "Nothing is small enough to be merged."
                  : String.format(
                      Locale.ROOT,
                      "%d folders are now %d, %d files are now %d.",
                      result.foldersBefore(),
                      result.foldersAfter(),
                      result.filesBefore(),
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

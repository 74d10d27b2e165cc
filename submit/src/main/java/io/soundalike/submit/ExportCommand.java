package io.soundalike.submit;

import io.soundalike.jobs.ExportJob;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Results as text. */
@Command(
    name = "export",
    description =
        "Writes features.csv, descriptors.csv, embeddings.csv, neighbours.csv, map.csv, distances.mirex, neighbours.mirex, tree.nwk.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: soundalike export --catalogue ~/soundalike --to exported"})
final class ExportCommand implements Callable<Integer> {

  @Mixin private RunOptions options = new RunOptions();

  @Mixin private CatalogueUri catalogue = new CatalogueUri();

  @Mixin private LocalFolder to = new LocalFolder();

  @Override
  public Integer call() throws Exception {
    options.inSession(
        catalogue.uri(),
        context -> {
          ExportJob.Result result = ExportJob.run(context, to.path());
          result.files().forEach(System.out::println);
          System.out.println(result.songs() + " songs exported.");
        });
    return 0;
  }
}

package io.soundalike.submit.command;

import io.soundalike.jobs.export.PlotSongJob;
import io.soundalike.submit.option.CatalogueUri;
import io.soundalike.submit.option.LocalFolder;
import io.soundalike.submit.option.RunOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Pictures of one song. */
@Command(
    name = "plot",
    description =
        "Draws a song: waveform, mel spectrogram, chromagram, tempogram and MFCCs, each as PNG and SVG.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: soundalike plot --catalogue ~/soundalike --track \"blue monday\" --to pictures"
    })
public final class PlotCommand implements Callable<Integer> {

  @Mixin private RunOptions options = new RunOptions();

  @Mixin private CatalogueUri catalogue = new CatalogueUri();

  @Option(
      names = "--track",
      required = true,
      paramLabel = "SONG",
      description =
          "A song of the catalogue by its path, the beginning of its track id or words of its title; or a file that the catalogue does not hold.")
  private String track = "";

  @Mixin private LocalFolder to = new LocalFolder();

  @Override
  public Integer call() throws Exception {
    options.inSession(
        catalogue.uri(),
        context ->
            LocalFolder.tell(
                context, PlotSongJob.run(context, track, to.path()), "Five pictures, each twice."));
    return 0;
  }
}

package io.soundalike.submit.command;

import io.soundalike.jobs.export.PlotSongJob;
import io.soundalike.report.Plural;
import io.soundalike.submit.option.CatalogueSession;
import io.soundalike.submit.option.CatalogueUri;
import io.soundalike.submit.option.LimitOptions;
import io.soundalike.submit.option.LocalFolder;
import io.soundalike.submit.option.ProgressOptions;
import io.soundalike.submit.option.SettingsOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plots one song. */
@Command(
    name = "plot",
    description =
        "Plots a song: waveform, mel spectrogram, chromagram, tempogram and MFCCs, each as PNG and"
            + " SVG.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  soundalike plot --catalogue ~/soundalike --track \"blue monday\" --to plots"
    })
public final class PlotCommand implements Callable<Integer> {

  @Mixin private ProgressOptions options = new ProgressOptions();

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Mixin private LimitOptions limits = new LimitOptions();

  @Mixin private CatalogueUri catalogue = new CatalogueUri();

  @Option(
      names = "--track",
      required = true,
      paramLabel = "SONG",
      description =
          "A song of the catalogue (its path, the start of its track id, or words of its title), or"
              + " a file that is not in the catalogue.")
  private String track = "";

  @Mixin private LocalFolder to = new LocalFolder();

  @Override
  public Integer call() throws Exception {
    CatalogueSession.of(options, settings.read(limits.settings()))
        .run(
            catalogue.uri(),
            context -> {
              List<Path> files = PlotSongJob.run(context, track, to.path());
              // Each plot is a PNG and an SVG.
              String plots = Plural.of(files.size() / 2, "plot");
              LocalFolder.printFiles(context, files, plots + ", each as PNG and SVG.");
            });
    return 0;
  }
}

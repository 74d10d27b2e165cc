package io.soundalike.submit.command;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.query.FindSimilarJob;
import io.soundalike.jobs.query.ListClustersJob;
import io.soundalike.jobs.training.ModelSelection;
import io.soundalike.report.Plural;
import io.soundalike.submit.option.CatalogueSession;
import io.soundalike.submit.option.CatalogueUri;
import io.soundalike.submit.option.LocalFolder;
import io.soundalike.submit.option.ModelOption;
import io.soundalike.submit.option.ProgressOptions;
import io.soundalike.submit.option.SettingsOptions;
import io.soundalike.submit.output.AnswerFormat;
import io.soundalike.submit.output.PlaylistPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a playlist per cluster. */
@Command(
    name = "playlists",
    description =
        "Writes a playlist per cluster, ordered from the cluster's centre outwards. A playlist has"
            + " the number that the cluster has in the report and in map.csv.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  soundalike playlists --catalogue ~/soundalike --to playlists --format xspf"
    })
public final class PlaylistsCommand implements Callable<Integer> {

  @Mixin private ProgressOptions options = new ProgressOptions();

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Mixin private ModelOption model = new ModelOption();

  @Mixin private CatalogueUri catalogue = new CatalogueUri();

  @Mixin private LocalFolder to = new LocalFolder();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "m3u8",
      description = "m3u8 or xspf (default: ${DEFAULT-VALUE}).")
  private AnswerFormat format = AnswerFormat.M3U8;

  @Option(
      names = "--relative",
      description = "Name the songs relative to the folder of the playlists.")
  private boolean isRelative;

  @Override
  public Integer call() throws Exception {
    if (!format.isPlaylist()) {
      throw new UserException(
          ExitCode.USAGE,
          "--format: expected m3u8 or xspf, got " + format.name().toLowerCase(Locale.ROOT) + ".");
    }

    CatalogueSession.of(options, settings.read(), model)
        .run(
            catalogue.uri(),
            context -> {
              List<Path> written =
                  write(ListClustersJob.run(context, ModelSelection.require(context)));
              LocalFolder.printFiles(
                  context, written, Plural.of(written.size(), "playlist") + " written.");
            });
    return 0;
  }

  private List<Path> write(Map<Integer, FindSimilarJob.Result> playlists) throws IOException {
    Files.createDirectories(to.path());
    PlaylistPaths paths = isRelative ? PlaylistPaths.relativeTo(to.path()) : PlaylistPaths.ABSOLUTE;
    List<Path> written = new ArrayList<>();

    for (Map.Entry<Integer, FindSimilarJob.Result> playlist : playlists.entrySet()) {
      written.add(
          Files.writeString(
              to.path().resolve(fileName(playlist.getKey(), format)),
              format.text(playlist.getValue(), paths)));
    }

    return written;
  }

  /**
   * The file of a playlist.
   *
   * @param cluster number from 0, as in the tables
   */
  static String fileName(int cluster, AnswerFormat format) {
    return String.format(
        Locale.ROOT, "cluster-%d.%s", cluster, format.name().toLowerCase(Locale.ROOT));
  }
}

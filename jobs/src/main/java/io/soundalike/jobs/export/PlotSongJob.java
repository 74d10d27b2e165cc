package io.soundalike.jobs.export;

import io.soundalike.audio.AudioDecoder;
import io.soundalike.audio.DecodeOutcome;
import io.soundalike.features.SongFrames;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.Stopwatch;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.features.ExtractFeaturesJob;
import io.soundalike.jobs.features.LatestTracks;
import io.soundalike.jobs.inventory.InventoryJob;
import io.soundalike.jobs.inventory.SongFiles;
import io.soundalike.jobs.query.SongResolver;
import io.soundalike.jobs.report.ReportDataBuilder;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.FeatureOutcome;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.report.SongPlots;
import io.soundalike.settings.Settings;
import io.soundalike.track.TrackInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plots one song: waveform, mel spectrogram, chromagram, tempogram and MFCCs, each as PNG and SVG.
 *
 * <p><b>What:</b> decodes the file twice, because chroma needs the tuning of the whole song.
 *
 * <p><b>Input:</b> a file, in the catalogue or not. <b>Output:</b> ten files in a local folder.
 *
 * <p><b>Usage:</b> {@code soundalike plot --catalogue URI --track SONG --to DIR}
 */
public final class PlotSongJob {

  private static final Logger LOG = LoggerFactory.getLogger(PlotSongJob.class);

  private PlotSongJob() {}

  /**
   * Plots a song and returns the files.
   *
   * @throws UserException if there is no such song, or if it cannot be analysed
   */
  public static List<Path> run(JobContext context, String name, Path folder) throws IOException {
    context.describe("plot");
    Stopwatch stopwatch = Stopwatch.start();
    AudioFileRow file = find(context, name);
    LOG.info("Plotting {}", file.getPath());
    FeatureRow row = ExtractFeaturesJob.analyse(context, file);

    if (!row.getOutcome().equals(FeatureOutcome.OK)) {
      throw new UserException(
          ExitCode.USAGE,
          String.format(
              Locale.ROOT, "%s cannot be plotted: %s, %s.", name, row.getFault(), row.getDetail()));
    }

    Settings settings = context.settings();
    SongFrames frames = new SongFrames(settings, row.getTuning());

    try (InputStream in =
        SongFiles.open(file.getPath(), context.spark().sparkContext().hadoopConfiguration())) {
      TrackInputStream bytes =
          new TrackInputStream(in, Objects.requireNonNull(file.getTrackId()), file.getLength());
      DecodeOutcome outcome = new AudioDecoder(settings).decode(bytes, file.getLength(), frames);

      if (outcome instanceof DecodeOutcome.Undecodable undecodable) {
        throw changed(name, undecodable.detail());
      }

      if (!bytes.readRestAndVerify()) {
        throw changed(name, TrackInputStream.CHANGED);
      }
    }

    List<Path> written =
        write(
            SongPlots.render(
                ReportDataBuilder.track(file, row, null).label(),
                frames.finish(SongPlots.COLUMNS),
                settings.audio().sampleRateHz() / 2.0),
            folder);
    LOG.info("Wrote {} plots in {} s", written.size(), stopwatch.seconds());
    return written;
  }

  private static UserException changed(String name, String detail) {
    LOG.warn("{} was analysed but cannot be decoded again: {}", name, detail);
    return new UserException(
        ExitCode.FAILURE,
        String.format(Locale.ROOT, "%s has changed while it was plotted: %s.", name, detail));
  }

  private static AudioFileRow find(JobContext context, String name) throws IOException {
    Optional<AudioFileRow> known =
        SongResolver.find(LatestTracks.ofLatestInventory(context).collectAsList(), name);
    return known.isPresent()
        ? known.get()
        : InventoryJob.read(context, name)
            .orElseThrow(
                () ->
                    new UserException(
                        ExitCode.USAGE,
                        String.format(
                            Locale.ROOT,
                            "No song matches \"%s\"; give a path, a track id, or words of one"
                                + " title.",
                            name)));
  }

  private static List<Path> write(Map<String, byte[]> plots, Path folder) throws IOException {
    Files.createDirectories(folder);
    List<Path> written = new ArrayList<>();

    for (String name : plots.keySet()) {
      written.add(Files.write(folder.resolve(name), Objects.requireNonNull(plots.get(name))));
    }

    return written;
  }
}

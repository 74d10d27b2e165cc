package io.soundalike.jobs.report;

import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.Stopwatch;
import io.soundalike.jobs.inventory.SongFiles;
import io.soundalike.jobs.map.RunTables;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.training.ModelSelection;
import io.soundalike.model.TrainedModel;
import io.soundalike.report.ReportPage;
import io.soundalike.settings.Settings;
import io.soundalike.track.TrackInputStream;
import io.soundalike.transcoding.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Writes the report with an excerpt of each song to a local folder, which can be copied as a whole.
 *
 * <p><b>What:</b> executors decode the songs and encode an excerpt of each as MP3; the driver holds
 * the excerpts of one task at a time.
 *
 * <p><b>Input:</b> the latest results and the songs' files. <b>Output:</b> {@code index.html},
 * plots and {@code excerpts/} in a local folder.
 *
 * <p><b>Usage:</b> {@code soundalike export --catalogue URI --to DIR --excerpts 20}
 *
 * <p><b>Notes:</b> a song whose file cannot be read has no excerpt.
 */
public final class PortableReport {

  private static final Logger LOG = LoggerFactory.getLogger(PortableReport.class);

  private PortableReport() {}

  /** A song and its position in the report. */
  private record Song(int position, String trackId, String path, long length, double seconds)
      implements Serializable {}

  /**
   * Writes the report; existing files are replaced.
   *
   * @param seconds duration of each excerpt
   * @return number of excerpts
   */
  public static int write(JobContext context, Path folder, double seconds) throws IOException {
    context.describe("export: excerpts");
    Stopwatch stopwatch = Stopwatch.start();
    TrainedModel model = ModelSelection.require(context);
    SongIndex index = SongIndex.collect(context, model);
    RunTables tables = RunTables.collect(context, index);
    LOG.info("Writing a portable report of {} songs to {}", tables.files().size(), folder);
    Files.createDirectories(folder.resolve(ReportPage.EXCERPTS));

    for (Map.Entry<String, byte[]> file :
        RenderReportJob.files(context, model, index, tables, true).entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }

    Iterator<Tuple2<Integer, byte[]>> excerpts = excerpts(context, songs(tables), seconds);
    int written = 0;

    while (excerpts.hasNext()) {
      Tuple2<Integer, byte[]> excerpt = excerpts.next();
      Files.write(folder.resolve(ReportPage.excerpt(excerpt._1())), excerpt._2());
      written++;
    }

    LOG.info("Wrote {} excerpts in {} s", written, stopwatch.seconds());
    return written;
  }

  private static List<Song> songs(RunTables tables) {
    List<Song> songs = new ArrayList<>();

    for (AudioFileRow file : tables.files()) {
      String trackId = RunTables.trackId(file);
      double seconds = Objects.requireNonNull(tables.features().get(trackId)).getSeconds();
      songs.add(new Song(songs.size(), trackId, file.getPath(), file.getLength(), seconds));
    }

    return songs;
  }

  private static Iterator<Tuple2<Integer, byte[]>> excerpts(
      JobContext context, List<Song> songs, double seconds) {
    Settings settings = context.settings();
    Broadcast<SerializableConfiguration> hadoop = context.hadoop();
    return context
        .javaSpark()
        .parallelize(songs, context.partitions(songs.size()))
        .map(
            song ->
                new Tuple2<>(
                    song.position(), excerpt(settings, song, seconds, hadoop.value().value())))
        .filter(excerpt -> excerpt._2().length > 0)
        .toLocalIterator();
  }

  /** Empty if the file cannot be read, or has changed since it was listed. */
  private static byte[] excerpt(
      Settings settings, Song song, double seconds, Configuration hadoop) {
    try (InputStream in = SongFiles.open(song.path(), hadoop)) {
      TrackInputStream bytes = new TrackInputStream(in, song.trackId(), song.length());
      Optional<byte[]> excerpt =
          Excerpt.encode(bytes, song.length(), settings, song.seconds(), seconds);

      if (excerpt.isPresent() && bytes.readRestAndVerify()) {
        return excerpt.get();
      }

      LOG.warn("{} has no excerpt: it cannot be decoded, or has changed", song.path());
      return new byte[0];
    } catch (IOException e) {
      LOG.warn("{} has no excerpt", song.path(), e);
      return new byte[0];
    }
  }
}

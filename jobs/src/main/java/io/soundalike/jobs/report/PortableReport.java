package io.soundalike.jobs.report;

import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.inventory.SongFiles;
import io.soundalike.jobs.map.RunTables;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.training.TrainAutoencoderJob;
import io.soundalike.model.TrainedModel;
import io.soundalike.report.ReportPage;
import io.soundalike.settings.Settings;
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
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * The report in a folder of its own, with an excerpt of each song, to be handed on and listened to.
 *
 * <p><b>What:</b> executors decode the songs and encode a piece of each as a small MP3; the driver
 * holds those of one task at a time.
 *
 * <p><b>Input:</b> the latest results and the songs' files. <b>Output:</b> {@code index.html},
 * pictures and {@code excerpts/} in a local folder.
 *
 * <p><b>Usage:</b> {@code soundalike export --catalogue URI --to DIR --excerpts 20}
 *
 * <p><b>Notes:</b> a song whose file is gone has no excerpt.
 */
public final class PortableReport {

  private PortableReport() {}

  /** A song and its place in the report. */
  private record Song(int place, String path, long length, double seconds)
      implements Serializable {}

  /**
   * Writes it; what is there is replaced.
   *
   * @param seconds of each excerpt
   * @return excerpts written
   */
  public static int write(JobContext context, Path folder, double seconds) throws IOException {
    context.describe("export: excerpts");
    TrainedModel model = TrainAutoencoderJob.required(context);
    SongIndex compared = SongIndex.collect(context, model);
    RunTables tables = RunTables.collect(context, compared);
    Files.createDirectories(folder.resolve(ReportPage.EXCERPTS));

    for (Map.Entry<String, byte[]> file :
        RenderReportJob.files(context, model, compared, tables, true).entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }

    Iterator<Tuple2<Integer, byte[]>> excerpts = excerpts(context, songs(tables), seconds);
    int written = 0;

    while (excerpts.hasNext()) {
      Tuple2<Integer, byte[]> excerpt = excerpts.next();
      Files.write(folder.resolve(ReportPage.excerpt(excerpt._1())), excerpt._2());
      written++;
    }

    return written;
  }

  private static List<Song> songs(RunTables tables) {
    List<Song> songs = new ArrayList<>();

    for (AudioFileRow file : tables.files()) {
      double seconds =
          Objects.requireNonNull(tables.features().get(RunTables.trackId(file))).getSeconds();
      songs.add(new Song(songs.size(), file.getPath(), file.getLength(), seconds));
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
                    song.place(), excerpt(settings, song, seconds, hadoop.value().value())))
        .filter(excerpt -> excerpt._2().length > 0)
        .toLocalIterator();
  }

  /** Empty if the file is gone or is not what it was. */
  private static byte[] excerpt(
      Settings settings, Song song, double seconds, Configuration hadoop) {
    try (InputStream in = SongFiles.open(song.path(), hadoop)) {
      return Excerpt.encode(in, song.length(), settings, song.seconds(), seconds)
          .orElse(new byte[0]);
    } catch (IOException e) {
      return new byte[0];
    }
  }
}

package io.soundalike.jobs.evaluation;

import io.soundalike.evaluation.AudioDegradation;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.MappedIterator;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.features.FeatureRowMapper;
import io.soundalike.jobs.features.TrackAnalyser;
import io.soundalike.jobs.inventory.SongFiles;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.FeatureOutcome;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.model.Encoder;
import io.soundalike.model.TrainedModel;
import io.soundalike.neighbours.SongDescriptor;
import io.soundalike.settings.Settings;
import io.soundalike.track.TrackId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes degraded copies of songs, analyses them and encodes them like songs of the catalogue. */
final class CopiedSongs {

  private static final Logger LOG = LoggerFactory.getLogger(CopiedSongs.class);

  /** Maximum size of a file, which is held in memory as a whole. */
  private static final long MAX_BYTES = 100_000_000;

  private CopiedSongs() {}

  /** A copy to make. */
  private record CopyTask(int song, String trackId, String path, AudioDegradation degradation)
      implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  /** A copy that was analysed and encoded. */
  private record AnalysedCopy(
      int song, AudioDegradation degradation, float[] embedding, FeatureRow row)
      implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  /** Refuses settings under which copies cannot be encoded. */
  static void validate(Settings settings) {
    EvaluatedDistances.refusePerSong(settings, "--copies");
  }

  /**
   * Makes and analyses copies of some songs, one for each degradation.
   *
   * @param count number of songs, evenly spaced among those that are not too long or too large
   * @return descriptors by degradation and song; copies that cannot be analysed are left out
   * @throws UserException of NO_INPUT if no copy could be analysed
   */
  static Map<AudioDegradation, Map<Integer, SongDescriptor>> analyse(
      JobContext context,
      TrainedModel model,
      SongIndex index,
      List<AudioFileRow> files,
      int count) {
    context.report("  making and analysing copies of songs");
    List<CopyTask> tasks = new ArrayList<>();

    for (int song : choose(index, files, count)) {
      String path = files.get(song).getPath();

      for (AudioDegradation degradation : AudioDegradation.values()) {
        tasks.add(new CopyTask(song, index.trackIds().get(song), path, degradation));
      }
    }

    Map<AudioDegradation, Map<Integer, SongDescriptor>> copies = new TreeMap<>();
    int analysed = 0;

    for (AnalysedCopy copy : analyse(context, model, tasks)) {
      analysed++;
      copies
          .computeIfAbsent(copy.degradation(), degradation -> new TreeMap<>())
          .put(copy.song(), SongIndex.descriptor(copy.embedding(), copy.row()));
    }

    context.report("  analysed %d of %d copies", analysed, tasks.size());

    if (analysed == 0) {
      throw new UserException(
          ExitCode.NO_INPUT,
          String.format(
              Locale.ROOT,
              "No song could be copied: each file is missing, longer than %.0f s or larger than %d"
                  + " bytes; leave --copies out.",
              AudioDegradation.MAX_SECONDS,
              MAX_BYTES));
    }

    return copies;
  }

  private static List<Integer> choose(SongIndex index, List<AudioFileRow> files, int count) {
    int[] eligible =
        IntStream.range(0, index.trackIds().size())
            .filter(song -> index.features().get(song).getSeconds() <= AudioDegradation.MAX_SECONDS)
            .filter(song -> files.get(song).getLength() <= MAX_BYTES)
            .toArray();
    int chosen = Math.min(count, eligible.length);
    return IntStream.range(0, chosen)
        .mapToObj(i -> eligible[(int) ((long) i * eligible.length / chosen)])
        .toList();
  }

  private static List<AnalysedCopy> analyse(
      JobContext context, TrainedModel model, List<CopyTask> copyTasks) {
    Settings settings = context.settings();
    Broadcast<TrainedModel> broadcast = context.javaSpark().broadcast(model);
    Broadcast<SerializableConfiguration> hadoop = context.hadoop();

    try {
      return context
          .javaSpark()
          .parallelize(copyTasks, context.partitions(copyTasks.size()))
          .mapPartitions(
              tasks -> {
                CopyAnalyser analyser =
                    new CopyAnalyser(broadcast.value(), settings, hadoop.value().value());
                MappedIterator.closedWithTask(analyser.encoder);
                return new MappedIterator<>(tasks, analyser::analyse);
              })
          .filter(Optional::isPresent)
          .map(Optional::get)
          .collect();
    } finally {
      broadcast.destroy();
      hadoop.destroy();
    }
  }

  /** Makes, analyses and encodes the copies of one task. */
  private static final class CopyAnalyser {

    private final Settings settings;
    private final Configuration hadoop;
    private final TrackAnalyser trackAnalyser;
    private final Encoder encoder;

    CopyAnalyser(TrainedModel model, Settings settings, Configuration hadoop) {
      this.settings = settings;
      this.hadoop = hadoop;
      this.trackAnalyser = new TrackAnalyser(settings);
      this.encoder = new Encoder(model, settings);
    }

    /** Empty if the copy cannot be made or analysed; the evaluation goes on without it. */
    Optional<AnalysedCopy> analyse(CopyTask task) {
      try (InputStream in = SongFiles.open(task.path(), hadoop)) {
        byte[] song = in.readAllBytes();

        if (!TrackId.hash(new ByteArrayInputStream(song)).equals(task.trackId())) {
          LOG.warn("{} has changed since it was listed; it is left out", task.path());
          return Optional.empty();
        }

        return task.degradation().copy(song).flatMap(copy -> analyse(task, copy));
      } catch (IOException | OutOfMemoryError e) {
        LOG.warn("{} cannot be copied as {}; it is left out", task.path(), task.degradation(), e);
        return Optional.empty();
      }
    }

    private Optional<AnalysedCopy> analyse(CopyTask task, byte[] copy) {
      FeatureRow row = trackAnalyser.analyse(task.trackId(), copy);

      if (!row.getOutcome().equals(FeatureOutcome.OK)) {
        LOG.warn("A copy of {} cannot be analysed: {}", task.path(), row.getDetail());
        return Optional.empty();
      }

      float[] embedding = encoder.embed(FeatureRowMapper.images(row, settings));
      row.setSpectrogram(new byte[0]);
      return Optional.of(new AnalysedCopy(task.song(), task.degradation(), embedding, row));
    }
  }
}

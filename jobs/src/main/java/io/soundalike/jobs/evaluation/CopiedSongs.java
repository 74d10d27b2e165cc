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

/** Makes altered copies of songs and hears them as if they were songs of the catalogue. */
final class CopiedSongs {

  /** A file is held whole. */
  private static final long MAX_BYTES = 100_000_000;

  private CopiedSongs() {}

  /** A copy to be made. */
  private record Wanted(int song, String trackId, String path, AudioDegradation alteration)
      implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  /** A copy that was heard. */
  private record AnalysedCopy(
      int song, AudioDegradation alteration, float[] embedding, FeatureRow row)
      implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  /** Refuses settings under which a copy could not be heard. */
  static void check(Settings settings) {
    EvaluatedDistances.refusePerSong(settings, "--copies");
  }

  /**
   * Copies some songs in every way.
   *
   * @param count of songs, drawn evenly from those that are not too long
   * @return by alteration, by song; copies that cannot be heard are left out, and counted aloud
   */
  static Map<AudioDegradation, Map<Integer, SongDescriptor>> of(
      JobContext context,
      TrainedModel model,
      SongIndex songs,
      List<AudioFileRow> files,
      int count) {
    context.report("  copying songs, and listening to the copies");
    List<Wanted> wanted = new ArrayList<>();

    for (int song : chosen(songs, files, count)) {
      String path = files.get(song).getPath();

      for (AudioDegradation alteration : AudioDegradation.values()) {
        wanted.add(new Wanted(song, songs.trackIds().get(song), path, alteration));
      }
    }

    Map<AudioDegradation, Map<Integer, SongDescriptor>> copies = new TreeMap<>();
    int heard = 0;

    for (AnalysedCopy copy : hear(context, model, wanted)) {
      heard++;
      copies
          .computeIfAbsent(copy.alteration(), alteration -> new TreeMap<>())
          .put(copy.song(), SongIndex.sound(copy.embedding(), copy.row()));
    }

    context.report("  %d of %d copies could be heard", heard, wanted.size());

    if (heard == 0) {
      throw new UserException(
          ExitCode.NOTHING_TO_DO,
          String.format(
              Locale.ROOT,
              "No song could be copied: its file is gone, or it is longer than %.0f s or larger than %d bytes; leave --copies out.",
              AudioDegradation.MAX_SECONDS,
              MAX_BYTES));
    }

    return copies;
  }

  private static List<Integer> chosen(SongIndex songs, List<AudioFileRow> files, int count) {
    int[] able =
        IntStream.range(0, songs.trackIds().size())
            .filter(song -> songs.features().get(song).getSeconds() <= AudioDegradation.MAX_SECONDS)
            .filter(song -> files.get(song).getLength() <= MAX_BYTES)
            .toArray();
    int wanted = Math.min(count, able.length);
    return IntStream.range(0, wanted)
        .mapToObj(i -> able[(int) ((long) i * able.length / wanted)])
        .toList();
  }

  private static List<AnalysedCopy> hear(
      JobContext context, TrainedModel model, List<Wanted> wanted) {
    Settings settings = context.settings();
    Broadcast<TrainedModel> broadcast = context.javaSpark().broadcast(model);
    Broadcast<SerializableConfiguration> hadoop = context.hadoop();

    try {
      return context
          .javaSpark()
          .parallelize(wanted, context.partitions(wanted.size()))
          .mapPartitions(
              tasks -> {
                CopyAnalyser ears =
                    new CopyAnalyser(broadcast.value(), settings, hadoop.value().value());
                MappedIterator.closedWithTask(ears.encoder);
                return new MappedIterator<>(tasks, ears::hear);
              })
          .filter(Optional::isPresent)
          .map(Optional::get)
          .collect();
    } finally {
      broadcast.destroy();
      hadoop.destroy();
    }
  }

  /** Of one task. */
  private static final class CopyAnalyser {

    private final Settings settings;
    private final Configuration hadoop;
    private final TrackAnalyser analyst;
    private final Encoder encoder;

    CopyAnalyser(TrainedModel model, Settings settings, Configuration hadoop) {
      this.settings = settings;
      this.hadoop = hadoop;
      this.analyst = new TrackAnalyser(settings);
      this.encoder = new Encoder(model, settings);
    }

    /** Empty if there is nothing to hear. */
    Optional<AnalysedCopy> hear(Wanted wanted) {
      try (InputStream in = SongFiles.open(wanted.path(), hadoop)) {
        return wanted.alteration().copy(in.readAllBytes()).flatMap(copy -> hear(wanted, copy));
      } catch (IOException | OutOfMemoryError e) {
        // The file is gone, or the machine is short: one copy less to ask.
        return Optional.empty();
      }
    }

    private Optional<AnalysedCopy> hear(Wanted wanted, byte[] copy) {
      FeatureRow row = analyst.analyse(wanted.trackId(), copy);

      if (!row.getOutcome().equals(FeatureOutcome.OK)) {
        return Optional.empty();
      }

      float[] embedding = encoder.embed(FeatureRowMapper.images(row, settings));
      row.setSpectrogram(new byte[0]);
      return Optional.of(new AnalysedCopy(wanted.song(), wanted.alteration(), embedding, row));
    }
  }
}

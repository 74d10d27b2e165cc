package io.soundalike.jobs.features;

import io.soundalike.audio.AudioFault;
import io.soundalike.jobs.execution.BatchCommitter;
import io.soundalike.jobs.execution.Columns;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.LongestFirstScheduler;
import io.soundalike.jobs.execution.MappedIterator;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.FeatureOutcome;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsFingerprint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Decodes and analyses the songs that were not analysed before.
 *
 * <p><b>What:</b> each song is decoded by one task, from its file to numbers and spectrogram; songs
 * of equal bytes are analysed once. A song that cannot be decoded becomes a row with a reason.
 * Tasks have about equal bytes to decode, the largest songs first.
 *
 * <p><b>Input:</b> the latest inventory. <b>Output:</b> {@code
 * features/fp=F/run=R/outcome=ok|quarantined|unread}, committed in groups.
 *
 * <p><b>Usage:</b> {@code soundalike features --catalogue URI [--retry-quarantined]}
 *
 * <p><b>Notes:</b> F names the settings of audio and features. Rows of fault UNREADABLE, UNEXPECTED
 * or TIME_LIMIT are tried again by the next run.
 */
public final class ExtractFeaturesJob {

  /** Faults that may be the machine's rather than the song's. */
  private static final Object[] TRIED_AGAIN = {
    AudioFault.UNREADABLE.name(), AudioFault.UNEXPECTED.name(), AudioFault.TIME_LIMIT.name()
  };

  private ExtractFeaturesJob() {}

  /**
   * What was done.
   *
   * @param decoded songs analysed now
   * @param quarantined songs that could not be, now
   * @param unread songs whose bytes did not come
   */
  public record Result(long decoded, long quarantined, long unread) {}

  /** What becomes of songs that were quarantined before. */
  public enum Quarantined {
    /** Left alone: the same bytes under the same settings. */
    SKIP,
    /** Decoded again: another version of this program may know better. */
    RETRY
  }

  /** Songs that {@link #run} would decode. */
  public static long plan(JobContext context, Quarantined quarantined) throws IOException {
    return workList(context, quarantined).count();
  }

  /** Decodes what is new. */
  public static Result run(JobContext context, Quarantined quarantined) throws IOException {
    context.describe("features: decode and analyse new songs");
    List<AudioFileRow> songs = new ArrayList<>(workList(context, quarantined).collectAsList());

    if (songs.isEmpty()) {
      return new Result(0, 0, 0);
    }

    // By their hashes: so each group holds songs of all folders, long and short ones.
    songs.sort(Comparator.comparing(AudioFileRow::getTrackId));
    Broadcast<SerializableConfiguration> hadoop = context.hadoop();
    String fingerprint = SettingsFingerprint.FEATURES.of(context.settings());
    DecodingMetrics tally = DecodingMetrics.of(context);
    BatchCommitter.commitInBatches(
        context,
        "features",
        songs,
        (name, group, done) ->
            analysed(context, LongestFirstScheduler.schedule(context, group), hadoop, tally, done)
                .write()
                .partitionBy("outcome")
                .parquet(context.catalogue().features(fingerprint, name)));
    return count(context);
  }

  private static Dataset<FeatureRow> analysed(
      JobContext context,
      Dataset<AudioFileRow> songs,
      Broadcast<SerializableConfiguration> hadoop,
      DecodingMetrics tally,
      LongAccumulator done) {
    Settings settings = context.settings();
    return songs.mapPartitions(
        (MapPartitionsFunction<AudioFileRow, FeatureRow>)
            rows -> {
              TrackAnalyser analyst = new TrackAnalyser(settings);
              return new MappedIterator<>(
                  rows,
                  file -> {
                    FeatureRow row = analyst.analyse(file, hadoop.value().value());
                    tally.add(row);
                    done.add(1);
                    return row;
                  });
            },
        FeatureRow.ENCODER);
  }

  /** What this run has written. */
  private static Result count(JobContext context) throws IOException {
    Map<String, Long> songs = new HashMap<>();
    context
        .catalogue()
        .featureRowsOfRun(
            context.spark(), SettingsFingerprint.FEATURES.of(context.settings()), context.runId())
        .groupBy("outcome")
        .count()
        .collectAsList()
        .forEach(row -> songs.put(row.getString(0), row.getLong(1)));
    return new Result(
        songs.getOrDefault(FeatureOutcome.OK, 0L),
        songs.getOrDefault(FeatureOutcome.QUARANTINED, 0L),
        songs.getOrDefault(FeatureOutcome.UNREAD, 0L));
  }

  /** Analyses one song here and now; nothing is written. */
  public static FeatureRow analyse(JobContext context, AudioFileRow file) {
    Configuration hadoop = context.spark().sparkContext().hadoopConfiguration();
    return new TrackAnalyser(context.settings()).analyse(file, hadoop);
  }

  private static Dataset<AudioFileRow> workList(JobContext context, Quarantined quarantined)
      throws IOException {
    Column isDone = functions.col("outcome").equalTo(FeatureOutcome.OK);

    if (quarantined == Quarantined.SKIP) {
      isDone = isDone.or(functions.not(functions.col("fault").isin(TRIED_AGAIN)));
    }

    String fingerprint = SettingsFingerprint.FEATURES.of(context.settings());
    Dataset<Row> done =
        context
            .catalogue()
            .featureRows(context.spark(), fingerprint)
            .filter(isDone)
            .select("trackId");
    return LatestTracks.ofLatestInventory(context)
        .join(done, Columns.named("trackId"), "left_anti")
        .as(AudioFileRow.ENCODER);
  }
}

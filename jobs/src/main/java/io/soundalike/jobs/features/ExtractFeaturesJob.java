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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes and analyses the songs that were not analysed before.
 *
 * <p><b>What:</b> one task decodes a song from its file to numbers and spectrogram; files with
 * equal bytes are analysed once. A song that cannot be decoded becomes a row with a reason. Tasks
 * decode about the same number of bytes each, the largest songs first.
 *
 * <p><b>Input:</b> the latest inventory. <b>Output:</b> {@code
 * features/fp=F/run=R/outcome=ok|quarantined|unread}, committed in groups.
 *
 * <p><b>Usage:</b> {@code soundalike features --catalogue URI [--retry-quarantined]}
 *
 * <p><b>Notes:</b> F is the fingerprint of the settings of audio and features. Songs with the fault
 * UNREADABLE, UNEXPECTED, TIME_LIMIT or TOO_BIG are tried again by the next run, and those with the
 * fault TOO_LONG or TOO_SHORT once a limit may admit them.
 */
public final class ExtractFeaturesJob {

  private static final Logger LOG = LoggerFactory.getLogger(ExtractFeaturesJob.class);

  /**
   * Faults that may not be the song's own. The inventory excludes files that are too big, so one
   * that it lists may be tried.
   */
  private static final Object[] TRIED_AGAIN = {
    AudioFault.UNREADABLE.name(),
    AudioFault.UNEXPECTED.name(),
    AudioFault.TIME_LIMIT.name(),
    AudioFault.TOO_BIG.name()
  };

  private ExtractFeaturesJob() {}

  /**
   * What was done.
   *
   * @param decoded songs analysed by this run
   * @param quarantined songs that this run could not analyse
   * @param unread songs whose bytes could not be read
   */
  public record Result(long decoded, long quarantined, long unread) {}

  /** What becomes of songs that were quarantined before. */
  public enum Quarantined {
    /** Skipped: the same bytes under the same settings fail again. */
    SKIP,
    /** Decoded again: another version of this program may succeed. */
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

    LOG.info("Songs to decode: {}", songs.size());

    if (songs.isEmpty()) {
      return new Result(0, 0, 0);
    }

    // In the order of their hashes each batch has songs of all folders, long and short ones.
    songs.sort(Comparator.comparing(AudioFileRow::getTrackId));
    Broadcast<SerializableConfiguration> hadoop = context.hadoop();
    String fingerprint = SettingsFingerprint.FEATURES.of(context.settings());
    DecodingMetrics metrics = DecodingMetrics.of(context);
    BatchCommitter.commitInBatches(
        context,
        "features",
        songs,
        (name, group, done) ->
            analysed(context, LongestFirstScheduler.schedule(context, group), hadoop, metrics, done)
                .write()
                .partitionBy("outcome")
                .parquet(context.catalogue().features(fingerprint, name)));
    Result result = count(context);
    LOG.info("Songs decoded: {}", result);
    return result;
  }

  private static Dataset<FeatureRow> analysed(
      JobContext context,
      Dataset<AudioFileRow> songs,
      Broadcast<SerializableConfiguration> hadoop,
      DecodingMetrics metrics,
      LongAccumulator done) {
    Settings settings = context.settings();
    return songs.mapPartitions(
        (MapPartitionsFunction<AudioFileRow, FeatureRow>)
            rows -> {
              TrackAnalyser analyser = new TrackAnalyser(settings);
              return new MappedIterator<>(
                  rows,
                  file -> {
                    FeatureRow row = analyser.analyse(file, hadoop.value().value());
                    metrics.add(row);
                    done.add(1);
                    return row;
                  });
            },
        FeatureRow.ENCODER);
  }

  /** Counts what this run has written; task counters would count songs of repeated tasks twice. */
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

  /** Analyses one song on the driver; nothing is written. */
  public static FeatureRow analyse(JobContext context, AudioFileRow file) {
    Configuration hadoop = context.spark().sparkContext().hadoopConfiguration();
    return new TrackAnalyser(context.settings()).analyse(file, hadoop);
  }

  private static Dataset<AudioFileRow> workList(JobContext context, Quarantined quarantined)
      throws IOException {
    Column isDone = functions.col("outcome").equalTo(FeatureOutcome.OK);

    if (quarantined == Quarantined.SKIP) {
      DurationLimits limits = new DurationLimits(context.settings().audio());
      isDone =
          isDone.or(
              functions.not(functions.col("fault").isin(TRIED_AGAIN).or(limits.mayBeAdmitted())));
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

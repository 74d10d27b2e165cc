package io.soundalike.jobs;

import io.soundalike.audio.AudioFault;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsFingerprint;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Decodes and analyses the songs that were not analysed before.
 *
 * <p><b>What:</b> each song is decoded by one task, from its file to numbers and spectrogram; songs
 * of equal bytes are analysed once. A song that cannot be decoded becomes a row with a reason.
 * Tasks have about equal bytes to decode, the largest songs first.
 *
 * <p><b>Input:</b> the latest inventory. <b>Output:</b> {@code
 * features/fp=F/run=R/outcome=ok|quarantined}.
 *
 * <p><b>Usage:</b> {@code soundalike features --catalogue URI}
 *
 * <p><b>Notes:</b> F names the settings of audio and features. Rows of fault UNEXPECTED or
 * TIME_LIMIT are tried again by the next run.
 */
public final class ExtractFeaturesJob {

  /** Faults that may be the machine's rather than the song's. */
  private static final Object[] TRIED_AGAIN = {
    AudioFault.UNEXPECTED.name(), AudioFault.TIME_LIMIT.name()
  };

  private ExtractFeaturesJob() {}

  /**
   * What was done.
   *
   * @param decoded songs analysed now
   * @param quarantined songs that could not be, now
   */
  public record Result(long decoded, long quarantined) {}

  /** Songs that {@link #run} would decode. */
  static long plan(JobContext context) throws IOException {
    return workList(context).count();
  }

  /** Decodes what is new. */
  public static Result run(JobContext context) throws IOException {
    context.describe("features: decode and analyse new songs");
    Dataset<AudioFileRow> work = workList(context).cache();
    long songs = work.count();

    if (songs == 0) {
      return new Result(0, 0);
    }

    Settings settings = context.settings();
    Broadcast<SerializableConfiguration> hadoop = context.hadoop();
    String output =
        context.catalogue().features(SettingsFingerprint.FEATURES.of(settings), context.runId());
    Dataset<AudioFileRow> balanced = BalancedTasks.of(context, work.collectAsList());
    balanced
        .mapPartitions(
            (MapPartitionsFunction<AudioFileRow, FeatureRow>)
                rows -> {
                  SongAnalyst analyst = new SongAnalyst(settings);
                  return new MappedIterator<>(
                      rows, file -> analyst.analyse(file, hadoop.value().value()));
                },
            FeatureRow.ENCODER)
        .write()
        .partitionBy("outcome")
        .parquet(output);
    work.unpersist();
    Dataset<Row> written = context.spark().read().parquet(output);
    long decoded = written.filter(functions.col("outcome").equalTo(FeatureRows.OK)).count();
    return new Result(decoded, songs - decoded);
  }

  /** Analyses one song here and now; nothing is written. */
  public static FeatureRow analyse(JobContext context, AudioFileRow file) {
    Configuration hadoop = context.spark().sparkContext().hadoopConfiguration();
    return new SongAnalyst(context.settings()).analyse(file, hadoop);
  }

  private static Dataset<AudioFileRow> workList(JobContext context) throws IOException {
    String fingerprint = SettingsFingerprint.FEATURES.of(context.settings());
    Dataset<Row> done =
        context
            .catalogue()
            .featureRows(context.spark(), fingerprint)
            .filter(
                functions
                    .col("fault")
                    .isNull()
                    .or(functions.not(functions.col("fault").isin(TRIED_AGAIN))))
            .select("trackId");
    return Tracks.ofLatestInventory(context)
        .join(done, Columns.named("trackId"), "left_anti")
        .as(AudioFileRow.ENCODER);
  }
}

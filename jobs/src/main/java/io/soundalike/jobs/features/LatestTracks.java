package io.soundalike.jobs.features;

import io.soundalike.jobs.catalogue.GroupedTable;
import io.soundalike.jobs.execution.Columns;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.FeatureOutcome;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.settings.SettingsFingerprint;
import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Views of the songs that the latest inventory holds. */
public final class LatestTracks {

  private LatestTracks() {}

  /** One readable file for each song: of equal files the one whose path comes first. */
  public static Dataset<AudioFileRow> ofLatestInventory(JobContext context) throws IOException {
    Dataset<AudioFileRow> files =
        context
            .catalogue()
            .audioFiles(context.spark(), context.runId())
            .filter(functions.col("fault").isNull());
    Dataset<Row> first =
        files.groupBy("trackId").agg(functions.min("path").as("path")).select("path");
    return files.join(first, Columns.named("path"), "left_semi").as(AudioFileRow.ENCODER);
  }

  /** The analysed songs of the latest inventory, with their spectrograms. */
  public static Dataset<FeatureRow> withFeatures(JobContext context) throws IOException {
    return withFeatures(context, ofLatestInventory(context).select("trackId"));
  }

  private static Dataset<FeatureRow> withFeatures(JobContext context, Dataset<Row> ids)
      throws IOException {
    String fingerprint = SettingsFingerprint.FEATURES.of(context.settings());
    return context
        .catalogue()
        .featureRows(context.spark(), fingerprint)
        .filter(functions.col("outcome").equalTo(FeatureOutcome.OK))
        .join(ids, Columns.named("trackId"), "left_semi")
        .dropDuplicates("trackId")
        .as(FeatureRow.ENCODER);
  }

  /** Like {@link #withFeatures}, the spectrograms neither read nor held. */
  public static Dataset<FeatureRow> withoutSpectrograms(JobContext context) throws IOException {
    return withoutSpectrograms(context, ofLatestInventory(context).select("trackId"));
  }

  /** The same of any songs, in the latest inventory or not. */
  public static Dataset<FeatureRow> withoutSpectrograms(JobContext context, Dataset<Row> ids)
      throws IOException {
    return withFeatures(context, ids)
        .withColumn("spectrogram", functions.lit(new byte[0]))
        .as(FeatureRow.ENCODER);
  }

  /**
   * The files of the latest inventory that could not be used, each with the reason found last.
   *
   * @return columns path, fault, detail
   */
  public static Dataset<Row> unusable(JobContext context) throws IOException {
    String fingerprint = SettingsFingerprint.FEATURES.of(context.settings());
    Dataset<AudioFileRow> files = context.catalogue().audioFiles(context.spark(), context.runId());
    Dataset<Row> unread =
        files.filter(functions.col("fault").isNotNull()).select("path", "fault", "detail");
    Dataset<Row> ok = withFeatures(context).select("trackId");
    Dataset<Row> faults =
        context
            .catalogue()
            .featureRows(context.spark(), fingerprint)
            .filter(functions.col("outcome").notEqual(FeatureOutcome.OK))
            // Folders are named by runs, and runs by time.
            .withColumn("folder", GroupedTable.groupColumn())
            .groupBy("trackId")
            .agg(
                functions.max_by(functions.col("fault"), functions.col("folder")).as("fault"),
                functions.max_by(functions.col("detail"), functions.col("folder")).as("detail"));
    Dataset<Row> undecoded =
        files
            .filter(functions.col("fault").isNull())
            .drop("fault", "detail")
            .join(ok, Columns.named("trackId"), "left_anti")
            .join(faults, Columns.named("trackId"))
            .select("path", "fault", "detail");
    return unread.unionByName(undecoded);
  }
}

package io.soundalike.jobs.features;

import io.soundalike.jobs.catalogue.GroupedTable;
import io.soundalike.jobs.execution.Columns;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.FeatureOutcome;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.settings.SettingsFingerprint;
import java.io.IOException;
import org.apache.spark.sql.Column;
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

  /**
   * All analysed songs of the settings' fingerprint whose length is within the settings' limits, in
   * the latest inventory or not. A song that two runs analysed is there twice.
   */
  public static Dataset<FeatureRow> analysed(JobContext context) throws IOException {
    return features(context).filter(limits(context).isUsable());
  }

  private static Dataset<FeatureRow> features(JobContext context) throws IOException {
    return context
        .catalogue()
        .featureRows(context.spark(), SettingsFingerprint.FEATURES.of(context.settings()));
  }

  private static DurationLimits limits(JobContext context) {
    return new DurationLimits(context.settings().audio());
  }

  /** The analysed songs of the latest inventory, with their spectrograms. */
  public static Dataset<FeatureRow> withFeatures(JobContext context) throws IOException {
    return withFeatures(context, ofLatestInventory(context).select("trackId"));
  }

  private static Dataset<FeatureRow> withFeatures(JobContext context, Dataset<Row> ids)
      throws IOException {
    return analysed(context)
        .join(ids, Columns.named("trackId"), "left_semi")
        .dropDuplicates("trackId")
        .as(FeatureRow.ENCODER);
  }

  /** Like {@link #withFeatures}, without reading the spectrograms and the harmony. */
  public static Dataset<FeatureRow> withoutSpectrograms(JobContext context) throws IOException {
    return withoutSpectrograms(context, ofLatestInventory(context).select("trackId"));
  }

  /**
   * The same for any songs, in the latest inventory or not.
   *
   * @param ids column trackId
   */
  public static Dataset<FeatureRow> withoutSpectrograms(JobContext context, Dataset<Row> ids)
      throws IOException {
    return withHarmony(context, ids)
        .withColumn("harmony", functions.array().cast("array<float>"))
        .as(FeatureRow.ENCODER);
  }

  /** The same, with the harmony, which nearly doubles a row. */
  public static Dataset<FeatureRow> withHarmony(JobContext context, Dataset<Row> ids)
      throws IOException {
    return withFeatures(context, ids)
        .withColumn("spectrogram", functions.lit(new byte[0]))
        .as(FeatureRow.ENCODER);
  }

  /**
   * The files of the latest inventory that cannot be used, each with the reason found last. A song
   * outside the settings' limits cannot be used, whether it was analysed under other limits or not.
   *
   * @return columns path, fault, detail
   */
  public static Dataset<Row> unusable(JobContext context) throws IOException {
    Dataset<AudioFileRow> files = context.catalogue().audioFiles(context.spark(), context.runId());
    Dataset<Row> unread =
        files.filter(functions.col("fault").isNotNull()).select("path", "fault", "detail");
    Dataset<Row> usable = withFeatures(context).select("trackId");
    Dataset<Row> unanalysed =
        files
            .filter(functions.col("fault").isNull())
            .drop("fault", "detail")
            .join(usable, Columns.named("trackId"), "left_anti")
            .join(faults(context), Columns.named("trackId"))
            .select("path", "fault", "detail");
    return unread.unionByName(unanalysed);
  }

  /** One fault of each song that has a row without usable features: trackId, fault, detail. */
  private static Dataset<Row> faults(JobContext context) throws IOException {
    DurationLimits limits = limits(context);
    // Features whose song a limit excludes say more than a failure; runs are named by time.
    Column order =
        functions.struct(
            functions.col("outcome").equalTo(FeatureOutcome.OK), GroupedTable.groupColumn());
    return features(context)
        .filter(functions.not(limits.isUsable()))
        .select(
            functions.col("trackId"),
            limits.fault().as("fault"),
            limits.detail().as("detail"),
            order.as("order"))
        .groupBy("trackId")
        .agg(
            functions.max_by(functions.col("fault"), functions.col("order")).as("fault"),
            functions.max_by(functions.col("detail"), functions.col("order")).as("detail"));
  }
}

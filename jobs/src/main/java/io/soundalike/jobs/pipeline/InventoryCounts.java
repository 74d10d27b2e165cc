package io.soundalike.jobs.pipeline;

import io.soundalike.jobs.catalogue.RunCounts;
import io.soundalike.jobs.execution.Columns;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.features.ExtractFeaturesJob;
import io.soundalike.jobs.features.LatestTracks;
import io.soundalike.jobs.inventory.InventoryJob;
import io.soundalike.jobs.table.FeatureOutcome;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.report.Plural;
import io.soundalike.settings.SettingsFingerprint;
import java.io.IOException;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Counts what became of the files of an inventory after inventory and features. */
final class InventoryCounts {

  private static final String TRACK_ID = "trackId";

  private InventoryCounts() {}

  /**
   * Counts files and songs. Of the features only this run's groups and the ids of the others are
   * read.
   *
   * @throws IllegalStateException if a file that was found is neither usable nor unusable
   */
  static RunCounts count(
      JobContext context,
      InventoryJob.Result inventory,
      ExtractFeaturesJob.Result features,
      UnusableFiles unusable)
      throws IOException {
    Row usable = countUsable(context);
    long analysed = usable.getLong(1);
    RunCounts.Files files =
        new RunCounts.Files(
            inventory.found(),
            inventory.read(),
            analysed,
            usable.getLong(0) - analysed,
            unusable.quarantined(),
            unusable.unread());

    if (files.found() != files.usable() + files.quarantined() + files.unread()) {
      throw new IllegalStateException(
          "The inventory has " + files.found() + " files, but these became of them: " + files);
    }

    return new RunCounts(
        files,
        new RunCounts.Songs(usable.getLong(2), features.decoded(), features.quarantined(), 0),
        inventory.otherKinds());
  }

  /** Usable files, those of them whose song this run has analysed, and distinct songs. */
  private static Row countUsable(JobContext context) throws IOException {
    String fingerprint = SettingsFingerprint.FEATURES.of(context.settings());
    Dataset<Row> all = analysedIds(LatestTracks.analysed(context));
    Dataset<Row> now =
        analysedIds(
                context.catalogue().featureRowsOfRun(context.spark(), fingerprint, context.runId()))
            .withColumn("isNew", functions.lit(1));
    Column id = functions.col(TRACK_ID);
    return context
        .catalogue()
        .audioFiles(context.spark(), context.runId())
        .filter(functions.col("fault").isNull())
        .select(id)
        .join(all, Columns.named(TRACK_ID))
        .join(now, Columns.named(TRACK_ID), "left")
        .agg(
            functions.count(functions.lit(1)),
            functions.count(functions.col("isNew")),
            functions.countDistinct(id))
        .first();
  }

  private static Dataset<Row> analysedIds(Dataset<FeatureRow> rows) {
    return rows.filter(functions.col("outcome").equalTo(FeatureOutcome.OK))
        .select(TRACK_ID)
        .distinct();
  }

  /**
   * Ends a run whose files are too bad to go on.
   *
   * @throws UserException if no file can be used, or more are quarantined than the settings allow
   */
  static void refuseIfTooManyAreBad(
      JobContext context, RunCounts.Files files, UnusableFiles unusable) {
    if (files.unread() == files.found()) {
      UnusableFiles.UnusableFile first = unusable.files().get(0);
      throw new UserException(
          ExitCode.FAILURE,
          String.format(
              Locale.ROOT,
              "None of the %s could be read, for example %s (%s, %s); check the storage and run again.",
              Plural.of(files.found(), "file"),
              first.path(),
              first.fault(),
              first.detail()));
    }

    double allowed = context.settings().quarantine().maxFraction();

    if ((double) files.quarantined() / files.found() > allowed) {
      throw new UserException(
          ExitCode.TOO_MANY_BAD_FILES,
          String.format(
              Locale.ROOT,
              "%d of %s %s quarantined, more than quarantine.max-fraction = %s allows; the tables"
                  + " audio_files and features of %s have the reasons.",
              files.quarantined(),
              Plural.of(files.found(), "file"),
              files.quarantined() == 1 ? "is" : "are",
              allowed,
              context.catalogue().uri()));
    }

    if (files.usable() == 0) {
      throw new UserException(
          ExitCode.TOO_MANY_BAD_FILES,
          String.format(
              Locale.ROOT,
              "None of the %s can be used: %d quarantined, %d unread; the tables audio_files and"
                  + " features of %s have the reasons.",
              Plural.of(files.found(), "file"),
              files.quarantined(),
              files.unread(),
              context.catalogue().uri()));
    }
  }
}

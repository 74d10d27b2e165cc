package io.soundalike.jobs.catalogue;

import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.FeatureRow;
import java.io.IOException;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;

/** The tables of features, one for each fingerprint. */
final class FeatureTables {

  private final CommittedFolders folders;

  FeatureTables(CommittedFolders folders) {
    this.folders = folders;
  }

  /** The table of a fingerprint. */
  GroupedTable table(String fingerprint) {
    return new GroupedTable(
        folders, CatalogueTables.FEATURES + "/" + Catalogue.FINGERPRINT + fingerprint);
  }

  /**
   * The rows of a fingerprint.
   *
   * @param isWanted which groups are read
   */
  Dataset<FeatureRow> read(SparkSession spark, String fingerprint, Predicate<String> isWanted)
      throws IOException {
    GroupedTable table = table(fingerprint);
    return table.read(spark, table.groups(isWanted), FeatureRow.ENCODER);
  }

  /** The rows that one run has written; no other run's files are opened. */
  Dataset<FeatureRow> readRun(SparkSession spark, String fingerprint, String runId)
      throws IOException {
    GroupedTable table = table(fingerprint);
    return table.read(spark, table.groupsOf(runId), FeatureRow.ENCODER);
  }
}

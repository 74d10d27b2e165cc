package io.soundalike.jobs.catalogue;

import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.FeatureRow;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;

/** The tables of features, one for each fingerprint. */
final class FeatureTables {

  private final CommittedFolders folders;
  private final EarlierFingerprints earlier;

  FeatureTables(CommittedFolders folders) {
    this.folders = folders;
    this.earlier = new EarlierFingerprints(folders);
  }

  /** The table that new rows of a fingerprint are written to. */
  GroupedTable table(String fingerprint) {
    return new GroupedTable(
        folders, CatalogueTables.FEATURES + "/" + Catalogue.FINGERPRINT + fingerprint);
  }

  /** Fingerprints whose tables are read together with that of this one; mostly none. */
  List<String> earlierFingerprints(String fingerprint) throws IOException {
    return earlier.of(fingerprint);
  }

  /**
   * The rows of a fingerprint, from its own table and from those of its earlier fingerprints.
   *
   * @param isWanted which groups are read
   */
  Dataset<FeatureRow> read(SparkSession spark, String fingerprint, Predicate<String> isWanted)
      throws IOException {
    Dataset<FeatureRow> rows = readTable(spark, fingerprint, isWanted);

    for (String other : earlierFingerprints(fingerprint)) {
      rows = rows.unionByName(readTable(spark, other, isWanted));
    }

    return rows;
  }

  private Dataset<FeatureRow> readTable(
      SparkSession spark, String fingerprint, Predicate<String> isWanted) throws IOException {
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

package io.soundalike.jobs.features;

import io.soundalike.jobs.catalogue.GroupedTable;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.table.FeatureOutcome;
import io.soundalike.settings.SettingsFingerprint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Some of the folders that features lie in. A stage that reads spectrograms goes through them in
 * such groups, and so reads each folder once.
 *
 * @param names of the folders
 * @param songs of the work that lie there
 */
public record FeatureFolders(List<String> names, long songs) {

  private static final String FOLDER = "folder";

  /**
   * The analysed songs, each with one folder that holds it.
   *
   * @return columns trackId, folder
   */
  public static Dataset<Row> ofSongs(JobContext context) throws IOException {
    return LatestTracks.analysed(context)
        .select(functions.col("trackId"), GroupedTable.groupColumn().as(FOLDER))
        .groupBy("trackId")
        .agg(functions.max(FOLDER).as(FOLDER));
  }

  /**
   * Folders of so many songs, or of as many as the largest holds.
   *
   * @param work as {@link #ofSongs} gives it
   */
  public static List<FeatureFolders> group(Dataset<Row> work, int songs) {
    List<FeatureFolders> groups = new ArrayList<>();
    List<String> names = new ArrayList<>();
    long held = 0;

    for (Row folder : work.groupBy(FOLDER).count().sort(FOLDER).collectAsList()) {
      if (held > 0 && held + folder.getLong(1) > songs) {
        groups.add(new FeatureFolders(List.copyOf(names), held));
        names.clear();
        held = 0;
      }

      names.add(folder.getString(0));
      held += folder.getLong(1);
    }

    if (held > 0) {
      groups.add(new FeatureFolders(List.copyOf(names), held));
    }

    return groups;
  }

  /** The analysed songs that they hold. */
  public Dataset<Row> rows(JobContext context) throws IOException {
    return context
        .catalogue()
        .featureRows(context.spark(), SettingsFingerprint.FEATURES.of(context.settings()), names)
        .filter(functions.col("outcome").equalTo(FeatureOutcome.OK))
        .toDF();
  }
}

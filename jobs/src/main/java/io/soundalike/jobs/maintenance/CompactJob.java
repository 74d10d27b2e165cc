package io.soundalike.jobs.maintenance;

import io.soundalike.jobs.catalogue.FolderSize;
import io.soundalike.jobs.catalogue.GroupedTable;
import io.soundalike.jobs.execution.Columns;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.table.EmbeddingRow;
import io.soundalike.jobs.table.FeatureOutcome;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.report.Plural;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges the small files that many small runs leave into few large ones.
 *
 * <p><b>What:</b> folders of features and of embeddings whose files are small are merged into one
 * folder with one row for each song: its features or, if it has none, the latest reason. Then the
 * small folders are deleted.
 *
 * <p><b>Input, output:</b> {@code features/fp=F/run=R}, {@code embeddings/model=M/run=R}.
 *
 * <p><b>Usage:</b> {@code soundalike compact --catalogue URI}
 *
 * <p><b>Notes:</b> a run at the same time may miss its files. If the job is killed before the
 * deletion, songs have two equal rows, of which every reader takes one.
 */
public final class CompactJob {

  private static final Logger LOG = LoggerFactory.getLogger(CompactJob.class);

  private static final long SMALL_FILE_BYTES = 64L << 20;
  private static final long TARGET_FILE_BYTES = 256L << 20;

  private CompactJob() {}

  /**
   * What was done.
   *
   * @param foldersBefore folders that were merged
   * @param foldersAfter folders that they became
   * @param filesBefore files in the former
   * @param filesAfter files in the latter
   */
  public record Result(int foldersBefore, int foldersAfter, long filesBefore, long filesAfter) {

    private Result plus(Result other) {
      return new Result(
          foldersBefore + other.foldersBefore,
          foldersAfter + other.foldersAfter,
          filesBefore + other.filesBefore,
          filesAfter + other.filesAfter);
    }
  }

  /** Merges the small folders of each table. */
  public static Result run(JobContext context) throws IOException {
    context.describe("compact: merge small files");
    Result result = new Result(0, 0, 0, 0);

    for (GroupedTable table : context.catalogue().featureTables()) {
      result =
          result.plus(merge(context, table, groups -> features(context, table, groups), "outcome"));
    }

    for (GroupedTable table : context.catalogue().embeddingTables()) {
      result = result.plus(merge(context, table, groups -> embeddings(context, table, groups)));
    }

    LOG.info("Compacted {}: {}", context.catalogue().uri(), result);
    return result;
  }

  /** Reads some groups with one row for each song. */
  private interface MergedReader {

    Dataset<?> read(List<String> groups);
  }

  private static Result merge(
      JobContext context, GroupedTable table, MergedReader reader, String... partitionColumns)
      throws IOException {
    List<String> small = new ArrayList<>();
    FolderSize before = new FolderSize(0, 0);

    for (String group : table.groups()) {
      FolderSize size = table.size(group);

      if (size.bytes() < SMALL_FILE_BYTES * size.files()) {
        small.add(group);
        before = before.plus(size);
      }
    }

    if (small.size() < 2) {
      return new Result(0, 0, 0, 0);
    }

    reader
        .read(small)
        .repartition((int) (before.bytes() / TARGET_FILE_BYTES) + 1)
        .write()
        .partitionBy(partitionColumns)
        .parquet(table.path(context.runId()));
    table.delete(small);
    long after = table.sizeOfRun(context.runId()).files();
    String summary =
        String.format(
            Locale.ROOT,
            "%s: %s with %s merged into 1 folder with %s",
            table.name(),
            Plural.of(small.size(), "folder"),
            Plural.of(before.files(), "file"),
            Plural.of(after, "file"));
    LOG.info("Compacted {}; deleted {}", summary, small);
    context.report("  %s", summary);
    return new Result(small.size(), 1, before.files(), after);
  }

  private static Dataset<?> features(JobContext context, GroupedTable table, List<String> groups) {
    Dataset<Row> rows =
        table
            .read(context.spark(), groups, FeatureRow.ENCODER)
            .withColumn("group", GroupedTable.groupColumn());
    Dataset<Row> best =
        rows.groupBy("trackId")
            .agg(
                functions
                    .max(
                        functions.struct(
                            functions.col("outcome").equalTo(FeatureOutcome.OK),
                            functions.col("group")))
                    .as("best"))
            .select("trackId", "best.group");
    return rows.join(best, Columns.named("trackId", "group"), "left_semi").drop("group");
  }

  private static Dataset<?> embeddings(
      JobContext context, GroupedTable table, List<String> groups) {
    return table.read(context.spark(), groups, EmbeddingRow.ENCODER).dropDuplicates("trackId");
  }
}

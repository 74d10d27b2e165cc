package io.soundalike.jobs.maintenance;

import io.soundalike.jobs.catalogue.CommittedFolders;
import io.soundalike.jobs.execution.Columns;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.EmbeddingRow;
import io.soundalike.jobs.table.FeatureOutcome;
import io.soundalike.jobs.table.FeatureRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Makes few large files of many small ones, which many small runs leave behind.
 *
 * <p><b>What:</b> folders of features and of embeddings whose files are small are written once more
 * as one folder, in which each song has one row: its features or, where it has none, the reason
 * found last. Then they are deleted.
 *
 * <p><b>Input, output:</b> {@code features/fp=F/run=R}, {@code embeddings/model=M/run=R}.
 *
 * <p><b>Usage:</b> {@code soundalike compact --catalogue URI}
 *
 * <p><b>Notes:</b> a run that goes on meanwhile may miss its files; killed on the way, songs have
 * two equal rows, of which every reader takes one.
 */
public final class CompactJob {

  private static final long SMALL_FILE_BYTES = 64L << 20;
  private static final long WANTED_FILE_BYTES = 256L << 20;

  private CompactJob() {}

  /**
   * What was done.
   *
   * @param foldersBefore that were merged
   * @param foldersAfter that they became
   * @param filesBefore in the former
   * @param filesAfter in the latter
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

  /** Merges what is small. */
  public static Result run(JobContext context) throws IOException {
    context.describe("compact: merge small files");
    CommittedFolders folders = context.catalogue().folders();
    Result result = new Result(0, 0, 0, 0);

    for (String fingerprint : folders.children(CatalogueTables.FEATURES)) {
      String table = CatalogueTables.FEATURES + "/" + fingerprint;
      result =
          result.plus(merge(context, table, names -> features(context, table, names), "outcome"));
    }

    for (String model : folders.children(CatalogueTables.EMBEDDINGS)) {
      String table = CatalogueTables.EMBEDDINGS + "/" + model;
      result = result.plus(merge(context, table, names -> embeddings(context, table, names)));
    }

    return result;
  }

  /** One row for each song of some folders. */
  private interface Merged {

    Dataset<?> of(List<String> names) throws IOException;
  }

  private static Result merge(
      JobContext context, String table, Merged merged, String... partitioned) throws IOException {
    CommittedFolders folders = context.catalogue().folders();
    List<String> small = new ArrayList<>();
    long bytes = 0;
    long files = 0;

    for (String name : folders.committed(table)) {
      CommittedFolders.Size size = folders.size(table + "/" + name);

      if (size.bytes() < SMALL_FILE_BYTES * size.files()) {
        small.add(name);
        bytes += size.bytes();
        files += size.files();
      }
    }

    int wanted = (int) (bytes / WANTED_FILE_BYTES) + 1;

    if (small.size() < 2) {
      return new Result(0, 0, 0, 0);
    }

    String output = table + "/run=" + context.runId();
    merged
        .of(small)
        .repartition(wanted)
        .write()
        .partitionBy(partitioned)
        .parquet(folders.path(output));

    for (String name : small) {
      folders.delete(table + "/" + name);
    }

    long after = folders.size(output).files();
    context.report(
        "  %s: %d folders with %d files are now one with %d", table, small.size(), files, after);
    return new Result(small.size(), 1, files, after);
  }

  private static Dataset<?> features(JobContext context, String table, List<String> names) {
    Dataset<Row> rows =
        context
            .catalogue()
            .folders()
            .read(context.spark(), table, names, FeatureRow.ENCODER)
            .withColumn("file", functions.input_file_name());
    Dataset<Row> best =
        rows.groupBy("trackId")
            .agg(
                functions
                    .max(
                        functions.struct(
                            functions.col("outcome").equalTo(FeatureOutcome.OK),
                            functions.col("file")))
                    .as("best"))
            .select("trackId", "best.file");
    return rows.join(best, Columns.named("trackId", "file"), "left_semi").drop("file");
  }

  private static Dataset<?> embeddings(JobContext context, String table, List<String> names) {
    return context
        .catalogue()
        .folders()
        .read(context.spark(), table, names, EmbeddingRow.ENCODER)
        .dropDuplicates("trackId");
  }
}

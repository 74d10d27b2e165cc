package io.soundalike.jobs.execution;

import io.soundalike.jobs.catalogue.Catalogue;
import io.soundalike.settings.Settings;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * What every job needs: session, settings, catalogue, and the run that it writes for.
 *
 * @param spark the Spark session
 * @param settings settings of the run
 * @param catalogue where the job reads and writes
 * @param runId id of the run, part of the name of everything that it writes
 * @param modelId the model to use; null: the latest of these settings
 * @param progress takes lines and counts for the operator
 */
public record JobContext(
    SparkSession spark,
    Settings settings,
    Catalogue catalogue,
    String runId,
    @Nullable String modelId,
    Progress progress) {

  /** Songs of a batch for each core: some minutes of decoding. */
  private static final int SONGS_PER_CORE = 250;

  /** A copy that uses one model under the settings it was trained with. */
  public JobContext with(String model, Settings other) {
    return new JobContext(spark, other, catalogue, runId, model, progress);
  }

  /**
   * Sets the job group and description that Spark's UI shows.
   *
   * @param what the stage's name, a colon, and what it does now
   */
  public void describe(String what) {
    spark.sparkContext().setJobGroup(what.substring(0, (what + ":").indexOf(':')), what, false);
  }

  /** Reports a line to the operator, formatted in {@code Locale.ROOT}. */
  public void report(String line, Object... arguments) {
    progress.line(String.format(Locale.ROOT, line, arguments));
  }

  /** Songs of one batch: after so many a stage commits what it has done. */
  public int songsPerCommit() {
    int wanted = settings.spark().songsPerCommit();
    return wanted > 0 ? wanted : SONGS_PER_CORE * spark.sparkContext().defaultParallelism();
  }

  /** The session as a Java context, for RDDs and DL4J. */
  public JavaSparkContext javaSpark() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /** Broadcasts the Hadoop configuration, which executors need to open files. */
  public Broadcast<SerializableConfiguration> hadoop() {
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    return javaSpark().broadcast(new SerializableConfiguration(configuration));
  }

  /**
   * Number of tasks for so many songs: at most one for each song, and enough of them that one slow
   * song delays few others.
   */
  public int partitions(long songs) {
    int wanted =
        settings.spark().partitions() > 0
            ? settings.spark().partitions()
            : Math.max(4 * spark.sparkContext().defaultParallelism(), (int) (songs / 500));
    return (int) Math.max(1, Math.min(wanted, songs));
  }
}

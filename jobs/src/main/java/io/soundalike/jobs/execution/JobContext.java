package io.soundalike.jobs.execution;

import io.soundalike.jobs.catalogue.Catalogue;
import io.soundalike.settings.Settings;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * What every job is given.
 *
 * @param spark the session
 * @param settings of the run
 * @param catalogue where tables lie
 * @param runId names what this run writes
 * @param modelId the model to use; null: that of the settings
 * @param progress is told what is done
 */
public record JobContext(
    SparkSession spark,
    Settings settings,
    Catalogue catalogue,
    String runId,
    @Nullable String modelId,
    Progress progress) {

  /** Of one commit: some minutes of decoding. */
  private static final int SONGS_PER_CORE = 250;

  /** This context for the use of one model: under its settings of network and training. */
  public JobContext with(String model, Settings other) {
    return new JobContext(spark, other, catalogue, runId, model, progress);
  }

  /**
   * Names the work in Spark's UI.
   *
   * @param what the stage, a colon and what it does now
   */
  public void describe(String what) {
    spark.sparkContext().setJobGroup(what.substring(0, (what + ":").indexOf(':')), what, false);
  }

  /** Tells the operator a line. */
  public void report(String line, Object... arguments) {
    progress.line(String.format(java.util.Locale.ROOT, line, arguments));
  }

  /** Songs after which a stage commits what it has. */
  public int songsPerCommit() {
    int wanted = settings.spark().songsPerCommit();
    return wanted > 0 ? wanted : SONGS_PER_CORE * spark.sparkContext().defaultParallelism();
  }

  /** The session as DL4J and RDDs want it. */
  public JavaSparkContext javaSpark() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /** How to reach file systems, for executors. */
  public Broadcast<SerializableConfiguration> hadoop() {
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    return javaSpark().broadcast(new SerializableConfiguration(configuration));
  }

  /**
   * Tasks for so many songs: never more than there are, and enough that a slow song holds up
   * little.
   */
  public int partitions(long songs) {
    int wanted =
        settings.spark().partitions() > 0
            ? settings.spark().partitions()
            : Math.max(4 * spark.sparkContext().defaultParallelism(), (int) (songs / 500));
    return (int) Math.max(1, Math.min(wanted, songs));
  }
}

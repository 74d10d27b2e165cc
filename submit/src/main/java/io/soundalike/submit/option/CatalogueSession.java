package io.soundalike.submit.option;

import io.soundalike.jobs.catalogue.Catalogue;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.FileSystems;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.Progress;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.training.ModelSelection;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import io.soundalike.submit.session.Sessions;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * A Spark session and a catalogue, open while a command works.
 *
 * @param options how progress is printed
 * @param settings of the run
 * @param modelId the model to use; null: the latest of the settings
 */
public record CatalogueSession(
    ProgressOptions options, Settings settings, @Nullable String modelId) {

  /** The system property of the launcher's {@code --dry-run}: validate, and start no Spark. */
  public static final String CHECK_ONLY = "soundalike.check-only";

  /** Work that needs a session. */
  public interface Work {

    void run(JobContext context) throws IOException;
  }

  /** Without settings, for commands that move files only. */
  public static CatalogueSession withoutSettings(ProgressOptions options) {
    return new CatalogueSession(options, SettingsReader.defaults(), null);
  }

  /** With the model of the settings. */
  public static CatalogueSession of(ProgressOptions options, Settings settings) {
    return new CatalogueSession(options, settings, null);
  }

  /** With the model of an option. */
  public static CatalogueSession of(ProgressOptions options, Settings settings, ModelOption model) {
    return new CatalogueSession(options, settings, model.id());
  }

  /** Whether this process only checks arguments and settings. */
  public static boolean isCheckOnly() {
    return Boolean.getBoolean(CHECK_ONLY);
  }

  /**
   * Opens a catalogue and a session, does the work, and closes the session.
   *
   * @throws UserException of NO_INPUT if the catalogue does not exist
   */
  public void run(String catalogue, Work work) throws IOException {
    run(catalogue, CatalogueSession::verifyExists, work);
  }

  /** Like {@link #run(String, Work)}, but the catalogue may be a new one. */
  public void runOrCreate(String catalogue, Work work) throws IOException {
    run(catalogue, opened -> {}, work);
  }

  private interface Check {

    void verify(Catalogue catalogue) throws IOException;
  }

  private void run(String catalogue, Check check, Work work) throws IOException {
    if (isCheckOnly()) {
      return;
    }

    try (SparkSession spark = Sessions.open()) {
      String uri = Sessions.uri(catalogue);
      Configuration hadoop = spark.sparkContext().hadoopConfiguration();
      FileSystems.verifyCatalogue(uri, hadoop);
      Catalogue opened = Catalogue.open(uri, hadoop);
      check.verify(opened);
      String runId = newRunId();
      Progress progress = options.progress(runId);
      JobContext context = new JobContext(spark, settings, opened, runId, null, progress);

      try {
        run(work, modelId == null ? context : ModelSelection.use(context, modelId));
      } finally {
        progress.close();
      }
    }
  }

  private static void verifyExists(Catalogue catalogue) throws IOException {
    if (!catalogue.exists()) {
      throw new UserException(
          ExitCode.NO_INPUT,
          "The catalogue "
              + catalogue.uri()
              + " does not exist; check --catalogue. soundalike run makes a catalogue.");
    }
  }

  /** Does work; an error of a local disk, which Hadoop throws as an Error, becomes an exception. */
  public static void run(Work work, JobContext context) throws IOException {
    try {
      work.run(context);
    } catch (FSError e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Sorts by time; the suffix tells two runs of the same second apart. */
  private static String newRunId() {
    String time =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            .format(Instant.now());
    return time + "-" + UUID.randomUUID().toString().substring(0, 4);
  }
}

package io.soundalike.submit.option;

import io.soundalike.jobs.catalogue.Catalogue;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.Progress;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.training.ModelSelection;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import io.soundalike.submit.output.ProgressFormat;
import io.soundalike.submit.session.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that every subcommand takes: which settings, and how to reach Spark. */
public final class RunOptions {

  private ProgressFormat progress = ProgressFormat.ofTerminal();

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description = "Settings that differ from conf/reference.conf; repeatable, the later wins.")
  private List<Path> confFiles = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "One setting, such as map.k=5; repeatable, wins over --conf.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--max-duration",
      paramLabel = "TIME",
      description = "Longest song that is analysed, such as 90m; audio.max-seconds, 4h by default.")
  private @Nullable String maxDuration;

  @Option(
      names = "--max-file-size",
      paramLabel = "SIZE",
      description = "Largest file that is read, such as 200MB; audio.max-bytes, 512MiB by default.")
  private @Nullable String maxFileSize;

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      description =
          "Longest time for decoding one file; quarantine.time-limit-seconds, 10m by default.")
  private @Nullable String timeLimit;

  @Option(
      names = "--model",
      paramLabel = "ID",
      description =
          "Use this model of the catalogue, under its own settings of network and training.")
  private @Nullable String model;

  /** Takes the option. */
  @Option(names = "--quiet", description = "Say nothing but what went wrong.")
  void quiet(boolean quiet) {
    progress = quiet ? ProgressFormat.QUIET : progress;
  }

  /** Takes the option. */
  @Option(
      names = "--json",
      description =
          "Tell progress as JSON, one object a line; with --runner local the log as well.")
  void json(boolean json) {
    progress = json ? ProgressFormat.JSON : progress;
  }

  boolean isJson() {
    return progress == ProgressFormat.JSON;
  }

  public boolean isQuiet() {
    return progress == ProgressFormat.QUIET;
  }

  /** How a command tells what it found that needs no session. */
  public Progress progress() {
    return progress.to(System.out, "");
  }

  /** Reads the settings. */
  public Settings settings() {
    List<String> documents = new ArrayList<>();

    for (Path file : confFiles) {
      try {
        documents.add(Files.readString(file));
      } catch (IOException e) {
        throw new UserException(
            ExitCode.USAGE, "Cannot read the settings file " + file + "; check --conf.");
      }
    }

    List<String> all = new ArrayList<>(overrides);
    add(all, "audio.max-seconds", SettingsReader.seconds("--max-duration", maxDuration));
    add(all, "audio.max-bytes", SettingsReader.bytes("--max-file-size", maxFileSize));
    add(all, "quarantine.time-limit-seconds", SettingsReader.seconds("--time-limit", timeLimit));
    return SettingsReader.read(documents, all);
  }

  private static void add(List<String> overrides, String key, @Nullable Number value) {
    if (value != null) {
      overrides.add(key + "=" + value);
    }
  }

  /** Work that needs a session. */
  public interface Work {

    public void run(JobContext context) throws IOException;
  }

  /** Does work in a session that is closed after it. */
  public void inSession(String catalogue, Work work) throws IOException {
    Settings settings = settings();

    try (SparkSession spark = Sessions.open()) {
      Catalogue opened =
          Catalogue.open(Sessions.uri(catalogue), spark.sparkContext().hadoopConfiguration());
      String runId = newRunId();
      Progress told = progress.to(System.out, runId);
      JobContext context = new JobContext(spark, settings, opened, runId, null, told);

      try {
        run(work, model == null ? context : ModelSelection.use(context, model));
      } finally {
        told.close();
      }
    }
  }

  /** Does work; what Hadoop takes for an error of the JVM, a local disk that fails, is none. */
  public static void run(Work work, JobContext context) throws IOException {
    try {
      work.run(context);
    } catch (FSError e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Sorts by time; the ending keeps two runs of one second apart. */
  private static String newRunId() {
    String time =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            .format(Instant.now());
    return time + "-" + UUID.randomUUID().toString().substring(0, 4);
  }
}

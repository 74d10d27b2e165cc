package io.soundalike.submit.option;

import io.soundalike.jobs.execution.Progress;
import io.soundalike.submit.output.ProgressFormat;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import picocli.CommandLine.Option;

/** Options of every subcommand: how much it prints, and in which format. */
public final class ProgressOptions {

  /** The name of the option that prints stack traces. */
  public static final String DEBUG = "--debug";

  private ProgressFormat format = ProgressFormat.forTerminal();

  /** Takes the option. */
  @Option(names = "--quiet", description = "Print errors only.")
  void quiet(boolean quiet) {
    format = quiet ? ProgressFormat.QUIET : format;
  }

  /** Takes the option. */
  @Option(
      names = "--json",
      description =
          "Print progress and results as JSON, one object per line; with --runner local the log,"
              + " too.")
  void json(boolean json) {
    format = json ? ProgressFormat.JSON : format;
  }

  /** Takes the option: the level is set here, as the log is configured before options are read. */
  @Option(
      names = DEBUG,
      description = "Print the stack trace of a failure, and log soundalike's debug messages.")
  void debug(boolean debug) {
    if (debug) {
      Configurator.setLevel("io.soundalike", Level.DEBUG);
    }
  }

  public boolean isJson() {
    return format == ProgressFormat.JSON;
  }

  public boolean isQuiet() {
    return format == ProgressFormat.QUIET;
  }

  /** Progress of a command that opens no session and so has no run id. */
  public Progress progress() {
    return progress("");
  }

  /** Progress of a run. */
  Progress progress(String runId) {
    return format.to(System.out, runId);
  }
}

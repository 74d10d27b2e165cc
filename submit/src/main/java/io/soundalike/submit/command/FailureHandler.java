package io.soundalike.submit.command;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.model.ModelMismatchException;
import io.soundalike.settings.InvalidSettingsException;
import io.soundalike.submit.option.ProgressOptions;
import io.soundalike.submit.output.TerminalText;
import io.soundalike.submit.session.StorageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Ends a command that has failed: the stack trace goes to the log, then one sentence to the
 * operator. {@code --debug} prints the stack trace, too.
 */
public final class FailureHandler implements IExecutionExceptionHandler {

  /** The system property of the launcher that names the log file of this process. */
  static final String LOG_FILE = "soundalike.log.file";

  /** conf/log4j2.properties keeps its events off the terminal. */
  private static final Logger LOG = LoggerFactory.getLogger(FailureHandler.class);

  /** What the operator is told, and how the process ends. */
  private record Failure(String sentence, ExitCode exitCode) {}

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult parsed) {
    return handle(exception, command);
  }

  /**
   * Logs and prints a failure, and gives the exit code; also of errors, which picocli lets pass.
   */
  public static int handle(Throwable thrown, CommandLine command) {
    Failure failure = explain(thrown);
    LOG.error("{} failed: {}", command.getCommandName(), failure.sentence(), thrown);

    if (isDebug(command.getParseResult())) {
      thrown.printStackTrace(System.err);
    }

    System.err.println("soundalike: " + TerminalText.of(failure.sentence()));
    return failure.exitCode().code();
  }

  private static boolean isDebug(@Nullable ParseResult parsed) {
    return parsed != null
        && (parsed.hasMatchedOption(ProgressOptions.DEBUG) || isDebug(parsed.subcommand()));
  }

  private static Failure explain(Throwable thrown) {
    if (thrown instanceof UserException user) {
      return new Failure(message(user), user.exitCode());
    } else if (thrown instanceof InvalidSettingsException) {
      return new Failure(invalidSettings(message(thrown)), ExitCode.USAGE);
    } else if (thrown instanceof ModelMismatchException) {
      return new Failure(message(thrown), ExitCode.MISMATCH);
    } else if (thrown instanceof OutOfMemoryError) {
      return new Failure(
          String.format(
              Locale.ROOT,
              "not enough memory: %s; soundalike doctor prints the sizes that fit.",
              thrown.getMessage()),
          ExitCode.RESOURCES);
    }

    Optional<StorageFailure> storage = StorageFailure.in(thrown);

    if (storage.isPresent()) {
      return new Failure(storage.get().sentence(), storage.get().exitCode());
    } else if (thrown instanceof IOException || thrown instanceof UncheckedIOException) {
      return new Failure("cannot read or write: " + thrown.getMessage(), ExitCode.FAILURE);
    }

    return new Failure(
        String.format(
            Locale.ROOT, "unexpected failure: %s; %s.", firstLine(thrown), whereTraceIs()),
        ExitCode.FAILURE);
  }

  private static String invalidSettings(String violations) {
    return violations.contains("\n")
        ? "the settings are invalid:\n" + violations
        : violations + ".";
  }

  private static String message(Throwable thrown) {
    return Objects.requireNonNullElse(thrown.getMessage(), thrown.toString());
  }

  private static String firstLine(Throwable thrown) {
    return thrown.toString().lines().findFirst().orElse("");
  }

  private static String whereTraceIs() {
    String file = System.getProperty(LOG_FILE, "");
    return file.isEmpty()
        ? "run again with --debug to see the stack trace"
        : "the stack trace is in the log " + file;
  }
}

package io.soundalike.submit.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.model.ModelMismatchException;
import io.soundalike.settings.InvalidSettingsException;
import io.soundalike.submit.Console;
import io.soundalike.submit.option.ProgressOptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class FailureHandlerTest {

  /** Fails as it is told. */
  @Command(name = "fails")
  static final class Failing implements Callable<Integer> {

    @Mixin private ProgressOptions options = new ProgressOptions();

    private final Exception failure;

    Failing(Exception failure) {
      this.failure = failure;
    }

    @Override
    public Integer call() throws Exception {
      throw failure;
    }
  }

  /** Writes events to standard error, where their place among other lines shows. */
  private static final class Probe extends AbstractAppender {

    Probe() {
      super("probe", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      System.err.println("LOG " + event.getLevel() + " " + event.getThrown());
    }
  }

  private final Probe probe = new Probe();
  private final LoggerConfig logger =
      ((LoggerContext) LogManager.getContext(false))
          .getConfiguration()
          .getLoggerConfig(FailureHandler.class.getName());

  @BeforeEach
  void listen() {
    probe.start();
    logger.addAppender(probe, Level.ALL, null);
  }

  @AfterEach
  void stopListening() {
    logger.removeAppender("probe");
    Configurator.setLevel("io.soundalike", Level.INFO);
    System.clearProperty(FailureHandler.LOG_FILE);
  }

  @Test
  void theStackTraceIsLoggedBeforeTheSentenceIsPrinted() {
    for (Exception failure :
        List.of(
            new UserException(ExitCode.NO_INPUT, "There are no songs."),
            new InvalidSettingsException(List.of("map.k is wrong")),
            new ModelMismatchException("other features"),
            new IOException("No space left on device"),
            new IOException("Connection reset"),
            new IllegalStateException("a defect"))) {
      List<String> lines = err(failure).lines().toList();

      assertThat(lines.get(0))
          .isEqualTo("LOG ERROR " + failure.toString().lines().findFirst().orElseThrow());
      assertThat(lines).filteredOn(line -> line.startsWith("soundalike: ")).hasSize(1);
      assertThat(lines).noneMatch(line -> line.startsWith("\tat "));
    }
  }

  @Test
  void anUnexpectedFailureSaysWhereItsStackTraceIs() {
    assertThat(err(new IllegalStateException("first line\nsecond line")))
        .contains(
            "soundalike: unexpected failure: java.lang.IllegalStateException: first line; run again"
                + " with --debug to see the stack trace.\n")
        .endsWith("stack trace.\n");

    System.setProperty(FailureHandler.LOG_FILE, "/state/soundalike.log");

    assertThat(err(new IllegalStateException("x")))
        .endsWith(
            "IllegalStateException: x; the stack trace is in the log /state/soundalike.log.\n");
  }

  @Test
  void debugPrintsTheStackTraceAndRaisesOurLoggersOnly() {
    assertThat(err(new UserException(ExitCode.USAGE, "A mistake."), "--debug"))
        .contains("\tat io.soundalike.submit.command.FailureHandlerTest")
        .endsWith("soundalike: A mistake.\n");
    assertThat(LogManager.getLogger("io.soundalike.jobs.Any").getLevel()).isEqualTo(Level.DEBUG);
    assertThat(LogManager.getLogger("org.apache.spark.Any").isDebugEnabled()).isFalse();
  }

  @Test
  void exitCodesFollowTheFailure() {
    assertThat(code(new UserException(ExitCode.NO_INPUT, "x"))).isEqualTo(3);
    assertThat(code(new InvalidSettingsException(List.of("x")))).isEqualTo(2);
    assertThat(code(new ModelMismatchException("x"))).isEqualTo(6);
    assertThat(code(new IOException("Disk quota exceeded"))).isEqualTo(5);
    assertThat(code(new IOException("x"))).isEqualTo(1);
    assertThat(code(new IllegalStateException("x"))).isEqualTo(1);
  }

  @Test
  void tooLittleMemoryIsASentenceToo() {
    try (Console console = new Console()) {
      CommandLine command = new CommandLine(new Failing(new IOException()));

      assertThat(FailureHandler.handle(new OutOfMemoryError("Java heap space"), command))
          .isEqualTo(5);
      assertThat(console.err())
          .contains("soundalike: not enough memory: Java heap space; soundalike doctor prints");
    }
  }

  @SuppressWarnings("try") // the console is only kept from printing
  private static int code(Exception failure) {
    try (Console console = new Console()) {
      return commandLine(failure).execute();
    }
  }

  private static String err(Exception failure, String... arguments) {
    try (Console console = new Console()) {
      commandLine(failure).execute(arguments);
      return console.err();
    }
  }

  private static CommandLine commandLine(Exception failure) {
    return new CommandLine(new Failing(failure)).setExecutionExceptionHandler(new FailureHandler());
  }
}

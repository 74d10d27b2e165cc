package io.soundalike.submit;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.pipeline.Stage;
import io.soundalike.jobs.pipeline.Stages;
import io.soundalike.model.ModelMismatchException;
import io.soundalike.settings.InvalidSettingsException;
import io.soundalike.submit.command.CompactCommand;
import io.soundalike.submit.command.DemoCommand;
import io.soundalike.submit.command.DoctorCommand;
import io.soundalike.submit.command.EvaluateCommand;
import io.soundalike.submit.command.ExportCommand;
import io.soundalike.submit.command.PathCommand;
import io.soundalike.submit.command.PlaylistsCommand;
import io.soundalike.submit.command.PlotCommand;
import io.soundalike.submit.command.PruneCommand;
import io.soundalike.submit.command.RecommendCommand;
import io.soundalike.submit.command.RunCommand;
import io.soundalike.submit.command.SimilarCommand;
import io.soundalike.submit.command.StageCommand;
import io.soundalike.submit.session.DeserializationFilter;
import io.soundalike.submit.session.StorageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the launcher, of spark-submit, and of every cluster service. */
@Command(
    name = "soundalike",
    description = "Says which songs of a catalogue sound alike.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      ExportCommand.class,
      SimilarCommand.class,
      PathCommand.class,
      PlaylistsCommand.class,
      PlotCommand.class,
      RecommendCommand.class,
      EvaluateCommand.class,
      CompactCommand.class,
      PruneCommand.class,
      DoctorCommand.class,
      AutoComplete.GenerateCompletion.class
    },
    footer = {
      "",
      "Exit codes: 0 ok, 1 failure, 2 usage, 3 nothing to do, 4 too many bad files,",
      "5 resources, 6 model and features do not match."
    })
public final class Main {

  /** Reads the jar's version. */
  static final class Version implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"soundalike " + (version == null ? "(not from a jar)" : version)};
    }
  }

  private Main() {}

  /** Runs a subcommand. */
  public static void main(String[] arguments) {
    DeserializationFilter.install();
    int code = run(arguments);

    // A driver on YARN that calls exit(0) counts as failed.
    if (code != 0) {
      System.exit(code);
    }
  }

  /** Runs a subcommand and gives its exit code. */
  public static int run(String... arguments) {
    Locale.setDefault(Locale.ROOT);
    CommandLine commandLine = commandLine();
    return arguments.length == 0 ? usage(commandLine) : commandLine.execute(arguments);
  }

  /** What can be asked for. */
  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());

    for (Stage<?> stage : Stages.ALL) {
      commandLine.addSubcommand(stage.name(), new StageCommand(stage));
    }

    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::explain);
  }

  private static int usage(CommandLine commandLine) {
    commandLine.usage(System.err);
    return ExitCode.USAGE.code();
  }

  /** An operator's mistake is a sentence; anything else is a stack trace. */
  private static int explain(
      Exception exception, CommandLine commandLine, CommandLine.ParseResult parsed) {
    if (exception instanceof UserException user) {
      System.err.println("soundalike: " + user.getMessage());
      return user.exitCode().code();
    } else if (exception instanceof InvalidSettingsException) {
      System.err.println("soundalike: the settings cannot be used:\n" + exception.getMessage());
      return ExitCode.USAGE.code();
    } else if (exception instanceof ModelMismatchException) {
      System.err.println("soundalike: " + exception.getMessage());
      return ExitCode.MISMATCH.code();
    }

    Optional<StorageFailure> storage = StorageFailure.in(exception);

    if (storage.isPresent()) {
      System.err.println("soundalike: " + storage.get().sentence());
      return storage.get().exitCode().code();
    } else if (exception instanceof IOException || exception instanceof UncheckedIOException) {
      System.err.println("soundalike: cannot read or write: " + exception.getMessage());
      return ExitCode.FAILURE.code();
    }

    exception.printStackTrace(System.err);
    return ExitCode.FAILURE.code();
  }
}

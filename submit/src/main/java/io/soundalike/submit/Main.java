package io.soundalike.submit;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.pipeline.Stage;
import io.soundalike.jobs.pipeline.Stages;
import io.soundalike.submit.command.CompactCommand;
import io.soundalike.submit.command.DemoCommand;
import io.soundalike.submit.command.DoctorCommand;
import io.soundalike.submit.command.EvaluateCommand;
import io.soundalike.submit.command.ExportCommand;
import io.soundalike.submit.command.FailureHandler;
import io.soundalike.submit.command.PathCommand;
import io.soundalike.submit.command.PlaylistsCommand;
import io.soundalike.submit.command.PlotCommand;
import io.soundalike.submit.command.PruneCommand;
import io.soundalike.submit.command.RecommendCommand;
import io.soundalike.submit.command.RunCommand;
import io.soundalike.submit.command.SimilarCommand;
import io.soundalike.submit.command.StageCommand;
import io.soundalike.submit.command.UsageErrorHandler;
import io.soundalike.submit.option.LauncherOptions;
import io.soundalike.submit.session.DeserializationFilter;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** Entry point of the launcher, of spark-submit, and of every cluster service. */
@Command(
    name = "soundalike",
    description = "Finds the songs of a catalogue that sound alike.",
    mixinStandardHelpOptions = true,
    commandListHeading = "%nCommands:%n",
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
      "Exit codes: 0 success, or nothing has changed; 1 failure;",
      "2 wrong arguments or settings; 3 no song, or the catalogue lacks what is needed;",
      "4 no usable song, or too many quarantined files; 5 too little memory or disk",
      "space; 6 no such model, or it does not match the features."
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

    try {
      return arguments.length == 0 ? usage(commandLine) : commandLine.execute(arguments);
    } catch (Error e) {
      return FailureHandler.handle(e, commandLine);
    }
  }

  /** The command line with all subcommands. */
  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());

    for (Stage<?> stage : Stages.ALL) {
      commandLine.addSubcommand(stage.name(), StageCommand.commandLine(stage));
    }

    addLauncherOptions(commandLine);
    commandLine.getSubcommands().values().forEach(Main::addLauncherOptions);
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUnmatchedOptionsAllowedAsOptionParameters(false)
        .setParameterExceptionHandler(new UsageErrorHandler())
        .setExecutionExceptionHandler(new FailureHandler());
  }

  private static void addLauncherOptions(CommandLine commandLine) {
    commandLine
        .getCommandSpec()
        .addMixin("launcher", CommandSpec.forAnnotatedObject(new LauncherOptions()));
  }

  private static int usage(CommandLine commandLine) {
    commandLine.usage(System.err);
    return ExitCode.USAGE.code();
  }
}

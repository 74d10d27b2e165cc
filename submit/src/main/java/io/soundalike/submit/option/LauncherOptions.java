package io.soundalike.submit.option;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * Options of the launcher, submit/bin/soundalike, which takes them out of the arguments. They are
 * declared here for the help and for completion, and refused where they arrive all the same.
 */
public final class LauncherOptions {

  /** The values of {@code --runner}. */
  static final class Runners implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return List.of("local", "spark", "emr", "dataproc").iterator();
    }
  }

  /** Refuses an option that no launcher has taken. */
  static final class Refusal implements IParameterConsumer {

    @Override
    public void consumeParameters(Stack<String> arguments, ArgSpec argument, CommandSpec command) {
      throw new ParameterException(
          command.commandLine(),
          String.format(
              Locale.ROOT,
              "%s is an option of the launcher, submit/bin/soundalike; leave it out where"
                  + " spark-submit starts the jar.",
              ((OptionSpec) argument).longestName()));
    }
  }

  /** Has a heading of its own in the help. */
  @SuppressWarnings("UnusedVariable") // picocli reads the annotations; values never arrive here
  static final class Group {

    @Option(
        names = "--runner",
        paramLabel = "RUNNER",
        completionCandidates = Runners.class,
        parameterConsumer = Refusal.class,
        description =
            "Where to run: local (a Spark inside this process), spark"
                + " ($$SPARK_HOME/bin/spark-submit), emr or dataproc (default: spark if SPARK_HOME"
                + " is set, local otherwise).")
    private @Nullable String runner;

    @Option(
        names = "--cluster",
        paramLabel = "ID",
        parameterConsumer = Refusal.class,
        description = "The cluster: its id with emr, its name with dataproc.")
    private @Nullable String cluster;

    @Option(
        names = "--jar",
        paramLabel = "URI",
        parameterConsumer = Refusal.class,
        description = "The jar in a bucket: s3://... with emr, gs://... with dataproc.")
    private @Nullable String jar;

    @Option(
        names = "--dry-run",
        parameterConsumer = Refusal.class,
        description = "Check arguments and settings, and print the command instead of running it.")
    private boolean dryRun;
  }

  @SuppressWarnings("UnusedVariable") // as above
  @ArgGroup(
      exclusive = false,
      validate = false,
      order = 100,
      heading =
          "%nOptions of the launcher (options after -- go to spark-submit, with dataproc to"
              + " gcloud):%n")
  private @Nullable Group group;
}

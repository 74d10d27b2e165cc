package io.soundalike.submit.command;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.submit.output.TerminalText;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Prints what is wrong with the arguments as one sentence, with the nearest option or subcommand
 * that exists, and where the help is.
 */
public final class UsageErrorHandler implements IParameterExceptionHandler {

  /** A suggestion differs from what was typed in at most this part of its letters. */
  private static final double MAX_DIFFERENCE = 0.4;

  private static final int MAX_LISTED = 2;

  /** What picocli says of a value that looks like an option, such as a negative size. */
  private static final Pattern OPTION_AS_VALUE =
      Pattern.compile("Expected parameter for option '([^']+)' but found '(-[0-9][^']*)'");

  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    command.getErr().println("soundalike: " + TerminalText.of(sentence(exception, arguments)));
    command.getErr().println("See " + command.getCommandSpec().qualifiedName() + " --help.");
    return ExitCode.USAGE.code();
  }

  private static String sentence(ParameterException exception, String[] arguments) {
    CommandSpec command = exception.getCommandLine().getCommandSpec();
    Optional<String> unknown = firstUnknownOption(command, arguments);
    boolean hasUnknownCommand =
        !command.subcommands().isEmpty()
            && arguments.length > 0
            && !arguments[0].startsWith("-")
            && !command.subcommands().containsKey(arguments[0]);

    if (hasUnknownCommand) {
      return unknownArgument(command, arguments[0]);
    }

    Matcher asValue = OPTION_AS_VALUE.matcher(message(exception));

    if (asValue.find()) {
      return asValue.group(1) + ": expected a value, got '" + asValue.group(2) + "'.";
    }

    // Comes first: a misspelt option is also one that is missing.
    if (unknown.isPresent()) {
      return unknownOption(command, unknown.get());
    } else if (exception instanceof UnmatchedArgumentException unmatched) {
      return unmatched.getUnmatched().isEmpty()
          ? message(unmatched)
          : unknownArgument(command, unmatched.getUnmatched().get(0));
    } else if (exception instanceof MissingParameterException missing) {
      return missing(command, missing);
    } else if (exception instanceof OverwrittenOptionException twice) {
      return name(twice.getOverwritten()) + " is given twice; give it once.";
    }

    ArgSpec argument = exception.getArgSpec();
    return argument == null || exception.getValue() == null
        ? message(exception)
        : String.format(
            Locale.ROOT,
            "%s: expected %s, got '%s'.",
            name(argument),
            expected(argument),
            exception.getValue());
  }

  private static Optional<String> firstUnknownOption(CommandSpec command, String[] arguments) {
    return Arrays.stream(arguments)
        .filter(argument -> argument.matches("-(-[a-z].*|[A-Za-z])"))
        .map(argument -> argument.replaceFirst("=.*", ""))
        .filter(option -> !command.optionsMap().containsKey(option))
        .findFirst();
  }

  private static String unknownOption(CommandSpec command, String option) {
    List<String> others = commandsWith(command.root(), option);

    if (!others.isEmpty()) {
      String sentence = command.name() + " does not use the option " + option;
      return others.size() > MAX_LISTED
          ? sentence + "."
          : sentence
              + "; "
              + String.join(" and ", others)
              + (others.size() == 1 ? " does." : " do.");
    }

    List<String> names =
        command.options().stream()
            .filter(known -> !known.hidden())
            .flatMap(known -> Arrays.stream(known.names()))
            .toList();
    return "unknown option " + option + suggestion(option, names);
  }

  private static List<String> commandsWith(CommandSpec root, String option) {
    return root.subcommands().entrySet().stream()
        .filter(entry -> entry.getValue().getCommandSpec().optionsMap().containsKey(option))
        .map(entry -> entry.getKey())
        .toList();
  }

  private static String unknownArgument(CommandSpec command, String argument) {
    return command.subcommands().isEmpty()
        ? String.format(
            Locale.ROOT, "%s does not take the argument '%s'.", command.name(), argument)
        : "unknown command " + argument + suggestion(argument, command.subcommands().keySet());
  }

  private static String suggestion(String typed, Collection<String> known) {
    return nearest(typed, known).map(name -> "; did you mean " + name + "?").orElse(".");
  }

  private static String missing(CommandSpec command, MissingParameterException missing) {
    List<String> names = missing.getMissing().stream().map(UsageErrorHandler::name).toList();
    boolean isValue =
        missing.getMissing().stream().allMatch(ArgSpec::isOption)
            && message(missing).contains(" parameter for option");
    return isValue
        ? names.get(0) + " needs a value."
        : command.name() + " needs " + String.join(" and ", names) + ".";
  }

  private static String message(ParameterException exception) {
    return Objects.requireNonNullElse(exception.getMessage(), "The arguments are wrong.");
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String expected(ArgSpec argument) {
    Class<?> type = argument.type();

    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", ", "one of ", ""));
    } else if (type == int.class || type == long.class) {
      return "a whole number";
    }

    return type == boolean.class ? "no value" : type == double.class ? "a number" : "a value";
  }

  /** The name that is nearest to what was typed, if any is near. */
  static Optional<String> nearest(String typed, Collection<String> known) {
    return known.stream()
        .filter(name -> distance(typed, name) <= MAX_DIFFERENCE * name.length())
        .min(Comparator.comparingInt(name -> distance(typed, name)));
  }

  /** Letters to insert, delete or replace until one word is the other: Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] above = IntStream.rangeClosed(0, b.length()).toArray();

    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;

      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }

      above = row;
    }

    return above[b.length()];
  }
}

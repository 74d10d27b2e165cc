package io.soundalike.submit.option;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.UserException;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Checks the values of options. */
public final class Arguments {

  private Arguments() {}

  /**
   * Refuses a number below a bound.
   *
   * @param option names it in the error
   */
  public static void requireAtLeast(String option, double value, double min) {
    requireWithin(option, value, min, Double.POSITIVE_INFINITY);
  }

  /**
   * Refuses a number outside of bounds, which are allowed themselves.
   *
   * @param option names it in the error
   */
  public static void requireWithin(String option, double value, double min, double max) {
    // Not a number lies nowhere.
    if (!(value >= min && value <= max)) {
      String bounds =
          max == Double.POSITIVE_INFINITY
              ? "at least " + plain(min)
              : plain(min) + " to " + plain(max);
      throw new UserException(
          ExitCode.USAGE,
          String.format(Locale.ROOT, "%s: expected %s, got %s.", option, bounds, plain(value)));
    }
  }

  private static String plain(double value) {
    return new DecimalFormat("0.######", DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(value);
  }
}

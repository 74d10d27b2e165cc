package io.soundalike.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects the violations of one section, so that an operator reads all of them at once. */
final class Bounds {

  private final String section;
  private final List<String> violations = new ArrayList<>();

  /**
   * @param section the keys' prefix, without a final dot; empty for none
   */
  Bounds(String section) {
    this.section = section;
  }

  Bounds within(String key, double value, double min, double max) {
    return that(
        value >= min && value <= max,
        "%s must lie between %s and %s, got %s",
        key,
        plain(min),
        plain(max),
        plain(value));
  }

  Bounds that(boolean holds, String message, Object... arguments) {
    if (!holds) {
      String prefix = section.isEmpty() ? "" : section + ".";
      violations.add(prefix + String.format(Locale.ROOT, message, arguments));
    }

    return this;
  }

  void verify() {
    if (!violations.isEmpty()) {
      throw new InvalidSettingsException(violations);
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}

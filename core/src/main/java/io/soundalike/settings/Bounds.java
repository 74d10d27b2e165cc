package io.soundalike.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects the violations of one section, so that an operator reads all of them at once. */
final class Bounds {

  private final String section;
  private final List<String> violations = new ArrayList<>();

  /**
   * @param section prefix of the keys, without a final dot; empty for none
   */
  Bounds(String section) {
    this.section = section;
  }

  Bounds within(String key, double value, double min, double max) {
    return that(value >= min && value <= max, key, plain(min) + " to " + plain(max), value);
  }

  /**
   * @param expected what the setting accepts, such as {@code "0, or 2 to 10000"}
   * @param got its value
   */
  Bounds that(boolean holds, String key, String expected, Object got) {
    if (!holds) {
      String path = section.isEmpty() ? key : section + "." + key;
      String value = got instanceof Double number ? plain(number) : got.toString();
      violations.add(path + ": expected " + expected + ", got " + value);
    }

    return this;
  }

  void verify() {
    if (!violations.isEmpty()) {
      throw new InvalidSettingsException(violations);
    }
  }

  /** A number without the fraction ".0". */
  static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** A number with two digits after the point. */
  static String rounded(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}

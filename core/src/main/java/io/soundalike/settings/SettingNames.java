package io.soundalike.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How record components and enum constants are written in settings: in kebab-case. */
final class SettingNames {

  private SettingNames() {}

  /** The key of a record component: {@code maxSeconds} to {@code max-seconds}. */
  static String key(String component) {
    return component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** The word of an enum constant: {@code MEAN_STD} to {@code mean-std}. */
  static String word(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The words of an enum, in the order of its constants. */
  static List<String> words(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(SettingNames::word).toList();
  }
}

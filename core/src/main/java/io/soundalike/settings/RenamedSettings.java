package io.soundalike.settings;

import com.typesafe.config.Config;
import java.util.List;
import java.util.function.Consumer;

/**
 * Settings that were renamed. An old name is accepted until {@link #UNTIL}. Fingerprints contain
 * the first name of a setting, so that a rename changes none.
 */
final class RenamedSettings {

  /** The release that refuses the old names. */
  private static final String UNTIL = "0.2";

  private static final List<Renamed> ALL =
      List.of(
          new Renamed("map.beside", "map.alternatives"),
          new Renamed("map.keep", "map.relayout-fraction"),
          new Renamed("neighbours.weights.learned", "neighbours.weights.embedding"));

  private record Renamed(String before, String now) {}

  private RenamedSettings() {}

  /** A key's current name. */
  static String current(String key) {
    return ALL.stream()
        .filter(renamed -> renamed.before().equals(key))
        .map(Renamed::now)
        .findFirst()
        .orElse(key);
  }

  /** The name that a key has in fingerprints. */
  static String first(String key) {
    return ALL.stream()
        .filter(renamed -> renamed.now().equals(key))
        .map(Renamed::before)
        .findFirst()
        .orElse(key);
  }

  /** Settings without those that were renamed. */
  static Config without(Config settings, String root) {
    Config rest = settings;

    for (Renamed renamed : ALL) {
      rest = rest.withoutPath(root + "." + renamed.now());
    }

    return rest;
  }

  /**
   * Settings whose old names are replaced by the current ones.
   *
   * @param given resolved, without defaults of the renamed settings
   * @param violations are told of settings that are given by both names
   * @param warnings are told of each old name
   */
  static Config rename(
      Config given, String root, List<String> violations, Consumer<String> warnings) {
    Config settings = given;

    for (Renamed renamed : ALL) {
      String before = root + "." + renamed.before();
      String now = root + "." + renamed.now();

      if (!settings.hasPathOrNull(before)) {
        continue;
      }

      if (settings.hasPathOrNull(now)) {
        violations.add(
            renamed.before()
                + " and "
                + renamed.now()
                + " are the same setting; give "
                + renamed.now()
                + " alone");
      } else {
        warnings.accept(
            renamed.before()
                + " is now "
                + renamed.now()
                + "; the old name is accepted until "
                + UNTIL
                + ".");
        settings = settings.withValue(now, settings.getValue(before));
      }

      settings = settings.withoutPath(before);
    }

    return settings;
  }
}

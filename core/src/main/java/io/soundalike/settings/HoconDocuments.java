package io.soundalike.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.util.List;

/** Parses the documents that settings are read from. Nothing is resolved yet. */
final class HoconDocuments {

  /** The key above all settings. */
  static final String ROOT = "soundalike";

  private HoconDocuments() {}

  /** {@code reference.conf}, which has every setting. */
  static Config reference() {
    return ConfigFactory.parseResources(
        HoconDocuments.class,
        "reference.conf",
        ConfigParseOptions.defaults().setAllowMissing(false));
  }

  /** An operator's file. */
  static Config file(String document) {
    return parse(document, "a settings file");
  }

  /** An operator's {@code key=value}. */
  static Config override(String override) {
    if (override.indexOf('=') < 1) {
      throw new InvalidSettingsException(
          List.of("--set takes key=value, such as map.k=5, got: " + override));
    } else if (override.endsWith("=")) {
      throw new InvalidSettingsException(
          List.of("--set " + override + " has no value; write key=value, such as map.k=5"));
    }

    return parse(ROOT + "." + override, "--set " + override);
  }

  /** Settings that an earlier run stored; plain values alone. */
  static Config stored(String text) {
    try {
      return StoredConfig.parse(text, "settings.conf of an earlier run");
    } catch (ConfigException e) {
      throw new InvalidSettingsException(List.of("Cannot read " + e.getMessage()));
    }
  }

  /**
   * Parses a text.
   *
   * @param what names it in errors
   */
  static Config parse(String document, String what) {
    try {
      return ConfigFactory.parseString(
          document, ConfigParseOptions.defaults().setOriginDescription(what));
    } catch (ConfigException.Parse e) {
      // Begins with the origin and the number of the line.
      throw new InvalidSettingsException(List.of("Cannot read " + e.getMessage()));
    } catch (ConfigException e) {
      throw new InvalidSettingsException(List.of("Cannot read " + what + ": " + e.getMessage()));
    }
  }
}

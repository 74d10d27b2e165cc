package io.soundalike.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import java.io.File;
import java.net.URL;

/**
 * Parses the JSON and HOCON files of a catalogue. A catalogue may come from somebody else, so its
 * files hold plain values alone: an {@code include} of a file, URL or resource and a substitution
 * such as <code>${HOME}</code> are errors, and nothing is opened or looked up for them.
 */
public final class StoredConfig {

  private StoredConfig() {}

  /**
   * Parses one file.
   *
   * @param text its content
   * @param name its name for errors
   * @throws ConfigException if the text is neither JSON nor HOCON, or not of plain values; the
   *     message begins with the name
   */
  public static Config parse(String text, String name) {
    Config config =
        ConfigFactory.parseString(
            text,
            ConfigParseOptions.defaults()
                .setOriginDescription(name)
                .setIncluder(new RefusingIncluder(name)));

    if (!config.isResolved()) {
      throw new ConfigException.Generic(
          name + ": substitutions (${...}) are not allowed in a file of a catalogue");
    }

    return config;
  }

  /** Throws for each kind of include. */
  private static final class RefusingIncluder
      implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

    private final String name;

    RefusingIncluder(String name) {
      this.name = name;
    }

    private ConfigException refuse(Object what) {
      return new ConfigException.Generic(
          name + ": include is not allowed in a file of a catalogue, got include of " + what);
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
      // The fallback is the library's includer, which opens files and URLs.
      return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
      throw refuse(what);
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
      throw refuse(what);
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
      throw refuse(what);
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
      throw refuse(what);
    }
  }
}

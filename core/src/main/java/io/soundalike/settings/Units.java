package io.soundalike.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Times and sizes as operators write them in options. */
public final class Units {

  private Units() {}

  /**
   * A time in seconds.
   *
   * @param option names it in errors
   * @param text such as {@code 90m} or {@code 4h}, a bare number being seconds; null stays null
   */
  public static @Nullable Double seconds(String option, @Nullable String text) {
    // HOCON would take a bare number for milliseconds.
    boolean bare = text != null && text.matches("[0-9.]+");
    Duration time =
        read(
            option,
            text,
            bare ? text + "s" : text,
            "a time such as 90m or 4h",
            Config::getDuration);
    return time == null ? null : time.toMillis() / 1000.0;
  }

  /**
   * A size in bytes.
   *
   * @param option names it in errors
   * @param text such as {@code 512MiB} or {@code 200MB}; null stays null
   */
  public static @Nullable Long bytes(String option, @Nullable String text) {
    return read(option, text, text, "a size such as 200MB or 1GiB", Config::getBytes);
  }

  private static <T> @Nullable T read(
      String option,
      @Nullable String written,
      @Nullable String text,
      String expected,
      BiFunction<Config, String, T> reader) {
    if (text == null) {
      return null;
    }

    try {
      return reader.apply(ConfigFactory.parseMap(Map.of("value", text)), "value");
    } catch (ConfigException e) {
      throw new InvalidSettingsException(
          List.of(option + ": expected " + expected + ", got '" + written + "'"));
    }
  }
}

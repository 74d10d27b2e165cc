package io.soundalike.submit.option;

import io.soundalike.settings.Units;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the subcommands that decode songs: short forms of three settings. */
public final class LimitOptions {

  /** The names of the options. */
  public static final String MAX_DURATION = "--max-duration";

  public static final String MAX_FILE_SIZE = "--max-file-size";
  public static final String TIME_LIMIT = "--time-limit";

  @Option(
      names = MAX_DURATION,
      paramLabel = "TIME",
      description = "Longest song to analyse, such as 90m (audio.max-seconds; default: 4h).")
  private @Nullable String maxDuration;

  @Option(
      names = MAX_FILE_SIZE,
      paramLabel = "SIZE",
      description = "Largest file to read, such as 200MB (audio.max-bytes; default: 512MiB).")
  private @Nullable String maxFileSize;

  @Option(
      names = TIME_LIMIT,
      paramLabel = "TIME",
      description =
          "Longest time to decode one file, such as 5m (quarantine.time-limit-seconds; default:"
              + " 10m).")
  private @Nullable String timeLimit;

  /** The settings that the given options stand for, as {@code key=value}. */
  public List<String> settings() {
    List<String> settings = new ArrayList<>(maxDurationSetting(maxDuration));
    add(settings, "audio.max-bytes", Units.bytes(MAX_FILE_SIZE, maxFileSize));
    add(settings, "quarantine.time-limit-seconds", Units.seconds(TIME_LIMIT, timeLimit));
    return settings;
  }

  /** The setting of {@code --max-duration}, for a command that takes none of the others. */
  public static List<String> maxDurationSetting(@Nullable String maxDuration) {
    List<String> settings = new ArrayList<>();
    add(settings, "audio.max-seconds", Units.seconds(MAX_DURATION, maxDuration));
    return settings;
  }

  private static void add(List<String> settings, String key, @Nullable Number value) {
    if (value != null) {
      settings.add(key + "=" + value);
    }
  }
}

package io.soundalike.submit.option;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of the subcommands that depend on settings. */
public final class SettingsOptions {

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description =
          "Settings that differ from conf/reference.conf; repeatable, later files override earlier"
              + " ones.")
  private List<Path> confFiles = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "One setting, such as map.k=5; repeatable, overrides --conf.")
  private List<String> overrides = new ArrayList<>();

  /**
   * Reads the settings.
   *
   * @throws io.soundalike.settings.InvalidSettingsException if a key or a value is wrong
   */
  public Settings read() {
    return read(List.of());
  }

  /**
   * Reads the settings.
   *
   * @param more settings of other options, as {@code key=value}; they override {@code --set}
   */
  public Settings read(List<String> more) {
    List<String> documents = new ArrayList<>();

    for (Path file : confFiles) {
      try {
        String document = Files.readString(file);
        SettingsReader.verifySyntax(file.toString(), document);
        documents.add(document);
      } catch (IOException e) {
        throw new UserException(
            ExitCode.USAGE, "Cannot read the settings file " + file + "; check --conf.");
      }
    }

    List<String> all = new ArrayList<>(overrides);
    all.addAll(more);
    return SettingsReader.read(
        documents, all, warning -> System.err.println("warning: " + warning));
  }
}

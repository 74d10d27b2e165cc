package io.soundalike.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads settings: {@code reference.conf}, then files in their order, then single overrides, the
 * later ones winning. Record components are the keys, in kebab-case; an unknown key is refused.
 */
public final class SettingsReader {

  private SettingsReader() {}

  /** The defaults. */
  public static Settings defaults() {
    return read(List.of(), List.of());
  }

  /** Like {@link #read(List, List, Consumer)}, without warnings. */
  public static Settings read(List<String> documents, List<String> overrides) {
    return read(documents, overrides, warning -> {});
  }

  /**
   * Reads the settings of a run.
   *
   * @param documents HOCON texts with a root {@code soundalike}, the later winning
   * @param overrides {@code key=value} below {@code soundalike}, such as {@code map.k=5}
   * @param warnings receives a sentence for each old name of a setting that was renamed
   * @throws InvalidSettingsException with every violation, if there is one
   */
  public static Settings read(
      List<String> documents, List<String> overrides, Consumer<String> warnings) {
    List<Config> sources = new ArrayList<>();
    documents.forEach(document -> sources.add(HoconDocuments.file(document)));
    overrides.forEach(override -> sources.add(HoconDocuments.override(override)));
    return merge(sources, warnings);
  }

  /** An override that sets a text, whatever characters it has. */
  public static String override(String key, String text) {
    return key + "=" + ConfigUtil.quoteString(text);
  }

  /**
   * Checks that a text is HOCON.
   *
   * @param name names it in errors
   * @throws InvalidSettingsException if it is not
   */
  public static void verifySyntax(String name, String document) {
    HoconDocuments.parse(document, name);
  }

  /**
   * Reads settings that an earlier run stored, in the spelling of its version.
   *
   * @param rendered as {@link SettingsRenderer#render} wrote it
   */
  public static Settings readStored(String rendered) {
    return merge(List.of(HoconDocuments.stored(rendered)), warning -> {});
  }

  private static Settings merge(List<Config> sources, Consumer<String> warnings) {
    Config reference = HoconDocuments.reference();
    // So that what is left of the renamed settings is the operator's.
    Config merged = RenamedSettings.without(reference, HoconDocuments.ROOT);

    for (Config source : sources) {
      merged = source.withFallback(merged);
    }

    List<String> violations = new ArrayList<>();

    try {
      Config renamed =
          RenamedSettings.rename(merged.resolve(), HoconDocuments.ROOT, violations, warnings);
      return new SettingsBinder(violations).bind(renamed.withFallback(reference));
    } catch (ConfigException e) {
      throw new InvalidSettingsException(List.of("Cannot use the settings: " + e.getMessage()));
    }
  }
}

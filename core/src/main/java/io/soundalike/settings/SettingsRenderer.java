package io.soundalike.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.TreeMap;

/** Settings as text: as HOCON, and as one value for each key. */
public final class SettingsRenderer {

  private SettingsRenderer() {}

  /** The settings as HOCON that {@link SettingsReader} reads; keys in order, defaults included. */
  public static String render(Settings settings) {
    StringBuilder text = new StringBuilder();
    flatten(settings)
        .forEach(
            (key, value) -> text.append(HoconDocuments.ROOT + "." + key + " = " + value + "\n"));
    return text.toString();
  }

  /**
   * Every setting by its key below {@code soundalike}, with its value as HOCON, in order of keys.
   */
  public static Map<String, String> flatten(Settings settings) {
    Map<String, String> flat = new TreeMap<>();
    flatten("", settings, flat);
    return flat;
  }

  /**
   * The same from a text that {@link #render} wrote, perhaps in another version: keys have their
   * current names, and settings that this version does not have are kept.
   */
  public static Map<String, String> flatten(String rendered) {
    Map<String, String> flat = new TreeMap<>();
    Config config = HoconDocuments.stored(rendered);

    if (config.hasPath(HoconDocuments.ROOT)) {
      config
          .getConfig(HoconDocuments.ROOT)
          .entrySet()
          .forEach(
              entry ->
                  flat.put(
                      RenamedSettings.current(entry.getKey()),
                      entry.getValue().render(ConfigRenderOptions.concise())));
    }

    return flat;
  }

  private static void flatten(String path, Object record, Map<String, String> flat) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value;

      try {
        value = component.getAccessor().invoke(record);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("Cannot read " + component, e);
      }

      String key = path + SettingNames.key(component.getName());

      if (value instanceof Record) {
        flatten(key + ".", value, flat);
      } else {
        flat.put(key, hocon(value));
      }
    }
  }

  private static String hocon(Object value) {
    Object plain = value instanceof Enum ? SettingNames.word(value) : value;

    if (value instanceof Double number && number == Math.rint(number)) {
      // As people write it, and as HOCON reads it back: 1800, not 1800.0.
      plain = number.longValue();
    }

    return ConfigValueFactory.fromAnyRef(plain).render(ConfigRenderOptions.concise());
  }
}

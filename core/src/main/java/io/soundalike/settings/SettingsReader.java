package io.soundalike.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings: {@code reference.conf}, then files in their order, then single overrides, the
 * later ones winning. Record components are the keys, in kebab-case; a key that no record knows is
 * a violation.
 */
public final class SettingsReader {

  private static final String ROOT = "soundalike";

  private SettingsReader() {}

  /** The defaults. */
  public static Settings defaults() {
    return read(List.of(), List.of());
  }

  /**
   * Reads the settings of a run.
   *
   * @param documents HOCON texts with a root {@code soundalike}, the later winning
   * @param overrides {@code key=value} below {@code soundalike}, such as {@code map.k=5}
   * @throws InvalidSettingsException with every violation, if there is one
   */
  public static Settings read(List<String> documents, List<String> overrides) {
    Config merged = reference();

    for (String document : documents) {
      merged = parse(document, "a settings file").withFallback(merged);
    }

    for (String override : overrides) {
      merged = parseOverride(override).withFallback(merged);
    }

    try {
      return bind(merged.resolve());
    } catch (ConfigException e) {
      throw new InvalidSettingsException(List.of("Cannot use the settings: " + e.getMessage()));
    }
  }

  /**
   * Reads settings that {@link #render} wrote into a catalogue or a model.
   *
   * @throws InvalidSettingsException also if the text includes files or substitutes values
   */
  public static Settings readStored(String rendered) {
    return bind(parseStored(rendered).withFallback(reference()).resolve());
  }

  /**
   * A time as operators write it.
   *
   * @param option names it in errors
   * @param text such as {@code 90m} or {@code 4h}, a bare number being seconds; null stays null
   */
  public static @Nullable Double seconds(String option, @Nullable String text) {
    // HOCON would take a bare number for milliseconds.
    boolean bare = text != null && text.matches("[0-9.]+");
    Duration time =
        parseValue(
            option, bare ? text + "s" : text, "a time such as 90m or 4h", Config::getDuration);
    return time == null ? null : time.toMillis() / 1000.0;
  }

  /**
   * A size as operators write it.
   *
   * @param option names it in errors
   * @param text such as {@code 512MiB} or {@code 200MB}; null stays null
   */
  public static @Nullable Long bytes(String option, @Nullable String text) {
    return parseValue(option, text, "a size such as 200MB or 1GiB", Config::getBytes);
  }

  private static <T> @Nullable T parseValue(
      String option, @Nullable String text, String what, BiFunction<Config, String, T> reader) {
    if (text == null) {
      return null;
    }

    try {
      return reader.apply(ConfigFactory.parseMap(Map.of("value", text)), "value");
    } catch (ConfigException e) {
      throw new InvalidSettingsException(
          List.of(String.format(Locale.ROOT, "%s takes %s, got: %s", option, what, text)));
    }
  }

  /** The settings as HOCON, readable by {@link #read}; keys in order, defaults included. */
  public static String render(Settings settings) {
    StringBuilder text = new StringBuilder();
    flatten(settings).forEach((key, value) -> text.append(ROOT + "." + key + " = " + value + "\n"));
    return text.toString();
  }

  /**
   * Every setting by its key below {@code soundalike}, with its value as HOCON, in order of keys.
   */
  public static Map<String, String> flatten(Settings settings) {
    Map<String, String> flat = new TreeMap<>();
    flattenInto("", settings, flat);
    return flat;
  }

  /**
   * Like {@link #flatten(Settings)}, of a text that {@link #render} wrote, perhaps in another
   * version.
   */
  public static Map<String, String> flatten(String rendered) {
    Map<String, String> flat = new TreeMap<>();
    Config config = parseStored(rendered);

    if (config.hasPath(ROOT)) {
      for (Map.Entry<String, ConfigValue> entry : config.getConfig(ROOT).entrySet()) {
        flat.put(entry.getKey(), entry.getValue().render(ConfigRenderOptions.concise()));
      }
    }

    return flat;
  }

  private static Config reference() {
    return ConfigFactory.parseResources(
        SettingsReader.class,
        "reference.conf",
        ConfigParseOptions.defaults().setAllowMissing(false));
  }

  private static Config parseStored(String rendered) {
    try {
      return StoredConfig.parse(rendered, "settings.conf of an earlier run");
    } catch (ConfigException e) {
      throw new InvalidSettingsException(List.of("Cannot read " + e.getMessage()));
    }
  }

  private static Config parse(String document, String what) {
    try {
      return ConfigFactory.parseString(document);
    } catch (ConfigException e) {
      throw new InvalidSettingsException(List.of("Cannot read " + what + ": " + e.getMessage()));
    }
  }

  private static Config parseOverride(String override) {
    if (override.indexOf('=') < 1) {
      throw new InvalidSettingsException(
          List.of("--set takes key=value, such as map.k=5, got: " + override));
    }

    return parse(ROOT + "." + override, "--set " + override);
  }

  private static Settings bind(Config config) {
    List<String> violations = new ArrayList<>();

    for (String key : config.root().keySet()) {
      if (!key.equals(ROOT)) {
        violations.add("Unknown section " + key + ": every setting stands below " + ROOT);
      }
    }

    Object settings = bindRecord(Settings.class, "", config.getConfig(ROOT), violations);

    if (!violations.isEmpty() || settings == null) {
      throw new InvalidSettingsException(violations);
    }

    return (Settings) settings;
  }

  private static @Nullable Object bindRecord(
      Class<?> type, String path, Config config, List<String> violations) {
    RecordComponent[] components = type.getRecordComponents();
    List<String> known = Arrays.stream(components).map(c -> kebab(c.getName())).toList();

    for (String key : config.root().keySet()) {
      if (!known.contains(key)) {
        violations.add("Unknown setting " + path + key + "; known here: " + known);
      }
    }

    @Nullable Object[] values = new Object[components.length];

    for (int i = 0; i < components.length; i++) {
      values[i] = bindValue(components[i], path, known.get(i), config, violations);
    }

    return Arrays.asList(values).contains(null)
        ? null
        : construct(type, components, values, violations);
  }

  private static @Nullable Object bindValue(
      RecordComponent component, String path, String key, Config config, List<String> violations) {
    Class<?> type = component.getType();

    try {
      if (type.isRecord()) {
        return bindRecord(type, path + key + ".", config.getConfig(key), violations);
      }

      return leaf(component.getGenericType(), type, key, config);
    } catch (ConfigException e) {
      violations.add(path + key + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      violations.add(path + key + " " + e.getMessage());
    }

    return null;
  }

  private static Object leaf(Type generic, Class<?> type, String key, Config config) {
    if (type == int.class) {
      return config.getInt(key);
    } else if (type == long.class) {
      return config.getLong(key);
    } else if (type == double.class) {
      return config.getDouble(key);
    } else if (type == boolean.class) {
      return config.getBoolean(key);
    } else if (type.isEnum()) {
      return constant(type, config.getString(key));
    } else if (type == List.class
        && ((ParameterizedType) generic).getActualTypeArguments()[0] == Integer.class) {
      return List.copyOf(config.getIntList(key));
    } else if (type == List.class) {
      return List.copyOf(config.getStringList(key));
    }

    throw new IllegalStateException("No reader for settings of " + generic);
  }

  private static Object constant(Class<?> type, String text) {
    for (Object constant : type.getEnumConstants()) {
      if (word(constant).equals(text)) {
        return constant;
      }
    }

    String words =
        Arrays.stream(type.getEnumConstants())
            .map(SettingsReader::word)
            .collect(Collectors.joining(" | "));
    throw new IllegalArgumentException("must be " + words + ", got " + text);
  }

  private static @Nullable Object construct(
      Class<?> type,
      RecordComponent[] components,
      @Nullable Object[] values,
      List<String> violations) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);

    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidSettingsException invalid) {
        violations.addAll(List.of(String.valueOf(invalid.getMessage()).split("\n")));
        return null;
      }

      throw new IllegalStateException("Cannot build " + type, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot build " + type, e);
    }
  }

  private static void flattenInto(String path, Object node, Map<String, String> flat) {
    for (RecordComponent component : node.getClass().getRecordComponents()) {
      Object value;

      try {
        value = component.getAccessor().invoke(node);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("Cannot read " + component, e);
      }

      String key = path + kebab(component.getName());

      if (value instanceof Record) {
        flattenInto(key + ".", value, flat);
      } else {
        flat.put(key, hocon(value));
      }
    }
  }

  private static String hocon(Object value) {
    Object plain = value instanceof Enum ? word(value) : value;

    if (value instanceof Double number && number == Math.rint(number)) {
      // As people write it, and as HOCON reads it back: 1800, not 1800.0.
      plain = number.longValue();
    }

    ConfigValue rendered = ConfigValueFactory.fromAnyRef(plain);
    return rendered.render(ConfigRenderOptions.concise());
  }

  private static String word(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String kebab(String camel) {
    return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}

package io.soundalike.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds resolved HOCON to the tree of records. */
final class SettingsBinder {

  private final List<String> violations;

  /**
   * @param violations found so far; this adds its own
   */
  SettingsBinder(List<String> violations) {
    this.violations = violations;
  }

  /**
   * @throws InvalidSettingsException with every violation, if there is one
   */
  Settings bind(Config config) {
    for (String key : config.root().keySet()) {
      if (!key.equals(HoconDocuments.ROOT)) {
        violations.add(
            key
                + ": unknown section; every setting is below "
                + HoconDocuments.ROOT
                + ", such as "
                + HoconDocuments.ROOT
                + ".map.k");
      }
    }

    Config settings = config.getConfig(HoconDocuments.ROOT);
    refuseUnknown(settings);
    Object bound = record(Settings.class, "", settings);

    if (!violations.isEmpty() || bound == null) {
      throw new InvalidSettingsException(violations);
    }

    return (Settings) bound;
  }

  private void refuseUnknown(Config settings) {
    List<String> known = keys("", Settings.class);

    for (String path : leaves("", settings.root())) {
      boolean isSection = known.stream().anyMatch(key -> key.startsWith(path + "."));

      if (!known.contains(path) && !isSection) {
        String mend =
            NearestKey.of(path, known)
                .map(key -> "did you mean " + key + "?")
                .orElseGet(() -> "known are " + known(path, known));
        violations.add(path + ": unknown setting; " + mend);
      }
    }
  }

  /** The keys of the section that a path names, or of all sections if there is no such section. */
  private static List<String> known(String path, List<String> keys) {
    String section = path.substring(0, path.lastIndexOf('.') + 1);
    List<String> below =
        keys.stream().filter(key -> !section.isEmpty() && key.startsWith(section)).toList();
    return below.isEmpty()
        ? keys.stream().map(key -> key.substring(0, key.indexOf('.')) + ".*").distinct().toList()
        : below;
  }

  /** The paths of all settings of a record and of the records in it. */
  private static List<String> keys(String path, Class<?> type) {
    List<String> keys = new ArrayList<>();

    for (RecordComponent component : type.getRecordComponents()) {
      String key = path + SettingNames.key(component.getName());

      if (component.getType().isRecord()) {
        keys.addAll(keys(key + ".", component.getType()));
      } else {
        keys.add(key);
      }
    }

    return keys;
  }

  /** Paths of all values that are no objects, and of empty objects. */
  private static List<String> leaves(String path, ConfigObject object) {
    List<String> paths = new ArrayList<>();
    object.forEach(
        (key, value) -> {
          if (value instanceof ConfigObject below && !below.isEmpty()) {
            paths.addAll(leaves(path + key + ".", below));
          } else if (!(value instanceof ConfigObject)) {
            paths.add(path + key);
          }
        });
    return paths;
  }

  private @Nullable Object record(Class<?> type, String path, Config config) {
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new Object[components.length];

    for (int i = 0; i < components.length; i++) {
      values[i] = value(components[i], path, config);
    }

    return Arrays.asList(values).contains(null) ? null : construct(type, components, values);
  }

  private @Nullable Object value(RecordComponent component, String path, Config config) {
    Class<?> type = component.getType();
    String key = SettingNames.key(component.getName());

    try {
      return type.isRecord()
          ? record(type, path + key + ".", config.getConfig(key))
          : leaf(component.getGenericType(), type, key, config);
    } catch (ConfigException | IllegalArgumentException e) {
      violations.add(
          path + key + ": expected " + expected(component) + ", got " + got(config, key));
      return null;
    }
  }

  private static Object leaf(Type generic, Class<?> type, String key, Config config) {
    if (type == int.class) {
      return whole(config.getDouble(key), config.getInt(key));
    } else if (type == long.class) {
      return whole(config.getDouble(key), config.getLong(key));
    } else if (type == double.class) {
      return config.getDouble(key);
    } else if (type == boolean.class) {
      return config.getBoolean(key);
    } else if (type == String.class) {
      return config.getString(key);
    } else if (type.isEnum()) {
      return constant(type, config.getString(key));
    } else if (isListOf(Integer.class, generic)) {
      config.getDoubleList(key).forEach(number -> whole(number, number));
      return List.copyOf(config.getIntList(key));
    } else if (isListOf(String.class, generic)) {
      return List.copyOf(config.getStringList(key));
    }

    throw new IllegalStateException("No reader for settings of " + generic);
  }

  private static boolean isListOf(Class<?> element, Type generic) {
    return generic instanceof ParameterizedType list
        && list.getActualTypeArguments()[0].equals(element);
  }

  /** Hands a value out if the number that was written is whole. */
  private static <T> T whole(double written, T value) {
    if (written != Math.rint(written)) {
      throw new IllegalArgumentException("not a whole number: " + written);
    }

    return value;
  }

  private static Object constant(Class<?> type, String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> SettingNames.word(constant).equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no constant " + word));
  }

  private static String expected(RecordComponent component) {
    Class<?> type = component.getType();

    if (type.isRecord()) {
      return "a section with keys of its own";
    } else if (type == int.class || type == long.class) {
      return "a whole number";
    } else if (type == double.class) {
      return "a number";
    } else if (type == boolean.class) {
      return "true or false";
    } else if (type == String.class) {
      return "a text";
    } else if (type.isEnum()) {
      return String.join(" | ", SettingNames.words(type));
    }

    return isListOf(Integer.class, component.getGenericType())
        ? "a list of whole numbers such as [16, 32]"
        : "a list such as [mp3, wav]";
  }

  private static String got(Config config, String key) {
    @Nullable ConfigValue value = config.root().get(key);

    if (value == null) {
      return "nothing";
    }

    return value.valueType() == ConfigValueType.STRING
        ? "'" + value.unwrapped() + "'"
        : value.render(ConfigRenderOptions.concise());
  }

  private @Nullable Object construct(
      Class<?> type, RecordComponent[] components, @Nullable Object[] values) {
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
}

package io.soundalike.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * Names the settings that a stage's numbers depend on: two runs share a stage's rows if, and only
 * if, its fingerprints are equal. The constants are in the order of the stages; a fingerprint
 * contains the version of its stage and those of all stages before it. A model's contains its own
 * alone: it learns from spectrograms, and whoever changes them raises both versions.
 *
 * <p>Parallelism, paths, limits and the listed extensions are no part of it. A limit or an
 * extension decides which songs have rows, so the hashed text has its first default whatever its
 * value is. The text has each setting's first name.
 */
public enum SettingsFingerprint {
  /** Of decoded and analysed songs. */
  FEATURES(7, "audio.", "features."),
  /** Of a model and of what it encodes. */
  MODEL(7, "audio.", "features.", "model.", "training."),
  /** Of neighbours, in addition to the model's. */
  NEIGHBOURS(7, "neighbours."),
  /** Of the places on a map, in addition to the model's. */
  MAP(
      7,
      "neighbours.distance",
      "neighbours.weights.",
      "map.seed",
      "map.perplexity",
      "map.learning-rate",
      "map.max-iter",
      "map.iterations-without-progress",
      "map.early-exaggeration",
      "map.exact-tracks",
      "map.max-tracks"),
  /** Of neighbours, map and report. */
  RESULTS(6, "");

  /** The version of every stage when stages got their own; it is not written, so hashes stayed. */
  private static final int FIRST_VERSION = 5;

  private static final int HEX_DIGITS = 12;

  private static final String EXTENSIONS = "inventory.extensions";

  /** The default of {@link #EXTENSIONS} when they were part of the hash. */
  private static final String FIRST_EXTENSIONS =
      "[\"mp3\",\"wav\",\"aif\",\"aiff\",\"au\",\"flac\",\"ogg\",\"oga\"]";

  private static final Set<String> LIMITS =
      Set.of("audio.min-seconds", "audio.max-seconds", "audio.max-bytes");

  private final int version;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> prefixes;

  /**
   * @param version goes up when code changes what equal settings compute in this stage
   */
  SettingsFingerprint(int version, String... prefixes) {
    this.version = version;
    this.prefixes = List.of(prefixes);
  }

  /** 12 hexadecimal digits. */
  public String of(Settings settings) {
    return of(settings, stage -> stage.version);
  }

  /**
   * The same for other versions of the code.
   *
   * @param versions of all stages
   */
  String of(Settings settings, ToIntFunction<SettingsFingerprint> versions) {
    return hash(withDefaultLimits(SettingsRenderer.flatten(settings)), versions);
  }

  private String hash(Map<String, String> flat, ToIntFunction<SettingsFingerprint> versions) {
    StringBuilder text = new StringBuilder("numbers " + FIRST_VERSION + "\n");

    for (SettingsFingerprint stage : values()) {
      if (contains(stage) && versions.applyAsInt(stage) != FIRST_VERSION) {
        text.append(stage).append(' ').append(versions.applyAsInt(stage)).append('\n');
      }
    }

    Map<String, String> covered = new TreeMap<>();
    flat.forEach(
        (key, value) -> {
          if (covers(key)) {
            covered.put(RenamedSettings.first(key), value);
          }
        });
    covered.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    return shortHash(text.toString());
  }

  private boolean contains(SettingsFingerprint stage) {
    return this == MODEL ? stage == MODEL : stage.compareTo(this) <= 0;
  }

  private static Map<String, String> withDefaultLimits(Map<String, String> flat) {
    Map<String, String> all = new TreeMap<>(flat);
    all.putAll(DefaultLimits.ALL);
    all.put(EXTENSIONS, FIRST_EXTENSIONS);
    return all;
  }

  /** Read when they are first needed: enums are initialised early. */
  private static final class DefaultLimits {

    private static final Map<String, String> ALL = read();

    private static Map<String, String> read() {
      Map<String, String> limits = SettingsRenderer.flatten(SettingsReader.defaults());
      limits.keySet().retainAll(LIMITS);
      return limits;
    }
  }

  /**
   * The settings that differ and change results, in order of keys, such as {@code map.k: 8 -> 5
   * (neighbours, map and report are computed again)}.
   *
   * @param before what {@link SettingsRenderer#render} wrote, perhaps in another version
   */
  public static List<String> differences(String before, Settings after) {
    Map<String, String> old = SettingsRenderer.flatten(before);
    List<String> differences = new ArrayList<>();
    SettingsRenderer.flatten(after)
        .forEach(
            (key, value) -> {
              if (RESULTS.covers(key) && !value.equals(old.get(key))) {
                differences.add(
                    String.format(
                        Locale.ROOT,
                        "%s: %s -> %s (%s)",
                        key,
                        old.getOrDefault(key, "not set"),
                        value,
                        consequence(key)));
              }
            });
    return differences;
  }

  /** The settings of this fingerprint that differ, such as {@code features.n-mels: 128 -> 64}. */
  public List<String> differences(Settings before, Settings after) {
    Map<String, String> old = SettingsRenderer.flatten(before);
    return SettingsRenderer.flatten(after).entrySet().stream()
        .filter(e -> covers(e.getKey()) && !LIMITS.contains(e.getKey()))
        .filter(e -> !e.getValue().equals(old.get(e.getKey())))
        .map(e -> e.getKey() + ": " + old.get(e.getKey()) + " -> " + e.getValue())
        .toList();
  }

  private static String consequence(String key) {
    if (LIMITS.contains(key)) {
      return "only songs between the two limits come or go";
    } else if (key.equals(EXTENSIONS)) {
      return "only files of these kinds come or go";
    } else if (FEATURES.covers(key)) {
      return "features and all later stages are computed again";
    } else if (MODEL.covers(key)) {
      return "the model and all later stages are computed again";
    }

    return "neighbours, map and report are computed again";
  }

  /** The first 12 hexadecimal digits of a text's SHA-256. */
  public static String shortHash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, HEX_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private boolean covers(String key) {
    return !key.startsWith("spark.")
        && !key.startsWith("quarantine.")
        && !key.startsWith("recommend.")
        && prefixes.stream().anyMatch(key::startsWith);
  }
}

package io.soundalike.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Names the settings that a stage's numbers depend on: two runs share a stage's rows if, and only
 * if, its fingerprints are equal. Parallelism, paths and limits of the report are no part of it.
 */
public enum SettingsFingerprint {
  /** Of decoded and analysed songs. */
  FEATURES("audio.", "features."),
  /** Of a model and of what it encodes. */
  MODEL("audio.", "features.", "model.", "training."),
  /** Of neighbours, beside the model's. */
  NEIGHBOURS("neighbours."),
  /** Of a map's places, beside the model's. */
  MAP(
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
  RESULTS("");

  /** Goes up when code changes what equal settings compute. */
  private static final int NUMBERS_VERSION = 5;

  private static final int HEX_DIGITS = 12;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> prefixes;

  SettingsFingerprint(String... prefixes) {
    this.prefixes = List.of(prefixes);
  }

  /** 12 hexadecimal digits. */
  public String of(Settings settings) {
    StringBuilder text = new StringBuilder("numbers " + NUMBERS_VERSION + "\n");
    SettingsReader.flatten(settings)
        .forEach(
            (key, value) -> {
              if (covers(key)) {
                text.append(key).append('=').append(value).append('\n');
              }
            });
    return shortHash(text.toString());
  }

  /**
   * The settings that differ and change numbers, in order of keys, such as {@code map.k: 8 -> 5
   * (neighbours, map and report anew)}.
   *
   * @param before what {@link SettingsReader#render} once wrote; keys of other versions are no
   *     error
   */
  public static List<String> differences(String before, Settings after) {
    Map<String, String> old = SettingsReader.flatten(before);
    List<String> differences = new ArrayList<>();
    SettingsReader.flatten(after)
        .forEach(
            (key, value) -> {
              if (RESULTS.covers(key) && !value.equals(old.get(key))) {
                differences.add(
                    String.format(
                        Locale.ROOT,
                        "%s: %s -> %s (%s anew)",
                        key,
                        old.get(key),
                        value,
                        dependents(key)));
              }
            });
    return differences;
  }

  /** The settings of this kind that differ, such as {@code features.n-mels: 128 -> 64}. */
  public List<String> differences(Settings before, Settings after) {
    Map<String, String> old = SettingsReader.flatten(before);
    return SettingsReader.flatten(after).entrySet().stream()
        .filter(e -> covers(e.getKey()) && !e.getValue().equals(old.get(e.getKey())))
        .map(e -> e.getKey() + ": " + old.get(e.getKey()) + " -> " + e.getValue())
        .toList();
  }

  private static String dependents(String key) {
    if (FEATURES.covers(key)) {
      return "features and all that follows";
    }

    return MODEL.covers(key) ? "model and all that follows" : "neighbours, map and report";
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

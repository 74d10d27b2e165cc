package io.soundalike.jobs.catalogue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The manifest of a complete run: {@code runs/R/manifest.json}, written last. {@link
 * Catalogue#commitRun} writes it, {@link Catalogue#manifest} reads it.
 *
 * @param runId id of the run
 * @param state fingerprint of what the results depend on: settings, model, songs with their tags,
 *     unusable files; empty if an older version did not write it
 * @param modelId the model that was used; empty if an older version did not write it
 * @param features fingerprint of the features that were used; empty if an older version did not
 *     write it
 * @param counts files and songs
 * @param trained models trained by this run: 0 or 1
 * @param pairs pairs of songs that the search for neighbours had to cover
 * @param cores tasks that could run at once
 * @param versions of soundalike, Java and Spark
 * @param stageSeconds duration of each stage, by the stage's name
 */
public record RunManifest(
    String runId,
    String state,
    String modelId,
    String features,
    RunCounts counts,
    long trained,
    long pairs,
    int cores,
    Versions versions,
    Map<String, Double> stageSeconds) {

  private static final String STAGE_SECONDS = "stageSeconds";

  /**
   * Versions of what ran.
   *
   * @param soundalike version of the jar; {@code null} as text if it did not run from a jar
   * @param java version of Java
   * @param spark version of Spark
   */
  public record Versions(String soundalike, String java, String spark) {}

  /** Copies the durations. */
  public RunManifest {
    stageSeconds = Map.copyOf(stageSeconds);
  }

  /** The manifest as JSON. */
  String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("runId", runId);
    json.put("state", state);
    json.put("modelId", modelId);
    json.put("features", features);
    json.putAll(counts.toMap());
    json.put(RunCounts.OTHER_KINDS, counts.otherKinds());
    json.put("trained", trained);
    json.put("pairs", pairs);
    json.put("cores", cores);
    json.put("version", versions.soundalike());
    json.put("java", versions.java());
    json.put("spark", versions.spark());
    json.put(STAGE_SECONDS, stageSeconds);
    return ConfigValueFactory.fromMap(json)
        .render(ConfigRenderOptions.defaults().setOriginComments(false));
  }

  /**
   * Reads a manifest of this or an older version: a count that it lacks is 0, a text is empty.
   *
   * @throws com.typesafe.config.ConfigException if a value is of another type
   */
  static RunManifest of(Config json) {
    return new RunManifest(
        text(json, "runId"),
        text(json, "state"),
        text(json, "modelId"),
        text(json, "features"),
        counts(json),
        number(json, "trained"),
        number(json, "pairs"),
        (int) number(json, "cores"),
        versions(json),
        stageSeconds(json));
  }

  /** The second key of a count is its key in older manifests. */
  private static RunCounts counts(Config json) {
    return new RunCounts(
        new RunCounts.Files(
            number(json, "filesFound", "found"),
            number(json, "filesRead", "read"),
            number(json, "filesAnalysed", "ok"),
            number(json, "filesReused", "reused"),
            number(json, "filesQuarantined", "quarantined"),
            number(json, "filesUnread", "unread")),
        new RunCounts.Songs(
            number(json, "songsUsable"),
            // Older manifests count songs analysed and songs quarantined together.
            number(json, "songsAnalysed", "decoded"),
            number(json, "songsQuarantined"),
            number(json, "songsEncoded", "encoded")),
        RunCounts.readOtherKinds(json));
  }

  private static Versions versions(Config json) {
    return new Versions(text(json, "version"), text(json, "java"), text(json, "spark"));
  }

  private static Map<String, Double> stageSeconds(Config json) {
    Map<String, Double> seconds = new TreeMap<>();

    if (json.hasPath(STAGE_SECONDS)) {
      for (Map.Entry<String, ConfigValue> stage : json.getObject(STAGE_SECONDS).entrySet()) {
        seconds.put(
            stage.getKey(), json.getConfig(STAGE_SECONDS).getDouble('"' + stage.getKey() + '"'));
      }
    }

    return seconds;
  }

  private static String text(Config json, String key) {
    return json.hasPath(key) ? json.getString(key) : "";
  }

  private static long number(Config json, String key) {
    return json.hasPath(key) ? json.getLong(key) : 0;
  }

  private static long number(Config json, String key, String oldKey) {
    return json.hasPath(key) ? json.getLong(key) : number(json, oldKey);
  }
}

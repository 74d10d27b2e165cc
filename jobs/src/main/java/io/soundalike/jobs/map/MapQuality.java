package io.soundalike.jobs.map;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * The quality of a layout, as stored in {@code map.json}.
 *
 * @param divergence Kullback-Leibler divergence of the songs that were laid out, in nats
 * @param iterations iterations of the layout
 * @param songs size of the catalogue that the layout was computed for
 * @param changes songs added or removed since
 * @param landmarks songs that were laid out if the catalogue is larger than {@code map.max-tracks};
 *     else 0
 */
record MapQuality(double divergence, int iterations, int songs, int changes, int landmarks) {

  /**
   * Renders the quality as JSON; values that are NaN are omitted.
   *
   * @param source fingerprint of what the layout depends on
   * @param clusters the clusters on the map
   * @param agreement adjusted Rand index with the clusters of the run's own map; NaN for that map
   */
  String json(String source, KMeansClustering clusters, double agreement) {
    Map<String, Object> json = new HashMap<>();
    json.put("divergence", divergence);
    json.put("iterations", iterations);
    json.put("songs", songs);
    json.put("changes", changes);
    json.put("landmarks", landmarks);
    json.put("source", source);
    putNumber(json, "silhouette", clusters.silhouette());
    putNumber(json, "stability", clusters.stability());
    putNumber(json, "agreement", agreement);
    return ConfigValueFactory.fromMap(json).render(ConfigRenderOptions.concise());
  }

  private static void putNumber(Map<String, Object> json, String key, double value) {
    if (!Double.isNaN(value)) {
      json.put(key, value);
    }
  }

  /** The same layout after the given number of changes. */
  MapQuality withChanges(int changes) {
    return new MapQuality(divergence, iterations, songs, changes, landmarks);
  }

  static MapQuality of(Config config) {
    return new MapQuality(
        config.getDouble("divergence"),
        config.getInt("iterations"),
        config.getInt("songs"),
        config.getInt("changes"),
        config.getInt("landmarks"));
  }
}

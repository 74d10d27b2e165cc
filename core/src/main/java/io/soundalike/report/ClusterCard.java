package io.soundalike.report;

import io.soundalike.clustering.ClusterProfile;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Template values of a cluster: size, medoid, and a sentence for each unusual feature. */
final class ClusterCard {

  /** Smallest difference that is mentioned, in standard deviations of all songs. */
  private static final double NOTABLE = 0.25;

  /**
   * Wording of a feature.
   *
   * @param more description of a cluster with a higher mean
   * @param less description of a cluster with a lower mean
   * @param unit unit after the number
   * @param scale factor on the number
   * @param digits decimals of the number
   */
  private record Words(String more, String less, String unit, double scale, int digits) {}

  private static final Map<String, Words> WORDS =
      Map.of(
          "tempoBpm", new Words("faster", "slower", "bpm", 1, 1),
          "centroidMeanHz", new Words("brighter", "darker", "Hz", 1, 0),
          "zcrMean", new Words("noisier", "smoother", "% zero crossings", 100, 1),
          "onsetMean", new Words("stronger attacks", "weaker attacks", "onset strength", 1, 2),
          "loudnessDbfs", new Words("louder", "softer", "dBFS", 1, 1),
          "beatDiffStdSeconds", new Words("less steady", "steadier", "ms between beats", 1000, 0),
          "seconds", new Words("longer", "shorter", "s", 1, 0));

  private ClusterCard() {}

  /** Values for the template. */
  static Map<String, Object> of(ReportData.Cluster cluster, ReportData data) {
    ClusterProfile profile = cluster.profile();
    List<String> traits =
        profile.traits().stream()
            .filter(trait -> Math.abs(trait.z()) >= NOTABLE)
            .map(ClusterCard::words)
            .toList();
    return Map.of(
        "name", cluster.cluster(),
        "size", Plural.of(profile.songs(), "song"),
        "colour", Charts.colour(cluster.cluster()),
        "medoid", profile.medoid(),
        "medoidLabel", data.tracks().get(profile.medoid()).label(),
        "traits", traits.isEmpty() ? List.of("close to the average of all songs") : traits);
  }

  private static String words(ClusterProfile.Trait trait) {
    Words words = WORDS.getOrDefault(trait.name(), new Words("more", "less", trait.name(), 1, 2));
    String number = "%." + words.digits() + "f";
    return String.format(
        Locale.ROOT,
        "%s: " + number + " %s (mean of all songs: " + number + ")",
        trait.z() > 0 ? words.more() : words.less(),
        words.scale() * trait.mean(),
        words.unit(),
        words.scale() * trait.overall());
  }
}

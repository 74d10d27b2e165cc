package io.soundalike.clustering;

import io.soundalike.neighbours.Distance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Description of a cluster: its medoid, and the features in which it differs most from all songs.
 *
 * @param songs number of songs
 * @param medoid index of the song with the smallest mean distance to the others; for more than 64
 *     songs, the medoid of a sample
 * @param traits up to three features, the most unusual first
 */
public record ClusterProfile(int songs, int medoid, List<Trait> traits) {

  private static final int MAX_TRAITS = 3;

  /** Largest number of songs that the medoid is taken from; a larger cluster is sampled. */
  private static final int MAX_COMPARED = 64;

  /**
   * A feature in which a cluster differs from all songs.
   *
   * @param name of the feature
   * @param mean mean in the cluster
   * @param overall mean of all songs
   * @param z difference of the two, in standard deviations of all songs
   */
  public record Trait(String name, double mean, double overall, double z) {}

  /**
   * A feature of all songs.
   *
   * @param name of the feature
   * @param values {@code [songs]}
   */
  public record Feature(String name, double[] values) {}

  /**
   * Describes a cluster.
   *
   * @param members indices of its songs, at least one
   * @param distance between all songs
   * @param features of all songs
   */
  public static ClusterProfile describe(int[] members, Distance distance, List<Feature> features) {
    List<Trait> traits = new ArrayList<>();

    for (Feature feature : features) {
      traits.add(trait(members, feature));
    }

    traits.sort(Comparator.comparingDouble((Trait trait) -> -Math.abs(trait.z())));
    return new ClusterProfile(
        members.length,
        medoid(members, distance),
        List.copyOf(traits.subList(0, Math.min(MAX_TRAITS, traits.size()))));
  }

  private static int medoid(int[] members, Distance distance) {
    int count = Math.min(MAX_COMPARED, members.length);
    int[] sample =
        IntStream.range(0, count)
            .map(i -> members[(int) ((long) i * members.length / count)])
            .toArray();
    double nearest = Double.POSITIVE_INFINITY;
    int medoid = members[0];

    for (int member : sample) {
      double sum = 0;

      for (int other : sample) {
        sum += other == member ? 0 : distance.between(member, other);
      }

      if (sum < nearest) {
        nearest = sum;
        medoid = member;
      }
    }

    return medoid;
  }

  private static Trait trait(int[] members, Feature feature) {
    double overall =
        IntStream.range(0, feature.values().length)
            .mapToDouble(i -> feature.values()[i])
            .average()
            .orElse(0);
    double squares = 0;

    for (double value : feature.values()) {
      squares += (value - overall) * (value - overall);
    }

    double deviation = Math.sqrt(squares / feature.values().length);
    double mean = IntStream.of(members).mapToDouble(i -> feature.values()[i]).average().orElse(0);
    return new Trait(
        feature.name(), mean, overall, deviation == 0 ? 0 : (mean - overall) / deviation);
  }
}

package io.soundalike.clustering;

import io.soundalike.neighbours.Distance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a cluster is: the song in its middle, and what tells it from the others.
 *
 * @param songs in it
 * @param medoid index of the song that is nearest to the others, on average; of many songs the
 *     middle of a sample
 * @param traits what is most unusual, first
 */
public record ClusterProfile(int songs, int medoid, List<Trait> traits) {

  private static final int SHOWN_TRAITS = 3;

  /** Members of which one is found in the middle, at most; of more every so many-th. */
  private static final int COMPARED = 64;

  /**
   * A number in which a cluster differs.
   *
   * @param name of the number
   * @param mean in the cluster
   * @param overall mean of all songs
   * @param z how far apart they are, in standard deviations of all songs
   */
  public record Trait(String name, double mean, double overall, double z) {}

  /** Numbers of all songs, by name. */
  public record Numbers(String name, double[] values) {}

  /**
   * Looks at one cluster.
   *
   * @param members indices, at least one
   * @param numbers of all songs
   */
  public static ClusterProfile of(int[] members, Distance distance, List<Numbers> numbers) {
    List<Trait> traits = new ArrayList<>();

    for (Numbers number : numbers) {
      traits.add(trait(members, number));
    }

    traits.sort(Comparator.comparingDouble((Trait trait) -> -Math.abs(trait.z())));
    return new ClusterProfile(
        members.length,
        medoid(members, distance),
        List.copyOf(traits.subList(0, Math.min(SHOWN_TRAITS, traits.size()))));
  }

  private static int medoid(int[] members, Distance distance) {
    int count = Math.min(COMPARED, members.length);
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

  private static Trait trait(int[] members, Numbers number) {
    double overall =
        IntStream.range(0, number.values().length)
            .mapToDouble(i -> number.values()[i])
            .average()
            .orElse(0);
    double squares = 0;

    for (double value : number.values()) {
      squares += (value - overall) * (value - overall);
    }

    double deviation = Math.sqrt(squares / number.values().length);
    double mean = IntStream.of(members).mapToDouble(i -> number.values()[i]).average().orElse(0);
    return new Trait(
        number.name(), mean, overall, deviation == 0 ? 0 : (mean - overall) / deviation);
  }
}

package io.soundalike.evaluation;

import io.soundalike.neighbours.Distance;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Ranks all other songs by their distance to a query song. */
public final class Ranking {

  private Ranking() {}

  /**
   * Ranks songs by distance, then by index.
   *
   * @param song index of the query song
   * @param admitted which songs may be in the list; the query itself never is
   * @return indices, nearest first
   */
  public static int[] rank(Distance distance, int song, IntPredicate admitted) {
    double[] distances = new double[distance.size()];

    for (int j = 0; j < distances.length; j++) {
      distances[j] = distance.between(song, j);
    }

    return IntStream.range(0, distances.length)
        .filter(j -> j != song && admitted.test(j))
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(j -> distances[j])
                .thenComparing(Comparator.naturalOrder()))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}

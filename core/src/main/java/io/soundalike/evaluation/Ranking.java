package io.soundalike.evaluation;

import io.soundalike.neighbours.Distance;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** A song's list of all others, the nearest first. */
public final class Ranking {

  private Ranking() {}

  /**
   * The others in order; of equally far songs the lower index first.
   *
   * @param admitted which songs may be in the list; the song itself never is
   */
  public static int[] of(Distance distance, int song, IntPredicate admitted) {
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

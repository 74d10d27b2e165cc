package io.soundalike.neighbours;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Exact nearest neighbours. */
public final class NearestNeighbours {

  /** A neighbour: which song, and how far. */
  public record Neighbour(int index, double distance) {}

  /** Nearest first; of equally far songs the lower index first, so that results repeat. */
  private static final Comparator<Neighbour> ORDER =
      Comparator.comparingDouble(Neighbour::distance).thenComparingInt(Neighbour::index);

  private NearestNeighbours() {}

  /**
   * The songs nearest to one, itself left out.
   *
   * @param k at most so many; fewer in a smaller catalogue
   */
  public static List<Neighbour> of(Distance distance, int song, int k) {
    PriorityQueue<Neighbour> best = new PriorityQueue<>(ORDER.reversed());

    for (int j = 0; j < distance.size(); j++) {
      if (j == song) {
        continue;
      }

      Neighbour candidate = new Neighbour(j, distance.between(song, j));

      if (best.size() < k) {
        best.add(candidate);
      } else if (ORDER.compare(candidate, best.element()) < 0) {
        best.remove();
        best.add(candidate);
      }
    }

    List<Neighbour> sorted = new ArrayList<>(best);
    sorted.sort(ORDER);
    return sorted;
  }
}

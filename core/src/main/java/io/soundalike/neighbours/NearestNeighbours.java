package io.soundalike.neighbours;

import io.soundalike.math.TopK;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Exact nearest neighbours. */
public final class NearestNeighbours {

  /** A neighbour: which song, and how far. */
  public record Neighbour(int index, double distance) implements Serializable {}

  /** Nearest first; of equally far songs the lower index first, so that results repeat. */
  private static final Comparator<Neighbour> ORDER =
      Comparator.comparingDouble(Neighbour::distance).thenComparingInt(Neighbour::index);

  /** Bounds are single precision. */
  private static final double ROUNDING = 1e-6;

  private NearestNeighbours() {}

  /**
   * The songs nearest to each of some, themselves left out; found by {@link Distance#lowerBounds},
   * so that few are compared.
   *
   * @param from first of the songs
   * @param to after the last
   * @param k at most so many; fewer in a smaller catalogue
   */
  public static List<List<Neighbour>> of(Distance distance, int from, int to, int k) {
    float[][] bounds = distance.lowerBounds(from, to);
    List<List<Neighbour>> neighbours = new ArrayList<>();

    for (int song = from; song < to; song++) {
      float[] known = bounds.length == 0 ? new float[distance.size()] : bounds[song - from];
      neighbours.add(new Search(distance, song, k).run(known));
    }

    return neighbours;
  }

  /**
   * The songs nearest to one, of some.
   *
   * @param isCandidate {@code [n]}: which; the song itself is no neighbour of its own
   */
  public static List<Neighbour> among(Distance distance, int song, boolean[] isCandidate, int k) {
    float[][] bounds = distance.lowerBounds(song, song + 1);
    float[] known = bounds.length == 0 ? new float[isCandidate.length] : bounds[0];

    for (int other = 0; other < known.length; other++) {
      known[other] = isCandidate[other] ? known[other] : Float.POSITIVE_INFINITY;
    }

    return new Search(distance, song, k).run(known);
  }

  /**
   * Songs to whose nearest a new song may belong.
   *
   * @param farthest {@code [n]}: the distance of each song's farthest neighbour so far, infinite if
   *     it has room for more, negative if it is not asked
   * @return which songs, and how far the new one is from them
   */
  public static List<Neighbour> reverseNeighbours(Distance distance, int song, double[] farthest) {
    float[][] bounds = distance.lowerBounds(song, song + 1);
    List<Neighbour> claimed = new ArrayList<>();

    for (int other = 0; other < farthest.length; other++) {
      double bound = bounds.length == 0 ? 0 : bounds[0][other] - ROUNDING;

      if (other != song && bound <= farthest[other]) {
        double apart = distance.between(other, song);

        if (apart <= farthest[other]) {
          claimed.add(new Neighbour(other, apart));
        }
      }
    }

    return claimed;
  }

  /** The search for one song's neighbours. */
  private static final class Search {

    private final Distance distance;
    private final int song;
    private final int k;
    private final PriorityQueue<Neighbour> best = new PriorityQueue<>(ORDER.reversed());

    Search(Distance distance, int song, int k) {
      this.distance = distance;
      this.song = song;
      this.k = k;
    }

    /** Infinite bounds are those of songs that are not wanted. */
    List<Neighbour> run(float[] bounds) {
      // Those that look nearest first, the song itself among them: after them little else is near
      // enough to be compared.
      TopK likely = TopK.select(bounds, Math.min(k, bounds.length - 1) + 1);

      for (int j : likely.indices()) {
        compareIfNear(j, bounds[j]);
      }

      if (likely.limit() - ROUNDING <= farthest()) {
        for (int j = 0; j < bounds.length; j++) {
          if (bounds[j] > likely.limit()) {
            compareIfNear(j, bounds[j]);
          }
        }
      }

      List<Neighbour> sorted = new ArrayList<>(best);
      sorted.sort(ORDER);
      return sorted;
    }

    private void compareIfNear(int other, float bound) {
      if (bound - ROUNDING <= farthest() && other != song) {
        compare(other);
      }
    }

    /** Nothing beyond is wanted. */
    private double farthest() {
      return best.size() < k ? Float.MAX_VALUE : best.element().distance();
    }

    private void compare(int other) {
      Neighbour candidate = new Neighbour(other, distance.between(song, other));

      if (best.size() < k) {
        best.add(candidate);
      } else if (ORDER.compare(candidate, best.element()) < 0) {
        best.remove();
        best.add(candidate);
      }
    }
  }
}

package io.soundalike.neighbours;

import io.soundalike.math.TopK;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Exact k-nearest-neighbour search. Lower bounds of the distance decide which songs are compared,
 * so that results are those of comparing all songs.
 */
public final class NearestNeighbours {

  /**
   * A neighbour of a song.
   *
   * @param index of the neighbour
   * @param distance to it
   */
  public record Neighbour(int index, double distance) implements Serializable {}

  /** By distance, then by index, so that results repeat. */
  private static final Comparator<Neighbour> ORDER =
      Comparator.comparingDouble(Neighbour::distance).thenComparingInt(Neighbour::index);

  /** Rounding error of bounds, which are single precision. */
  private static final double ROUNDING = 1e-6;

  private NearestNeighbours() {}

  /**
   * Finds the neighbours of each song of a range; a song is not a neighbour of itself.
   *
   * @param from first song of the range
   * @param to one past the last song of the range
   * @param k largest number of neighbours of a song; there are fewer in a smaller catalogue
   * @return for each song its neighbours, nearest first
   */
  public static List<List<Neighbour>> search(Distance distance, int from, int to, int k) {
    float[][] bounds = distance.lowerBounds(from, to);
    List<List<Neighbour>> neighbours = new ArrayList<>();

    for (int song = from; song < to; song++) {
      float[] ofSong = bounds.length == 0 ? new float[distance.size()] : bounds[song - from];
      neighbours.add(new Search(distance, song, k).run(ofSong));
    }

    return neighbours;
  }

  /**
   * Finds the neighbours of one song among some candidates.
   *
   * @param isCandidate {@code [n]}: whether a song may be a neighbour; the song itself never is
   * @param k largest number of neighbours
   * @return the neighbours, nearest first
   */
  public static List<Neighbour> searchAmong(
      Distance distance, int song, boolean[] isCandidate, int k) {
    float[][] bounds = distance.lowerBounds(song, song + 1);
    float[] masked = bounds.length == 0 ? new float[isCandidate.length] : bounds[0];

    for (int other = 0; other < masked.length; other++) {
      masked[other] = isCandidate[other] ? masked[other] : Float.POSITIVE_INFINITY;
    }

    return new Search(distance, song, k).run(masked);
  }

  /**
   * Finds the songs of which a new song may be one of the nearest neighbours.
   *
   * @param farthest {@code [n]}: distance of each song's farthest neighbour so far; infinite for a
   *     song with fewer than k neighbours, negative for a song that is left out
   * @return these songs, each with its distance from the new one
   */
  public static List<Neighbour> reverseNeighbours(Distance distance, int song, double[] farthest) {
    float[][] bounds = distance.lowerBounds(song, song + 1);
    List<Neighbour> found = new ArrayList<>();

    for (int other = 0; other < farthest.length; other++) {
      double bound = bounds.length == 0 ? 0 : bounds[0][other] - ROUNDING;

      if (other != song && bound <= farthest[other]) {
        double d = distance.between(other, song);

        if (d <= farthest[other]) {
          found.add(new Neighbour(other, d));
        }
      }
    }

    return found;
  }

  /** The search for the neighbours of one song. */
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

    /** Runs the search; songs with an infinite bound are left out. */
    List<Neighbour> run(float[] bounds) {
      // The songs with the smallest bounds first, the song itself included: after them few others
      // are near enough to be compared.
      TopK candidates = TopK.select(bounds, Math.min(k, bounds.length - 1) + 1);

      for (int j : candidates.indices()) {
        compareIfNear(j, bounds[j]);
      }

      if (candidates.limit() - ROUNDING <= farthest()) {
        for (int j = 0; j < bounds.length; j++) {
          if (bounds[j] > candidates.limit()) {
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

    /** Songs beyond this distance cannot be neighbours. */
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

package io.soundalike.neighbours;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The smoothest way from one song to another over songs that are each other's neighbours: that of
 * the least sum of squared steps, so that many small steps are better than a large one.
 *
 * <p>References: E. W. Dijkstra, A note on two problems in connexion with graphs, Numerische
 * Mathematik 1, 1959
 */
public final class KnnGraphPath {

  private KnnGraphPath() {}

  private record Reached(int song, double cost) {}

  /**
   * Finds it.
   *
   * @param neighbours of each song; ways go both ways
   * @return the songs from the first to the last; empty if there is no way
   */
  public static List<Integer> between(
      List<List<NearestNeighbours.Neighbour>> neighbours, int from, int to) {
    List<List<NearestNeighbours.Neighbour>> ways = bothWays(neighbours);
    double[] costs = new double[ways.size()];
    int[] before = new int[ways.size()];
    Arrays.fill(costs, Double.POSITIVE_INFINITY);
    Arrays.fill(before, -1);
    PriorityQueue<Reached> open =
        new PriorityQueue<>(
            Comparator.comparingDouble(Reached::cost).thenComparingInt(Reached::song));
    costs[from] = 0;
    open.add(new Reached(from, 0));

    while (!open.isEmpty()) {
      Reached reached = open.remove();

      if (reached.song() == to) {
        return way(before, to);
      }

      for (NearestNeighbours.Neighbour next : ways.get(reached.song())) {
        double cost = reached.cost() + next.distance() * next.distance();

        if (cost < costs[next.index()]) {
          costs[next.index()] = cost;
          before[next.index()] = reached.song();
          open.add(new Reached(next.index(), cost));
        }
      }
    }

    return List.of();
  }

  private static List<List<NearestNeighbours.Neighbour>> bothWays(
      List<List<NearestNeighbours.Neighbour>> neighbours) {
    List<List<NearestNeighbours.Neighbour>> ways = new ArrayList<>();
    neighbours.forEach(near -> ways.add(new ArrayList<>(near)));

    for (int song = 0; song < neighbours.size(); song++) {
      for (NearestNeighbours.Neighbour near : neighbours.get(song)) {
        ways.get(near.index()).add(new NearestNeighbours.Neighbour(song, near.distance()));
      }
    }

    return ways;
  }

  private static List<Integer> way(int[] before, int to) {
    List<Integer> way = new ArrayList<>();

    for (int song = to; song >= 0; song = before[song]) {
      way.add(0, song);
    }

    return way;
  }
}

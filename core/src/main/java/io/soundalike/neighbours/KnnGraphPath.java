package io.soundalike.neighbours;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Finds the smoothest path between two songs in the k-nearest-neighbour graph: the path with the
 * smallest sum of squared distances. Squares make many small steps cheaper than a large one.
 *
 * <p>References: E. W. Dijkstra, A note on two problems in connexion with graphs, Numerische
 * Mathematik 1, 1959
 */
public final class KnnGraphPath {

  private KnnGraphPath() {}

  private record Visit(int song, double cost) {}

  /**
   * Finds the path by Dijkstra's algorithm.
   *
   * @param neighbours neighbours of each song; edges are used in both directions
   * @param from index of the first song
   * @param to index of the last song
   * @return the songs of the path, both ends included; empty if the songs are not connected
   */
  public static List<Integer> find(
      List<List<NearestNeighbours.Neighbour>> neighbours, int from, int to) {
    List<List<NearestNeighbours.Neighbour>> edges = undirectedEdges(neighbours);
    double[] costs = new double[edges.size()];
    int[] previous = new int[edges.size()];
    Arrays.fill(costs, Double.POSITIVE_INFINITY);
    Arrays.fill(previous, -1);
    PriorityQueue<Visit> open =
        new PriorityQueue<>(Comparator.comparingDouble(Visit::cost).thenComparingInt(Visit::song));
    costs[from] = 0;
    open.add(new Visit(from, 0));

    while (!open.isEmpty()) {
      Visit visit = open.remove();

      if (visit.song() == to) {
        return trace(previous, to);
      }

      for (NearestNeighbours.Neighbour next : edges.get(visit.song())) {
        double cost = visit.cost() + next.distance() * next.distance();

        if (cost < costs[next.index()]) {
          costs[next.index()] = cost;
          previous[next.index()] = visit.song();
          open.add(new Visit(next.index(), cost));
        }
      }
    }

    return List.of();
  }

  private static List<List<NearestNeighbours.Neighbour>> undirectedEdges(
      List<List<NearestNeighbours.Neighbour>> neighbours) {
    List<List<NearestNeighbours.Neighbour>> edges = new ArrayList<>();
    neighbours.forEach(ofSong -> edges.add(new ArrayList<>(ofSong)));

    for (int song = 0; song < neighbours.size(); song++) {
      for (NearestNeighbours.Neighbour neighbour : neighbours.get(song)) {
        edges
            .get(neighbour.index())
            .add(new NearestNeighbours.Neighbour(song, neighbour.distance()));
      }
    }

    return edges;
  }

  private static List<Integer> trace(int[] previous, int to) {
    List<Integer> path = new ArrayList<>();

    for (int song = to; song >= 0; song = previous[song]) {
      path.add(0, song);
    }

    return path;
  }
}

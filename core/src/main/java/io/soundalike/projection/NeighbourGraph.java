package io.soundalike.projection;

/**
 * The k-nearest-neighbour graph of the points of a map.
 *
 * @param neighbours {@code [n][k]}: indices of each point's neighbours
 * @param squaredDistances {@code [n][k]}: squared distances to the same neighbours
 */
public record NeighbourGraph(int[][] neighbours, float[][] squaredDistances) {

  /** Number of points. */
  public int size() {
    return neighbours.length;
  }
}

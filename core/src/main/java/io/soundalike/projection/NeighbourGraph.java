package io.soundalike.projection;

/**
 * The points nearest to each point.
 *
 * @param neighbours {@code [n][k]}, indices
 * @param squaredDistances {@code [n][k]}, of the same
 */
public record NeighbourGraph(int[][] neighbours, float[][] squaredDistances) {

  /** Points. */
  public int size() {
    return neighbours.length;
  }
}

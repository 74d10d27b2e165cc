package io.soundalike.projection;

import java.util.Arrays;

/** Some nodes of a {@link QuadTree}. */
final class Nodes {

  private int[] nodes = new int[64];
  private int size;

  void clear() {
    size = 0;
  }

  void add(int node) {
    if (size == nodes.length) {
      nodes = Arrays.copyOf(nodes, 2 * size);
    }

    nodes[size++] = node;
  }

  int size() {
    return size;
  }

  int get(int i) {
    return nodes[i];
  }
}

package io.soundalike.math;

import java.util.Arrays;

/** Some nodes of a {@link QuadTree}. */
public final class IntList {

  private int[] nodes = new int[64];
  private int size;

  public void clear() {
    size = 0;
  }

  public void add(int node) {
    if (size == nodes.length) {
      nodes = Arrays.copyOf(nodes, 2 * size);
    }

    nodes[size++] = node;
  }

  public int size() {
    return size;
  }

  public int get(int i) {
    return nodes[i];
  }
}

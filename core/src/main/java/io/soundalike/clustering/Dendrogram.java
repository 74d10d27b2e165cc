package io.soundalike.clustering;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Result of hierarchical clustering: a binary tree of n leaves, numbered as in scipy. Leaves are 0
 * to n - 1, and merge i makes node n + i.
 *
 * @param leaves number of leaves, n
 * @param merges n - 1 merges by ascending height
 */
public record Dendrogram(int leaves, List<Merge> merges) {

  /**
   * A merge of two nodes.
   *
   * @param left the node with the lower number
   * @param right the other node
   * @param height distance between the two
   * @param size number of leaves below
   */
  public record Merge(int left, int right, double height, int size) {}

  /**
   * Converts merges in any order to a tree.
   *
   * @param pairs for each merge, one leaf of either side
   * @param heights of the merges
   */
  static Dendrogram ofUnsorted(int n, List<int[]> pairs, List<Double> heights) {
    int[] node = new int[n];
    int[] size = new int[2 * n];
    int[] parent = new int[n];

    for (int i = 0; i < n; i++) {
      node[i] = i;
      size[i] = 1;
      parent[i] = i;
    }

    List<Merge> merges = new ArrayList<>();

    for (int index : WardLinkage.byHeight(heights)) {
      int a = root(parent, pairs.get(index)[0]);
      int b = root(parent, pairs.get(index)[1]);
      int left = Math.min(node[a], node[b]);
      int right = Math.max(node[a], node[b]);
      int merged = n + merges.size();
      size[merged] = size[left] + size[right];
      merges.add(new Merge(left, right, heights.get(index), size[merged]));
      parent[b] = a;
      node[a] = merged;
    }

    return new Dendrogram(n, List.copyOf(merges));
  }

  /** The order of leaves in which no branches of the drawn tree cross. */
  public int[] leafOrder() {
    int[] order = new int[leaves];
    int count = 0;
    Deque<Integer> stack = new ArrayDeque<>();
    stack.push(leaves + merges.size() - 1);

    while (!stack.isEmpty() && leaves > 0) {
      int node = stack.pop();

      if (node < leaves) {
        order[count++] = node;
      } else {
        Merge merge = merges.get(node - leaves);
        stack.push(merge.right());
        stack.push(merge.left());
      }
    }

    return order;
  }

  /**
   * The upper part of a tree.
   *
   * @param tree the upper part; its leaves are branches of the full tree
   * @param leaf for each leaf of the full tree, the leaf of the upper part that contains it
   */
  public record Cut(Dendrogram tree, int[] leaf) {}

  /**
   * Removes the lowest merges. The remaining leaves are numbered in the order of the drawn tree.
   *
   * @param maxLeaves largest number of leaves that remain, at least 1
   */
  public Cut cut(int maxLeaves) {
    int remaining = Math.min(maxLeaves, leaves);
    int removed = leaves - remaining;
    int[] branch = new int[leaves + merges.size()];
    Arrays.fill(branch, -1);
    int[] leaf = new int[leaves];
    int next = 0;

    for (int original : leafOrder()) {
      int top = top(original, removed);
      branch[top] = branch[top] < 0 ? next++ : branch[top];
      leaf[original] = branch[top];
    }

    List<Merge> kept = new ArrayList<>();

    for (int i = removed; i < merges.size(); i++) {
      Merge merge = merges.get(i);
      branch[leaves + i] = remaining + kept.size();
      kept.add(
          new Merge(branch[merge.left()], branch[merge.right()], merge.height(), merge.size()));
    }

    return new Cut(new Dendrogram(remaining, kept), leaf);
  }

  /** The highest of the removed merges above a leaf; the leaf itself if there is none. */
  private int top(int original, int removed) {
    int top = original;

    for (int i = 0; i < removed; i++) {
      if (merges.get(i).left() == top || merges.get(i).right() == top) {
        top = leaves + i;
      }
    }

    return top;
  }

  private static int root(int[] parent, int i) {
    int root = i;

    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }

    return root;
  }
}

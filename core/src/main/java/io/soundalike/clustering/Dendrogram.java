package io.soundalike.clustering;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * A binary tree over n leaves, numbered as scipy does: leaves are 0 to n - 1, the i-th merge makes
 * node n + i.
 *
 * @param leaves n
 * @param merges n - 1 of them, lowest first
 */
public record Dendrogram(int leaves, List<Merge> merges) {

  /**
   * Two nodes become one.
   *
   * @param left the lower-numbered node
   * @param right the other
   * @param height distance between them
   * @param size leaves below
   */
  public record Merge(int left, int right, double height, int size) {}

  /** A tree of merges in any order, each naming one leaf of either side. */
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

  /** The leaves from one end of the drawn tree to the other: no branches cross. */
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
   * @param tree whose leaves are branches of the whole one
   * @param leaf of each leaf of the whole tree the one that holds it now
   */
  public record Cut(Dendrogram tree, int[] leaf) {}

  /**
   * Cuts the lowest merges off, so that so many leaves remain; they are numbered from one end of
   * the drawn tree to the other.
   *
   * @param most at least 1
   */
  public Cut cut(int most) {
    int wanted = Math.min(most, leaves);
    int gone = leaves - wanted;
    int[] branch = new int[leaves + merges.size()];
    Arrays.fill(branch, -1);
    int[] leaf = new int[leaves];
    int next = 0;

    for (int original : leafOrder()) {
      int top = top(original, gone);
      branch[top] = branch[top] < 0 ? next++ : branch[top];
      leaf[original] = branch[top];
    }

    List<Merge> kept = new ArrayList<>();

    for (int i = gone; i < merges.size(); i++) {
      Merge merge = merges.get(i);
      branch[leaves + i] = wanted + kept.size();
      kept.add(
          new Merge(branch[merge.left()], branch[merge.right()], merge.height(), merge.size()));
    }

    return new Cut(new Dendrogram(wanted, kept), leaf);
  }

  /** The highest of the first merges that holds a leaf; the leaf itself if none does. */
  private int top(int original, int gone) {
    int top = original;

    for (int i = 0; i < gone; i++) {
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

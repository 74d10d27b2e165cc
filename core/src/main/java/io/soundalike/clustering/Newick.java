package io.soundalike.clustering;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Converts dendrograms to Newick text, which tree viewers read. The length of a branch is the
 * difference in height of the merges at its ends.
 *
 * <p>References: J. Felsenstein, The Newick tree format, 1986
 */
public final class Newick {

  private Newick() {}

  /** A piece of text, or a node yet to be written. */
  private record Piece(String text, int node, double above) {}

  /**
   * Converts a tree; it may be of any depth. Labels are quoted, so all characters are allowed;
   * control characters become spaces. Readers take leaves of one label for one, so the second leaf
   * of a label gets " (2)", and so on.
   *
   * @param labels of the leaves
   * @return text that ends with a semicolon
   */
  public static String of(Dendrogram tree, List<String> labels) {
    List<String> names = unique(labels);
    StringBuilder out = new StringBuilder();
    Deque<Piece> stack = new ArrayDeque<>();
    stack.push(new Piece(";", -1, 0));

    if (tree.leaves() > 0) {
      int root = tree.leaves() + tree.merges().size() - 1;
      stack.push(new Piece("", root, height(tree, root)));
    }

    while (!stack.isEmpty()) {
      Piece piece = stack.pop();
      out.append(piece.text());

      if (piece.node() >= tree.leaves()) {
        Dendrogram.Merge merge = tree.merges().get(piece.node() - tree.leaves());
        stack.push(new Piece(")" + length(piece.above() - merge.height()), -1, 0));
        stack.push(new Piece("", merge.right(), merge.height()));
        stack.push(new Piece(",", -1, 0));
        stack.push(new Piece("", merge.left(), merge.height()));
        out.append('(');
      } else if (piece.node() >= 0) {
        out.append(quoted(names.get(piece.node()))).append(length(piece.above()));
      }
    }

    return out.toString();
  }

  private static double height(Dendrogram tree, int node) {
    return node < tree.leaves() ? 0 : tree.merges().get(node - tree.leaves()).height();
  }

  private static String length(double branch) {
    return String.format(Locale.ROOT, ":%.6g", branch);
  }

  private static List<String> unique(List<String> labels) {
    List<String> lines =
        labels.stream().map(label -> label.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", " ")).toList();
    Set<String> taken = new HashSet<>(lines);
    Map<String, Integer> last = new HashMap<>();
    List<String> names = new ArrayList<>();

    for (String line : lines) {
      Integer before = last.putIfAbsent(line, 1);
      String name = line;

      if (before != null) {
        int number = before;

        do {
          number++;
          name = line + " (" + number + ")";
        } while (!taken.add(name));

        last.put(line, number);
      }

      names.add(name);
    }

    return names;
  }

  private static String quoted(String label) {
    return "'" + label.replace("'", "''") + "'";
  }
}

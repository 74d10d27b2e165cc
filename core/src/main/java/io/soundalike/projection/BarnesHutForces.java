package io.soundalike.projection;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Neighbours attract; all repel, the far ones as squares of a {@link QuadTree}. */
final class BarnesHutForces implements Forces {

  /** Points of a piece of work that a thread takes. */
  private static final int POINTS = 128;

  /** Groups of such a piece: a dozen points each, and far more of a thread's time. */
  private static final int GROUPS = 4;

  private SparseAffinities affinities;
  private QuadTree tree;
  private final double[] rowSums;
  private final double[] pushes;

  BarnesHutForces(SparseAffinities affinities) {
    this.affinities = affinities;
    this.tree = new QuadTree(affinities.size());
    this.rowSums = new double[affinities.size()];
    this.pushes = new double[2 * affinities.size()];
  }

  @Override
  public void differentiate(double[] y, double exaggeration, double[] gradient) {
    // One thread builds the tree while the others pull.
    int blocks = (affinities.size() + POINTS - 1) / POINTS;
    share(
        blocks + 1,
        piece -> {
          if (piece == 0) {
            tree.build(y);
          } else {
            pull((piece - 1) * POINTS, Math.min(affinities.size(), piece * POINTS), y, gradient);
          }
        });
    double normaliser = push();

    for (int c = 0; c < gradient.length; c++) {
      gradient[c] = 4 * (exaggeration * gradient[c] - pushes[c] / normaliser);
    }
  }

  private void pull(int from, int to, double[] y, double[] pulls) {
    double[] pull = new double[2];

    for (int i = from; i < to; i++) {
      affinities.pull(i, y, pull);
      pulls[2 * i] = pull[0];
      pulls[2 * i + 1] = pull[1];
    }
  }

  @Override
  public int[] renumber() {
    int[] order = IntStream.range(0, affinities.size()).map(tree::point).toArray();
    affinities = affinities.renumbered(order);
    tree = new QuadTree(order.length);
    return order;
  }

  /** Fills the pushes; gives the normaliser. */
  private double push() {
    int groups = tree.groups();
    share(
        (groups + GROUPS - 1) / GROUPS,
        piece -> {
          QuadTree.Pushers pushers = new QuadTree.Pushers();

          for (int g = piece * GROUPS; g < Math.min(groups, (piece + 1) * GROUPS); g++) {
            tree.push(g, pushers, pushes, rowSums);
          }
        });
    // Each has pushed itself by 1.
    return Forces.sum(rowSums) - affinities.size();
  }

  @Override
  public double divergence(double[] y) {
    tree.build(y);
    double normaliser = push();
    // The affinities sum to 1.
    return Forces.sum(affinities.size(), i -> affinities.divergence(i, y)) + Math.log(normaliser);
  }

  /**
   * Each thread takes the next piece when it is done with one: a parallel stream deals them out
   * beforehand, in a few large shares of unlike weight.
   */
  private static void share(int pieces, IntConsumer work) {
    AtomicInteger next = new AtomicInteger();
    IntStream.range(0, Runtime.getRuntime().availableProcessors())
        .parallel()
        .forEach(
            thread -> {
              for (int piece = next.getAndIncrement();
                  piece < pieces;
                  piece = next.getAndIncrement()) {
                work.accept(piece);
              }
            });
  }
}

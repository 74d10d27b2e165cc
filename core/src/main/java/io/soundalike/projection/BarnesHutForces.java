package io.soundalike.projection;

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
    double normaliser = repel(y);
    inBlocks(
        affinities.size(),
        POINTS,
        (from, to) -> {
          double[] pull = new double[2];

          for (int place = from; place < to; place++) {
            int i = tree.point(place);
            affinities.pull(i, y, pull);
            gradient[2 * i] = 4 * (exaggeration * pull[0] - pushes[2 * i] / normaliser);
            gradient[2 * i + 1] = 4 * (exaggeration * pull[1] - pushes[2 * i + 1] / normaliser);
          }
        });
  }

  @Override
  public int[] renumber() {
    int[] order = IntStream.range(0, affinities.size()).map(tree::point).toArray();
    affinities = affinities.renumbered(order);
    tree = new QuadTree(order.length);
    return order;
  }

  /** Fills the pushes; gives the normaliser. */
  private double repel(double[] y) {
    tree.build(y);
    inBlocks(
        tree.groups(),
        GROUPS,
        (from, to) -> {
          QuadTree.Pushers pushers = new QuadTree.Pushers();

          for (int group = from; group < to; group++) {
            tree.push(group, pushers, pushes, rowSums);
          }
        });
    // Each has pushed itself by 1.
    return Forces.sum(rowSums) - affinities.size();
  }

  @Override
  public double divergence(double[] y) {
    double normaliser = repel(y);
    // The affinities sum to 1.
    return Forces.sum(affinities.size(), i -> affinities.divergence(i, y)) + Math.log(normaliser);
  }

  private interface Block {

    void run(int from, int to);
  }

  private static void inBlocks(int n, int size, Block block) {
    IntStream.range(0, (n + size - 1) / size)
        .parallel()
        .forEach(b -> block.run(b * size, Math.min(n, (b + 1) * size)));
  }
}

package io.soundalike.projection;

import java.util.stream.IntStream;

/**
 * The gradient with attraction between neighbours only and repulsion approximated by a {@link
 * QuadTree}.
 *
 * <p>References: L. van der Maaten, Accelerating t-SNE using tree-based algorithms, JMLR 15, 2014
 */
final class BarnesHutGradientModel implements GradientModel {

  /** Points of one unit of work. */
  private static final int POINTS_PER_BLOCK = 64;

  private final SpinWaitPool pool;
  private SparseAffinities affinities;
  private QuadTree tree;
  private final double[] rowSums;
  private final double[] repulsion;
  private final float[] positions;

  BarnesHutGradientModel(SparseAffinities affinities, SpinWaitPool pool) {
    this.pool = pool;
    this.affinities = affinities;
    this.tree = new QuadTree(affinities.size());
    this.rowSums = new double[affinities.size()];
    this.repulsion = new double[2 * affinities.size()];
    this.positions = new float[2 * affinities.size()];
  }

  @Override
  public void differentiate(double[] y, double exaggeration, double[] gradient) {
    for (int c = 0; c < y.length; c++) {
      positions[c] = (float) y[c];
    }

    // One thread builds the tree while the others compute the attraction.
    int blocks = (affinities.size() + POINTS_PER_BLOCK - 1) / POINTS_PER_BLOCK;
    pool.parallelFor(
        blocks + 1,
        () ->
            piece -> {
              if (piece == 0) {
                tree.build(y);
              } else {
                attract(
                    (piece - 1) * POINTS_PER_BLOCK,
                    Math.min(affinities.size(), piece * POINTS_PER_BLOCK),
                    gradient);
              }
            });
    double scale = 4 / repel();

    for (int c = 0; c < gradient.length; c++) {
      gradient[c] = 4 * exaggeration * gradient[c] - scale * repulsion[c];
    }
  }

  private void attract(int from, int to, double[] attraction) {
    double[] sum = new double[2];

    for (int i = from; i < to; i++) {
      affinities.attract(i, positions, sum);
      attraction[2 * i] = sum[0];
      attraction[2 * i + 1] = sum[1];
    }
  }

  @Override
  public int[] reorderForLocality() {
    int[] order = IntStream.range(0, affinities.size()).map(tree::point).toArray();
    affinities = affinities.reorder(order);
    tree = new QuadTree(order.length);
    return order;
  }

  /** Fills the repulsion and returns the normaliser of q: its sum over all pairs. */
  private double repel() {
    pool.parallelFor(
        tree.pieces(),
        () -> {
          Repulsion worker = new Repulsion(tree);
          return piece -> worker.compute(piece, repulsion, rowSums);
        });
    // Each row holds the q of 1 between a point and itself.
    return GradientModel.sum(rowSums) - affinities.size();
  }

  @Override
  public double divergence(double[] y) {
    tree.build(y);
    double normaliser = repel();
    // The affinities sum to 1.
    return pool.parallelSum(affinities.size(), i -> affinities.divergence(i, y))
        + Math.log(normaliser);
  }
}

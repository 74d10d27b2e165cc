package io.soundalike.projection;

import java.util.stream.IntStream;

/** Neighbours attract; all repel, the far ones as squares of a {@link QuadTree}. */
final class BarnesHutGradientModel implements GradientModel {

  /** Points of a piece of work that a thread takes. */
  private static final int POINTS = 64;

  private final SpinWaitPool team;
  private SparseAffinities affinities;
  private QuadTree tree;
  private final double[] rowSums;
  private final double[] pushes;
  private final float[] places;

  BarnesHutGradientModel(SparseAffinities affinities, SpinWaitPool team) {
    this.team = team;
    this.affinities = affinities;
    this.tree = new QuadTree(affinities.size());
    this.rowSums = new double[affinities.size()];
    this.pushes = new double[2 * affinities.size()];
    this.places = new float[2 * affinities.size()];
  }

  @Override
  public void differentiate(double[] y, double exaggeration, double[] gradient) {
    for (int c = 0; c < y.length; c++) {
      places[c] = (float) y[c];
    }

    // One thread builds the tree while the others pull.
    int blocks = (affinities.size() + POINTS - 1) / POINTS;
    team.share(
        blocks + 1,
        () ->
            piece -> {
              if (piece == 0) {
                tree.build(y);
              } else {
                pull((piece - 1) * POINTS, Math.min(affinities.size(), piece * POINTS), gradient);
              }
            });
    double share = 4 / push();

    for (int c = 0; c < gradient.length; c++) {
      gradient[c] = 4 * exaggeration * gradient[c] - share * pushes[c];
    }
  }

  private void pull(int from, int to, double[] pulls) {
    double[] pull = new double[2];

    for (int i = from; i < to; i++) {
      affinities.pull(i, places, pull);
      pulls[2 * i] = pull[0];
      pulls[2 * i + 1] = pull[1];
    }
  }

  @Override
  public int[] reorderForLocality() {
    int[] order = IntStream.range(0, affinities.size()).map(tree::point).toArray();
    affinities = affinities.renumbered(order);
    tree = new QuadTree(order.length);
    return order;
  }

  /** Fills the pushes; gives the normaliser. */
  private double push() {
    team.share(
        tree.pieces(),
        () -> {
          Repulsion repulsion = new Repulsion(tree);
          return piece -> repulsion.push(piece, pushes, rowSums);
        });
    // Each has pushed itself by 1.
    return GradientModel.sum(rowSums) - affinities.size();
  }

  @Override
  public double divergence(double[] y) {
    tree.build(y);
    double normaliser = push();
    // The affinities sum to 1.
    return team.sum(affinities.size(), i -> affinities.divergence(i, y)) + Math.log(normaliser);
  }
}

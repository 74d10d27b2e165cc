package io.soundalike.projection;

import io.soundalike.math.IntList;
import java.util.Arrays;

/**
 * Computes the repulsion between the points of a {@link QuadTree}, piece by piece; one instance for
 * one thread. On the way from a piece down to its leaves, source nodes that are far from a target
 * node are added to its {@link FarField}, which its children inherit, and the remaining sources are
 * passed down. A leaf's points are repelled by that field and, one by one, by the points of near
 * leaves.
 *
 * <p>References: J. Barnes, P. Hut, A hierarchical O(N log N) force-calculation algorithm, Nature
 * 324, 1986; L. Greengard, V. Rokhlin, A fast algorithm for particle simulations, Journal of
 * Computational Physics 73, 1987
 */
final class Repulsion {

  /**
   * Two nodes are far from each other if the sum of their radii is less than this share of {@code
   * sqrt(1 + d^2)} at distance d, the length over which q changes. The Taylor series converge in
   * the quotient of the two.
   */
  private static final float OPENING_CRITERION = 0.5f;

  private final QuadTree tree;

  /** The parent of all pieces: the whole tree remains to be classified. */
  private final Level root = new Level();

  private final Level[] levels = new Level[QuadTree.BITS + 2];

  /** Coordinates of the points near the present leaf. */
  private float[] nearX = new float[256];

  private float[] nearY = new float[256];
  private int nearCount;

  Repulsion(QuadTree tree) {
    this.tree = tree;
    root.remaining.add(0);
    Arrays.setAll(levels, depth -> new Level());
  }

  /** The sources of a target node, at one depth. */
  private static final class Level {

    private final FarField field = new FarField();
    private final IntList far = new IntList();
    private final IntList remaining = new IntList();
  }

  /**
   * Computes the repulsion of the points of a piece.
   *
   * @param repulsion {@code [2 n]}: receives for each point the sum of q squared times the offset
   * @param sums {@code [n]}: receives for each point the sum of q, including 1 for the point itself
   */
  void compute(int piece, double[] repulsion, double[] sums) {
    int node = tree.piece(piece);
    enter(node, root, 0, 0, levels[0]);
    descend(node, 0, repulsion, sums);
  }

  private void descend(int node, int depth, double[] repulsion, double[] sums) {
    Level level = levels[depth];

    if (tree.isLeaf(node)) {
      repelPoints(node, level.field, repulsion, sums);
      return;
    }

    Level below = levels[depth + 1];

    for (int child = node + 1; child < tree.next(node); child = tree.next(child)) {
      float u = tree.centreX(child) - tree.centreX(node);
      float v = tree.centreY(child) - tree.centreY(node);
      enter(child, level, u, v, below);
      descend(child, depth + 1, repulsion, sums);
    }
  }

  /** Classifies a node's sources from those of its parent, {@code u} and {@code v} away. */
  private void enter(int node, Level parent, float u, float v, Level level) {
    level.far.clear();
    level.remaining.clear();
    nearCount = 0;

    for (int i = 0; i < parent.remaining.size(); i++) {
      classifyInteraction(node, parent.remaining.get(i), level);
    }

    level.field.translate(parent.field, u, v);
    level.field.add(tree, level.far, tree.centreX(node), tree.centreY(node));
  }

  /**
   * Decides how a source node acts on a target: as far field, point by point, or at lower levels.
   */
  private void classifyInteraction(int target, int source, Level level) {
    float dx = tree.centreX(target) - tree.centreX(source);
    float dy = tree.centreY(target) - tree.centreY(source);
    float radii = tree.radius(target) + tree.radius(source);
    boolean isLeaf = tree.isLeaf(target);

    if (radii * radii < OPENING_CRITERION * OPENING_CRITERION * (1 + dx * dx + dy * dy)) {
      level.far.add(source);
    } else if (!tree.isLeaf(source) && (isLeaf || tree.radius(source) >= tree.radius(target))) {
      for (int child = source + 1; child < tree.next(source); child = tree.next(child)) {
        classifyInteraction(target, child, level);
      }
    } else if (isLeaf) {
      addPoints(source);
    } else {
      level.remaining.add(source);
    }
  }

  private void addPoints(int leaf) {
    int count = tree.to(leaf) - tree.from(leaf);

    if (nearCount + count > nearX.length) {
      nearX = Arrays.copyOf(nearX, 2 * (nearCount + count));
      nearY = Arrays.copyOf(nearY, 2 * (nearCount + count));
    }

    for (int position = tree.from(leaf); position < tree.to(leaf); position++) {
      nearX[nearCount] = tree.x(position);
      nearY[nearCount++] = tree.y(position);
    }
  }

  private void repelPoints(int leaf, FarField field, double[] repulsion, double[] sums) {
    for (int position = tree.from(leaf); position < tree.to(leaf); position++) {
      float x = tree.x(position);
      float y = tree.y(position);
      float u = x - tree.centreX(leaf);
      float v = y - tree.centreY(leaf);
      float sum = field.sum(u, v);
      float fx = -field.slopeX(u, v) / 2;
      float fy = -field.slopeY(u, v) / 2;

      for (int i = 0; i < nearCount; i++) {
        float dx = x - nearX[i];
        float dy = y - nearY[i];
        float q = 1 / (1 + dx * dx + dy * dy);
        sum += q;
        fx += q * q * dx;
        fy += q * q * dy;
      }

      int point = tree.point(position);
      repulsion[2 * point] = fx;
      repulsion[2 * point + 1] = fy;
      sums[point] = sum;
    }
  }
}

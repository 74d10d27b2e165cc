package io.soundalike.projection;

import io.soundalike.math.IntList;
import java.util.Arrays;

/**
 * How the points of a {@link QuadTree} push each other: one thread's work, piece by piece. On the
 * way from a piece down to its points, squares that are far from a node are taken into its {@link
 * FarField}, which its children inherit; those that are not yet far enough are left to them. A
 * leaf's points are pushed by that field and by the points of what is near, one by one.
 *
 * <p>References: J. Barnes, P. Hut, A hierarchical O(N log N) force-calculation algorithm, Nature
 * 324, 1986; L. Greengard, V. Rokhlin, A fast algorithm for particle simulations, Journal of
 * Computational Physics 73, 1987
 */
final class Repulsion {

  /**
   * A square is far from another if their radii are less than so much of the length over which q
   * changes: one, and with the distance more. Series in their quotient are what a field is made of.
   */
  private static final float OPENING_CRITERION = 0.5f;

  private final QuadTree tree;

  /** Before anything is known: the whole plane is left. */
  private final Level outside = new Level();

  private final Level[] levels = new Level[QuadTree.BITS + 2];

  /** The points that are near a leaf. */
  private float[] nearX = new float[256];

  private float[] nearY = new float[256];
  private int near;

  Repulsion(QuadTree tree) {
    this.tree = tree;
    outside.left.add(0);
    Arrays.setAll(levels, depth -> new Level());
  }

  /** What is known of a node on the way down. */
  private static final class Level {

    private final FarField field = new FarField();
    private final IntList far = new IntList();
    private final IntList left = new IntList();
  }

  /**
   * Fills what pushes the points of a piece.
   *
   * @param pushes takes for each point the sum of q squared times the way there, x and y
   * @param sums takes for each point the sum of q, its own of 1 among them
   */
  void push(int piece, double[] pushes, double[] sums) {
    int node = tree.piece(piece);
    enter(node, outside, 0, 0, levels[0]);
    push(node, 0, pushes, sums);
  }

  private void push(int node, int depth, double[] pushes, double[] sums) {
    Level level = levels[depth];

    if (tree.isLeaf(node)) {
      pushPoints(node, level.field, pushes, sums);
      return;
    }

    Level below = levels[depth + 1];

    for (int child = node + 1; child < tree.next(node); child = tree.next(child)) {
      float u = tree.centreX(child) - tree.centreX(node);
      float v = tree.centreY(child) - tree.centreY(node);
      enter(child, level, u, v, below);
      push(child, depth + 1, pushes, sums);
    }
  }

  /** Finds what is known of a node by what is known of the one above, which lies so far before. */
  private void enter(int node, Level above, float u, float v, Level level) {
    level.far.clear();
    level.left.clear();
    near = 0;

    for (int i = 0; i < above.left.size(); i++) {
      classifyInteraction(node, above.left.get(i), level);
    }

    level.field.translate(above.field, u, v);
    level.field.add(tree, level.far, tree.centreX(node), tree.centreY(node));
  }

  /** Finds how the points of a source push those of a target. */
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
      level.left.add(source);
    }
  }

  private void addPoints(int leaf) {
    int count = tree.to(leaf) - tree.from(leaf);

    if (near + count > nearX.length) {
      nearX = Arrays.copyOf(nearX, 2 * (near + count));
      nearY = Arrays.copyOf(nearY, 2 * (near + count));
    }

    for (int place = tree.from(leaf); place < tree.to(leaf); place++) {
      nearX[near] = tree.x(place);
      nearY[near++] = tree.y(place);
    }
  }

  private void pushPoints(int leaf, FarField field, double[] pushes, double[] sums) {
    for (int place = tree.from(leaf); place < tree.to(leaf); place++) {
      float x = tree.x(place);
      float y = tree.y(place);
      float u = x - tree.centreX(leaf);
      float v = y - tree.centreY(leaf);
      float sum = field.sum(u, v);
      float fx = -field.slopeX(u, v) / 2;
      float fy = -field.slopeY(u, v) / 2;

      for (int i = 0; i < near; i++) {
        float dx = x - nearX[i];
        float dy = y - nearY[i];
        float q = 1 / (1 + dx * dx + dy * dy);
        sum += q;
        fx += q * q * dx;
        fy += q * q * dy;
      }

      int point = tree.point(place);
      pushes[2 * point] = fx;
      pushes[2 * point + 1] = fy;
      sums[point] = sum;
    }
  }
}

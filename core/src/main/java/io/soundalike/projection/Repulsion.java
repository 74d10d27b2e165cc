package io.soundalike.projection;

import java.util.Arrays;

/**
 * How the points of a {@link QuadTree} push each other: one thread's work, piece by piece. On the
 * way from a piece down to its points, squares that are far from a node are taken into its {@link
 * FarField}, which its children inherit; those that are not yet far enough are left to them. A
 * leaf's points are pushed by that field and by what is near, one by one.
 *
 * <p>References: J. Barnes, P. Hut, A hierarchical O(N log N) force-calculation algorithm, Nature
 * 324, 1986; L. Greengard, V. Rokhlin, A fast algorithm for particle simulations, Journal of
 * Computational Physics 73, 1987
 */
final class Repulsion {

  /** Squares push as one if they are narrower than so much of their distance. */
  private static final float THETA = 0.6f;

  /**
   * A field tells of squares whose distance, in terms of its own reach, is at least 1 / so much.
   */
  private static final float FIELD = 0.6f;

  /** q hardly changes over less than this, squared: narrow squares push as one, however near. */
  private static final float SMOOTH = 0.05f;

  private final QuadTree tree;

  /** Before anything is known: the whole plane is left. */
  private final Level outside = new Level();

  private final Level[] levels = new Level[QuadTree.BITS + 2];
  private final Sources near = new Sources();

  Repulsion(QuadTree tree) {
    this.tree = tree;
    outside.leave(0);
    Arrays.setAll(levels, depth -> new Level());
  }

  /** What is known of a node on the way down. */
  private static final class Level {

    private final FarField field = new FarField();
    private final Sources far = new Sources();
    private int[] left = new int[64];
    private int size;

    void clear() {
      far.clear();
      size = 0;
    }

    void leave(int source) {
      if (size == left.length) {
        left = Arrays.copyOf(left, 2 * size);
      }

      left[size++] = source;
    }
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
    level.clear();
    near.clear();

    for (int i = 0; i < above.size; i++) {
      settle(node, above.left[i], level);
    }

    level.field.see(above.field, u, v);
    level.field.add(level.far, tree.centreX(node), tree.centreY(node));
  }

  /** Finds how the points of a source push those of a target. */
  private void settle(int target, int source, Level level) {
    float dx = tree.centreX(target) - tree.centreX(source);
    float dy = tree.centreY(target) - tree.centreY(source);
    float away = dx * dx + dy * dy;
    float radius = tree.radius(target);
    float close = tree.width(source) / THETA + radius;
    boolean isLeaf = tree.isLeaf(target);

    if (away + SMOOTH > close * close) {
      if (radius * radius < FIELD * FIELD * (1 + away)) {
        addAsOne(source, level.far);
      } else if (isLeaf) {
        addAsOne(source, near);
      } else {
        level.leave(source);
      }
    } else if (!tree.isLeaf(source) && (isLeaf || tree.width(source) >= tree.width(target))) {
      for (int child = source + 1; child < tree.next(source); child = tree.next(child)) {
        settle(target, child, level);
      }
    } else if (isLeaf) {
      for (int place = tree.from(source); place < tree.to(source); place++) {
        near.add(tree.x(place), tree.y(place), 1);
      }
    } else {
      level.leave(source);
    }
  }

  private void addAsOne(int source, Sources sources) {
    sources.add(tree.centreX(source), tree.centreY(source), tree.to(source) - tree.from(source));
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

      for (int i = 0; i < near.size(); i++) {
        float dx = x - near.x(i);
        float dy = y - near.y(i);
        float q = 1 / (1 + dx * dx + dy * dy);
        float all = near.count(i) * q;
        sum += all;
        fx += all * q * dx;
        fy += all * q * dy;
      }

      int point = tree.point(place);
      pushes[2 * point] = fx;
      pushes[2 * point + 1] = fy;
      sums[point] = sum;
    }
  }
}

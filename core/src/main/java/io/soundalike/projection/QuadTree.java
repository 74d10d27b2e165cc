package io.soundalike.projection;

import java.util.Arrays;

/**
 * Quadtree of the points of a plane. Nodes are stored depth first: a node is followed by its
 * descendants, and {@link #next} is the index after the last of them. Points are sorted along a
 * Z-order curve, so that near points are near in memory and a node's points are contiguous.
 *
 * <p>References: J. Barnes, P. Hut, A hierarchical O(N log N) force-calculation algorithm, Nature
 * 324, 1986; L. van der Maaten, Accelerating t-SNE using tree-based algorithms, JMLR 15, 2014
 */
final class QuadTree {

  /** Largest number of points of a leaf. */
  private static final int MAX_LEAF_POINTS = 20;

  /** Bits of a coordinate on the curve: two coordinates and a point index fit a positive long. */
  static final int BITS = 15;

  /** Largest number of points of a piece, unless they all coincide. */
  private static final int MAX_PIECE_POINTS = 256;

  private final int n;
  private final long[] curve;
  private final float[] xs;
  private final float[] ys;

  private final float[] centreX;
  private final float[] centreY;
  private final float[] radius;
  private final float[] momentXX;
  private final float[] momentXY;
  private final float[] momentYY;
  private final int[] next;
  private final int[] from;
  private final int[] to;
  private final int[] pieceNode;
  private int nodes;
  private int pieces;

  QuadTree(int n) {
    this.n = n;
    this.curve = new long[n];
    this.xs = new float[n];
    this.ys = new float[n];
    int most = 2 * n + 1;
    this.centreX = new float[most];
    this.centreY = new float[most];
    this.radius = new float[most];
    this.momentXX = new float[most];
    this.momentXY = new float[most];
    this.momentYY = new float[most];
    this.next = new int[most];
    this.from = new int[most];
    this.to = new int[most];
    this.pieceNode = new int[n];

    for (int i = 0; i < n; i++) {
      curve[i] = i;
    }
  }

  /** Builds the tree of points given as {@code x0, y0, x1, y1, ...}. */
  void build(double[] y) {
    double minX = Double.POSITIVE_INFINITY;
    double minY = Double.POSITIVE_INFINITY;
    double maxX = Double.NEGATIVE_INFINITY;
    double maxY = Double.NEGATIVE_INFINITY;

    for (int i = 0; i < n; i++) {
      minX = Math.min(minX, y[2 * i]);
      maxX = Math.max(maxX, y[2 * i]);
      minY = Math.min(minY, y[2 * i + 1]);
      maxY = Math.max(maxY, y[2 * i + 1]);
    }

    double side = Math.max(Math.max(maxX - minX, maxY - minY), Double.MIN_NORMAL);
    double scale = (1 << BITS) / (side * (1 + 1e-9));

    // Starts from the previous order: points move little, and nearly sorted keys sort fast.
    for (int s = 0; s < n; s++) {
      int i = (int) curve[s];
      long key =
          spreadBits((int) ((y[2 * i] - minX) * scale))
              | spreadBits((int) ((y[2 * i + 1] - minY) * scale)) << 1;
      curve[s] = key << 32 | i;
    }

    Arrays.sort(curve);

    for (int s = 0; s < n; s++) {
      xs[s] = (float) y[2 * point(s)];
      ys[s] = (float) y[2 * point(s) + 1];
    }

    nodes = 0;
    pieces = 0;
    addNode(0, n, BITS - 1, true);
  }

  /** Inserts a zero bit before each of 16 bits. */
  private static long spreadBits(int bits) {
    long x = bits & 0xFFFF;
    x = (x | x << 8) & 0x00FF00FFL;
    x = (x | x << 4) & 0x0F0F0F0FL;
    x = (x | x << 2) & 0x33333333L;
    return (x | x << 1) & 0x55555555L;
  }

  /** The index of the point at a position of the curve. */
  int point(int position) {
    return (int) curve[position];
  }

  /**
   * Adds the node of a range of positions of the curve, and its descendants.
   *
   * @param first first position
   * @param last one past the last position
   * @param isAbovePieces whether no ancestor is a piece
   */
  private void addNode(int first, int last, int level, boolean isAbovePieces) {
    int bit = level;

    // Skips levels at which all points lie in one quadrant.
    while (bit >= 0
        && last - first > MAX_LEAF_POINTS
        && quadrant(first, bit) == quadrant(last - 1, bit)) {
      bit--;
    }

    int node = nodes++;
    from[node] = first;
    to[node] = last;
    boolean isLeaf = last - first <= MAX_LEAF_POINTS || bit < 0;
    boolean isPiece = isAbovePieces && (isLeaf || last - first <= MAX_PIECE_POINTS);

    if (isPiece) {
      pieceNode[pieces++] = node;
    }

    if (!isLeaf) {
      int start = first;

      for (int q = 0; q < 4; q++) {
        int end = q == 3 ? last : firstAbove(start, last, bit, q);

        if (end > start) {
          addNode(start, end, bit - 1, isAbovePieces && !isPiece);
        }

        start = end;
      }
    }

    next[node] = nodes;
    computeCentre(node, isLeaf);
  }

  /** Computes the mean of a node's points. */
  private void computeCentre(int node, boolean isLeaf) {
    double x = 0;
    double y = 0;
    int count = to[node] - from[node];

    if (isLeaf) {
      for (int s = from[node]; s < to[node]; s++) {
        x += xs[s];
        y += ys[s];
      }
    } else {
      for (int child = node + 1; child < next[node]; child = next[child]) {
        int points = to[child] - from[child];
        x += points * centreX[child];
        y += points * centreY[child];
      }
    }

    centreX[node] = (float) (x / count);
    centreY[node] = (float) (y / count);
    computeSpread(node, isLeaf);
  }

  /** Computes the radius and second moments of a node. */
  private void computeSpread(int node, boolean isLeaf) {
    float farthest = 0;
    double xx = 0;
    double xy = 0;
    double yy = 0;

    if (isLeaf) {
      for (int s = from[node]; s < to[node]; s++) {
        float dx = xs[s] - centreX[node];
        float dy = ys[s] - centreY[node];
        farthest = Math.max(farthest, dx * dx + dy * dy);
        xx += dx * dx / 2;
        xy += dx * dy;
        yy += dy * dy / 2;
      }

      farthest = (float) Math.sqrt(farthest);
    } else {
      for (int child = node + 1; child < next[node]; child = next[child]) {
        float dx = centreX[child] - centreX[node];
        float dy = centreY[child] - centreY[node];
        int points = to[child] - from[child];
        farthest = Math.max(farthest, (float) Math.sqrt(dx * dx + dy * dy) + radius[child]);
        xx += momentXX[child] + points * dx * dx / 2;
        xy += momentXY[child] + points * dx * dy;
        yy += momentYY[child] + points * dy * dy / 2;
      }
    }

    radius[node] = farthest;
    momentXX[node] = (float) xx;
    momentXY[node] = (float) xy;
    momentYY[node] = (float) yy;
  }

  private int quadrant(int position, int bit) {
    return (int) (curve[position] >>> (32 + 2 * bit)) & 3;
  }

  /** The first position from {@code start} on that lies in a quadrant above {@code q}. */
  private int firstAbove(int start, int last, int bit, int q) {
    int low = start;
    int high = last;

    while (low < high) {
      int middle = (low + high) >>> 1;

      if (quadrant(middle, bit) <= q) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }

    return low;
  }

  /** The x coordinate of the point at a position of the curve. */
  float x(int position) {
    return xs[position];
  }

  /** Its y coordinate. */
  float y(int position) {
    return ys[position];
  }

  /** Number of pieces: disjoint nodes that together hold all points, the units of parallel work. */
  int pieces() {
    return pieces;
  }

  /** The node of a piece. */
  int piece(int number) {
    return pieceNode[number];
  }

  /** The first position of a node's points. */
  int from(int node) {
    return from[node];
  }

  /** One past the last position of a node's points. */
  int to(int node) {
    return to[node];
  }

  /** The x coordinate of the mean of a node's points. */
  float centreX(int node) {
    return centreX[node];
  }

  /** Its y coordinate. */
  float centreY(int node) {
    return centreY[node];
  }

  /** An upper bound of the distances from a node's centre to its points. */
  float radius(int node) {
    return radius[node];
  }

  /** Half the sum of squared x offsets of a node's points from its centre. */
  float momentXX(int node) {
    return momentXX[node];
  }

  /** The sum of products of x and y offsets. */
  float momentXY(int node) {
    return momentXY[node];
  }

  /** Half the sum of squared y offsets. */
  float momentYY(int node) {
    return momentYY[node];
  }

  /**
   * The index after a node's descendants: its next sibling, if any. A node's first child follows
   * it.
   */
  int next(int node) {
    return next[node];
  }

  /** Whether a node has no children. */
  boolean isLeaf(int node) {
    return next[node] == node + 1;
  }
}

package io.soundalike.projection;

import java.util.Arrays;

/**
 * Points of a plane in nested squares, the nodes, so that many far ones push as one. Behind a node
 * stand its children, and what is below each of them; {@link #next} is where a node's own end.
 * Points lie along a Z-order curve, near ones near in memory, and a node's points side by side.
 *
 * <p>References: J. Barnes, P. Hut, A hierarchical O(N log N) force-calculation algorithm, Nature
 * 324, 1986; L. van der Maaten, Accelerating t-SNE using tree-based algorithms, JMLR 15, 2014
 */
final class QuadTree {

  /** Squares with so few points are not parted. */
  private static final int LEAF = 20;

  /** Bits of a coordinate on the curve: two of them and a number fit a positive long. */
  static final int BITS = 15;

  /** Points of a piece, at most, unless they lie in one place. */
  private static final int PIECE = 256;

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

  /** Takes the points in, {@code x0, y0, x1, y1, ...}. */
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

    // From the last order on: points move little, and what is nearly sorted is soon sorted.
    for (int s = 0; s < n; s++) {
      int i = (int) curve[s];
      long key =
          parted((int) ((y[2 * i] - minX) * scale))
              | parted((int) ((y[2 * i + 1] - minY) * scale)) << 1;
      curve[s] = key << 32 | i;
    }

    Arrays.sort(curve);

    for (int s = 0; s < n; s++) {
      xs[s] = (float) y[2 * point(s)];
      ys[s] = (float) y[2 * point(s) + 1];
    }

    nodes = 0;
    pieces = 0;
    node(0, n, BITS - 1, true);
  }

  /** Puts a zero between each two of 16 bits. */
  private static long parted(int bits) {
    long x = bits & 0xFFFF;
    x = (x | x << 8) & 0x00FF00FFL;
    x = (x | x << 4) & 0x0F0F0F0FL;
    x = (x | x << 2) & 0x33333333L;
    return (x | x << 1) & 0x55555555L;
  }

  /** The point at a place of the curve. */
  int point(int place) {
    return (int) curve[place];
  }

  /**
   * Adds the node of some places of the curve, and those below it.
   *
   * @param apart whether no node above is a piece
   */
  private void node(int first, int last, int level, boolean apart) {
    int bit = level;

    // A square whose points all lie in one of its quarters is that quarter.
    while (bit >= 0 && last - first > LEAF && quarter(first, bit) == quarter(last - 1, bit)) {
      bit--;
    }

    int node = nodes++;
    from[node] = first;
    to[node] = last;
    boolean isLeaf = last - first <= LEAF || bit < 0;
    boolean isPiece = apart && (isLeaf || last - first <= PIECE);

    if (isPiece) {
      pieceNode[pieces++] = node;
    }

    if (!isLeaf) {
      int start = first;

      for (int q = 0; q < 4; q++) {
        int end = q == 3 ? last : firstAbove(start, last, bit, q);

        if (end > start) {
          node(start, end, bit - 1, apart && !isPiece);
        }

        start = end;
      }
    }

    next[node] = nodes;
    sumUp(node, isLeaf);
  }

  private void sumUp(int node, boolean isLeaf) {
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
        int some = to[child] - from[child];
        x += some * centreX[child];
        y += some * centreY[child];
      }
    }

    centreX[node] = (float) (x / count);
    centreY[node] = (float) (y / count);
    spread(node, isLeaf);
  }

  /** Finds how widely a node's points lie around its centre. */
  private void spread(int node, boolean isLeaf) {
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
        int some = to[child] - from[child];
        farthest = Math.max(farthest, (float) Math.sqrt(dx * dx + dy * dy) + radius[child]);
        xx += momentXX[child] + some * dx * dx / 2;
        xy += momentXY[child] + some * dx * dy;
        yy += momentYY[child] + some * dy * dy / 2;
      }
    }

    radius[node] = farthest;
    momentXX[node] = (float) xx;
    momentXY[node] = (float) xy;
    momentYY[node] = (float) yy;
  }

  private int quarter(int place, int bit) {
    return (int) (curve[place] >>> (32 + 2 * bit)) & 3;
  }

  /** The first place from {@code start} on that lies in a quarter above {@code q}. */
  private int firstAbove(int start, int last, int bit, int q) {
    int low = start;
    int high = last;

    while (low < high) {
      int middle = (low + high) >>> 1;

      if (quarter(middle, bit) <= q) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }

    return low;
  }

  /** Where a point lies, by its place on the curve. */
  float x(int place) {
    return xs[place];
  }

  float y(int place) {
    return ys[place];
  }

  /** Parts of the plane that hold all points, none twice: nodes to work on apart. */
  int pieces() {
    return pieces;
  }

  int piece(int number) {
    return pieceNode[number];
  }

  /** The first place of a node's points. */
  int from(int node) {
    return from[node];
  }

  /** Behind the last place of a node's points. */
  int to(int node) {
    return to[node];
  }

  /** The mean of a node's points. */
  float centreX(int node) {
    return centreX[node];
  }

  float centreY(int node) {
    return centreY[node];
  }

  /** What no point of a node lies beyond, from its centre. */
  float radius(int node) {
    return radius[node];
  }

  /** Half the sum of squares of the ways from a node's centre to its points, by x. */
  float momentXX(int node) {
    return momentXX[node];
  }

  /** The sum of these ways' products, x times y. */
  float momentXY(int node) {
    return momentXY[node];
  }

  /** Half the sum of their squares, by y. */
  float momentYY(int node) {
    return momentYY[node];
  }

  /** Behind what is below a node: its next sibling, if it has one. Its first child is behind it. */
  int next(int node) {
    return next[node];
  }

  boolean isLeaf(int node) {
    return next[node] == node + 1;
  }
}

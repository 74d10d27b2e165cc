package io.soundalike.projection;

import java.util.Arrays;

/**
 * Points of a plane in nested squares, so that many far ones push as one. Nodes stand in the order
 * of a walk: behind a node its children, and for each the node to go on with when it is done, so
 * that the walk needs no stack. Points lie along a Z-order curve, near ones near in memory.
 *
 * <p>References: J. Barnes, P. Hut, A hierarchical O(N log N) force-calculation algorithm, Nature
 * 324, 1986; L. van der Maaten, Accelerating t-SNE using tree-based algorithms, JMLR 15, 2014
 */
final class QuadTree {

  /** Squares with so few points are not parted. */
  private static final int LEAF = 24;

  /** Bits of a coordinate on the curve: two of them and a number fit a positive long. */
  private static final int BITS = 15;

  /** Squares count as one if they are narrower than so much of their distance. */
  private static final double THETA = 0.6;

  private final int n;
  private final long[] curve;
  private final double[] xs;
  private final double[] ys;

  private final double[] centreX;
  private final double[] centreY;
  private final double[] width;
  private final int[] next;
  private final int[] from;
  private final int[] to;
  private final int[] groupNode;
  private int nodes;
  private int groups;

  QuadTree(int n) {
    this.n = n;
    this.curve = new long[n];
    this.xs = new double[n];
    this.ys = new double[n];
    int most = 2 * n + 1;
    this.centreX = new double[most];
    this.centreY = new double[most];
    this.width = new double[most];
    this.next = new int[most];
    this.from = new int[most];
    this.to = new int[most];
    this.groupNode = new int[n];

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
          spread((int) ((y[2 * i] - minX) * scale))
              | spread((int) ((y[2 * i + 1] - minY) * scale)) << 1;
      curve[s] = key << 32 | i;
    }

    Arrays.sort(curve);

    for (int s = 0; s < n; s++) {
      xs[s] = y[2 * point(s)];
      ys[s] = y[2 * point(s) + 1];
    }

    nodes = 0;
    groups = 0;
    node(0, n, BITS - 1, side);
  }

  /** Puts a zero between each two of 16 bits. */
  private static long spread(int bits) {
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

  /** Adds the node of some places of the curve, and those below it. */
  private void node(int first, int last, int level, double side) {
    int bit = level;
    double w = side;

    // A square whose points all lie in one of its quarters is that quarter.
    while (bit >= 0 && last - first > LEAF && quarter(first, bit) == quarter(last - 1, bit)) {
      bit--;
      w /= 2;
    }

    int node = nodes++;
    width[node] = w;
    from[node] = first;
    to[node] = last;
    boolean isLeaf = last - first <= LEAF || bit < 0;

    if (isLeaf) {
      groupNode[groups++] = node;
    } else {
      int start = first;

      for (int q = 0; q < 4; q++) {
        int end = q == 3 ? last : firstAbove(start, last, bit, q);

        if (end > start) {
          node(start, end, bit - 1, w / 2);
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

    centreX[node] = x / count;
    centreY[node] = y / count;
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

  /** Squares that are not parted: their points go through the tree together. */
  int groups() {
    return groups;
  }

  /** What pushes a group of points: squares that count as one, and single points. */
  static final class Pushers {

    private double[] x = new double[256];
    private double[] y = new double[256];
    private double[] count = new double[256];
    private int size;

    private void add(double atX, double atY, double points) {
      if (size == x.length) {
        x = Arrays.copyOf(x, 2 * size);
        y = Arrays.copyOf(y, 2 * size);
        count = Arrays.copyOf(count, 2 * size);
      }

      x[size] = atX;
      y[size] = atY;
      count[size++] = points;
    }
  }

  /**
   * Fills what pushes the points of a group.
   *
   * @param pushers room to work in
   * @param pushes takes for each point the sum of q squared times the way there, x and y
   * @param sums takes for each point the sum of q, its own of 1 among them
   */
  void push(int group, Pushers pushers, double[] pushes, double[] sums) {
    int leaf = groupNode[group];
    collect(leaf, pushers);

    for (int s = from[leaf]; s < to[leaf]; s++) {
      double x = xs[s];
      double y = ys[s];
      double fx = 0;
      double fy = 0;
      double sum = 0;

      for (int i = 0; i < pushers.size; i++) {
        double dx = x - pushers.x[i];
        double dy = y - pushers.y[i];
        double q = 1 / (1 + dx * dx + dy * dy);
        double all = pushers.count[i] * q;
        sum += all;
        fx += all * q * dx;
        fy += all * q * dy;
      }

      pushes[2 * point(s)] = fx;
      pushes[2 * point(s) + 1] = fy;
      sums[point(s)] = sum;
    }
  }

  private void collect(int leaf, Pushers pushers) {
    double x = centreX[leaf];
    double y = centreY[leaf];
    double radius = radius(leaf);
    pushers.size = 0;
    int node = 0;

    while (node < nodes) {
      double dx = x - centreX[node];
      double dy = y - centreY[node];
      double away = Math.sqrt(dx * dx + dy * dy) - radius;

      if (away > 0 && width[node] < THETA * away) {
        pushers.add(centreX[node], centreY[node], to[node] - from[node]);
        node = next[node];
      } else if (next[node] > node + 1) {
        node++;
      } else {
        for (int s = from[node]; s < to[node]; s++) {
          pushers.add(xs[s], ys[s], 1);
        }

        node++;
      }
    }
  }

  /** How far the farthest point of a leaf lies from its centre. */
  private double radius(int leaf) {
    double farthest = 0;

    for (int s = from[leaf]; s < to[leaf]; s++) {
      double dx = xs[s] - centreX[leaf];
      double dy = ys[s] - centreY[leaf];
      farthest = Math.max(farthest, dx * dx + dy * dy);
    }

    return Math.sqrt(farthest);
  }
}

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
  private static final int LEAF = 6;

  /** Bits of a coordinate on the curve: two of them and a number fit a positive long. */
  private static final int BITS = 15;

  /** Squares count as one if they are narrower than half of their distance; squared. */
  private static final double THETA_SQUARED = 0.25;

  private final int n;
  private final long[] curve;
  private final double[] xs;
  private final double[] ys;

  private final double[] centreX;
  private final double[] centreY;
  private final double[] widthSquared;
  private final int[] next;
  private final int[] from;
  private final int[] to;
  private int nodes;

  QuadTree(int n) {
    this.n = n;
    this.curve = new long[n];
    this.xs = new double[n];
    this.ys = new double[n];
    int most = 2 * n + 1;
    this.centreX = new double[most];
    this.centreY = new double[most];
    this.widthSquared = new double[most];
    this.next = new int[most];
    this.from = new int[most];
    this.to = new int[most];

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

    double width = Math.max(Math.max(maxX - minX, maxY - minY), Double.MIN_NORMAL);
    double scale = (1 << BITS) / (width * (1 + 1e-9));

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
    node(0, n, BITS - 1, width);
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
  private void node(int first, int last, int level, double width) {
    int bit = level;
    double w = width;

    // A square whose points all lie in one of its quarters is that quarter.
    while (bit >= 0 && last - first > LEAF && quarter(first, bit) == quarter(last - 1, bit)) {
      bit--;
      w /= 2;
    }

    int node = nodes++;
    widthSquared[node] = w * w;
    from[node] = first;
    to[node] = last;
    boolean isLeaf = last - first <= LEAF || bit < 0;

    if (!isLeaf) {
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

  /**
   * What pushes the point at a place of the curve.
   *
   * @param push takes the sum of q squared times the way from there, x and y
   * @return the sum of q, its own of 1 among them
   */
  double push(int place, double[] push) {
    double x = xs[place];
    double y = ys[place];
    double fx = 0;
    double fy = 0;
    double sum = 0;
    int node = 0;

    while (node < nodes) {
      double dx = x - centreX[node];
      double dy = y - centreY[node];
      double squared = dx * dx + dy * dy;

      if (widthSquared[node] < THETA_SQUARED * squared) {
        double q = 1 / (1 + squared);
        double all = (to[node] - from[node]) * q;
        sum += all;
        fx += all * q * dx;
        fy += all * q * dy;
        node = next[node];
      } else if (next[node] > node + 1) {
        node++;
      } else {
        for (int s = from[node]; s < to[node]; s++) {
          double ex = x - xs[s];
          double ey = y - ys[s];
          double q = 1 / (1 + ex * ex + ey * ey);
          sum += q;
          fx += q * q * ex;
          fy += q * q * ey;
        }

        node++;
      }
    }

    push[0] = fx;
    push[1] = fy;
    return sum;
  }
}

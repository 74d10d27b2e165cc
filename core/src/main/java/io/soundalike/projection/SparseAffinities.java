package io.soundalike.projection;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Joint probabilities of t-SNE restricted to nearest neighbours; beyond three times the perplexity
 * they are close to 0. Stored as compressed sparse rows: the entries of row i are at {@code
 * starts[i]} to {@code starts[i + 1] - 1}, in the order of columns.
 *
 * <p>References: L. van der Maaten, Accelerating t-SNE using tree-based algorithms, JMLR 15, 2014
 */
final class SparseAffinities {

  private final int[] starts;
  private final int[] columns;
  private final float[] values;

  private SparseAffinities(int[] starts, int[] columns, float[] values) {
    this.starts = starts;
    this.columns = columns;
    this.values = values;
  }

  /** Computes the joint probabilities of a graph's edges; they sum to 1. */
  static SparseAffinities compute(NeighbourGraph graph, double perplexity) {
    int n = graph.size();
    double[][] conditional = new double[n][];
    IntStream.range(0, n)
        .parallel()
        .forEach(
            i -> {
              float[] squared = graph.squaredDistances()[i];
              conditional[i] =
                  IntStream.range(0, squared.length).mapToDouble(k -> squared[k]).toArray();
              Affinities.normalise(conditional[i], perplexity);
            });
    int[] starts = new int[n + 1];

    for (int i = 0; i < n; i++) {
      starts[i + 1] += conditional[i].length;

      for (int j : graph.neighbours()[i]) {
        starts[j + 1]++;
      }
    }

    Arrays.parallelPrefix(starts, Integer::sum);
    return new SparseAffinities(starts, new int[starts[n]], new float[starts[n]])
        .fill(graph, conditional)
        .merge();
  }

  /** Adds half of each conditional probability to both rows of its pair. */
  private SparseAffinities fill(NeighbourGraph graph, double[][] conditional) {
    int n = conditional.length;
    int[] next = Arrays.copyOf(starts, n);

    for (int i = 0; i < n; i++) {
      for (int k = 0; k < conditional[i].length; k++) {
        int j = graph.neighbours()[i][k];
        float half = (float) (conditional[i][k] / (2.0 * n));
        columns[next[i]] = j;
        values[next[i]++] = half;
        columns[next[j]] = i;
        values[next[j]++] = half;
      }
    }

    return this;
  }

  /** Adds the two halves of pairs that are neighbours of each other. */
  private SparseAffinities merge() {
    int n = starts.length - 1;
    int[] ends = new int[n];
    IntStream.range(0, n).parallel().forEach(i -> ends[i] = mergeRow(i));
    int[] packed = new int[n + 1];

    for (int i = 0; i < n; i++) {
      packed[i + 1] = packed[i] + ends[i] - starts[i];
    }

    int[] packedColumns = new int[packed[n]];
    float[] packedValues = new float[packed[n]];

    for (int i = 0; i < n; i++) {
      int length = ends[i] - starts[i];
      System.arraycopy(columns, starts[i], packedColumns, packed[i], length);
      System.arraycopy(values, starts[i], packedValues, packed[i], length);
    }

    return new SparseAffinities(packed, packedColumns, packedValues);
  }

  /** Sorts a row by columns and adds entries of equal column; returns the row's new end. */
  private int mergeRow(int i) {
    long[] entries = new long[starts[i + 1] - starts[i]];

    for (int e = 0; e < entries.length; e++) {
      int at = starts[i] + e;
      entries[e] = (long) columns[at] << 32 | Float.floatToRawIntBits(values[at]);
    }

    Arrays.sort(entries);
    int end = starts[i];

    for (int e = 0; e < entries.length; e++) {
      int column = (int) (entries[e] >>> 32);
      float value = Float.intBitsToFloat((int) entries[e]);

      if (end > starts[i] && columns[end - 1] == column) {
        values[end - 1] += value;
      } else {
        columns[end] = column;
        values[end++] = value;
      }
    }

    return end;
  }

  /**
   * Returns these probabilities with the points in another order.
   *
   * @param order old index at each new index
   */
  SparseAffinities reorder(int[] order) {
    int n = order.length;
    int[] newIndex = new int[n];
    int[] movedStarts = new int[n + 1];

    for (int i = 0; i < n; i++) {
      newIndex[order[i]] = i;
      movedStarts[i + 1] = movedStarts[i] + starts[order[i] + 1] - starts[order[i]];
    }

    int[] movedColumns = new int[columns.length];
    float[] movedValues = new float[values.length];

    for (int i = 0; i < n; i++) {
      for (int e = starts[order[i]], to = movedStarts[i]; e < starts[order[i] + 1]; e++, to++) {
        movedColumns[to] = newIndex[columns[e]];
        movedValues[to] = values[e];
      }
    }

    SparseAffinities moved = new SparseAffinities(movedStarts, movedColumns, movedValues);
    IntStream.range(0, n).parallel().forEach(moved::mergeRow);
    return moved;
  }

  int size() {
    return starts.length - 1;
  }

  /** Sets {@code sum} to the attraction of a point: joint probability times q times the offset. */
  void attract(int i, float[] y, double[] sum) {
    float x0 = y[2 * i];
    float y0 = y[2 * i + 1];
    float fx = 0;
    float fy = 0;

    for (int e = starts[i]; e < starts[i + 1]; e++) {
      int j = 2 * columns[e];
      float dx = x0 - y[j];
      float dy = y0 - y[j + 1];
      float weight = values[e] / (1 + dx * dx + dy * dy);
      fx += weight * dx;
      fy += weight * dy;
    }

    sum[0] = fx;
    sum[1] = fy;
  }

  /**
   * A point's share of the divergence without the map's normaliser: that of its pairs with later
   * points, counted for both directions.
   */
  double divergence(int i, double[] y) {
    double sum = 0;

    for (int e = starts[i]; e < starts[i + 1]; e++) {
      double p = values[e];
      int j = columns[e];

      if (j > i && p > 0) {
        double dx = y[2 * i] - y[2 * j];
        double dy = y[2 * i + 1] - y[2 * j + 1];
        sum += p * Math.log(p * (1 + dx * dx + dy * dy));
      }
    }

    return 2 * sum;
  }

  /** The joint probability of two points; 0 if they are not neighbours. */
  float get(int i, int j) {
    int at = Arrays.binarySearch(columns, starts[i], starts[i + 1], j);
    return at < 0 ? 0 : values[at];
  }
}

package io.soundalike.projection;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Affinities of points to their nearest ones alone: beyond three times the perplexity a bell is as
 * good as nothing. Rows as compressed sparse rows keep them: the entries of row i stand from {@code
 * starts[i]} to {@code starts[i + 1]}, columns rising.
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

  /** Of a graph, summing to 1. */
  static SparseAffinities of(NeighbourGraph graph, double perplexity) {
    int n = graph.size();
    double[][] bells = new double[n][];
    IntStream.range(0, n)
        .parallel()
        .forEach(
            i -> {
              float[] squared = graph.squaredDistances()[i];
              bells[i] = IntStream.range(0, squared.length).mapToDouble(k -> squared[k]).toArray();
              Affinities.bell(bells[i], perplexity);
            });
    int[] starts = new int[n + 1];

    for (int i = 0; i < n; i++) {
      starts[i + 1] += bells[i].length;

      for (int j : graph.neighbours()[i]) {
        starts[j + 1]++;
      }
    }

    Arrays.parallelPrefix(starts, Integer::sum);
    return new SparseAffinities(starts, new int[starts[n]], new float[starts[n]])
        .filled(graph, bells)
        .merged();
  }

  /** With each bell in its row and, turned over, in those of its neighbours. */
  private SparseAffinities filled(NeighbourGraph graph, double[][] bells) {
    int n = bells.length;
    int[] next = Arrays.copyOf(starts, n);

    for (int i = 0; i < n; i++) {
      for (int k = 0; k < bells[i].length; k++) {
        int j = graph.neighbours()[i][k];
        float half = (float) (bells[i][k] / (2.0 * n));
        columns[next[i]] = j;
        values[next[i]++] = half;
        columns[next[j]] = i;
        values[next[j]++] = half;
      }
    }

    return this;
  }

  /** With the two halves of a pair added where both are neighbours of each other. */
  private SparseAffinities merged() {
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

  /** Sorts a row by columns and adds what stands twice; gives its new end. */
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

  /** The same of points in another order: {@code order[i]} is who is number i now. */
  SparseAffinities renumbered(int[] order) {
    int n = order.length;
    int[] number = new int[n];
    int[] movedStarts = new int[n + 1];

    for (int i = 0; i < n; i++) {
      number[order[i]] = i;
      movedStarts[i + 1] = movedStarts[i] + starts[order[i] + 1] - starts[order[i]];
    }

    int[] movedColumns = new int[columns.length];
    float[] movedValues = new float[values.length];

    for (int i = 0; i < n; i++) {
      for (int e = starts[order[i]], to = movedStarts[i]; e < starts[order[i] + 1]; e++, to++) {
        movedColumns[to] = number[columns[e]];
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

  /** Adds a point's pull to {@code force[0..1]}: each affinity times q times the way there. */
  void pull(int i, float[] y, double[] force) {
    float x0 = y[2 * i];
    float y0 = y[2 * i + 1];
    float fx = 0;
    float fy = 0;

    for (int e = starts[i]; e < starts[i + 1]; e++) {
      int j = 2 * columns[e];
      float dx = x0 - y[j];
      float dy = y0 - y[j + 1];
      float pull = values[e] / (1 + dx * dx + dy * dy);
      fx += pull * dx;
      fy += pull * dy;
    }

    force[0] = fx;
    force[1] = fy;
  }

  /**
   * A point's part of the divergence, but for the normaliser of the map: that of its pairs with
   * later points, which stand for both of a pair.
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

  /** The affinity of two points; 0 if they are no neighbours. */
  float get(int i, int j) {
    int at = Arrays.binarySearch(columns, starts[i], starts[i + 1], j);
    return at < 0 ? 0 : values[at];
  }
}

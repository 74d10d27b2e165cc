package io.soundalike.projection;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** What moves the points of a map, {@code x0, y0, x1, y1, ...}. */
interface Forces {

  /**
   * Fills the gradient of the divergence.
   *
   * @param exaggeration factor on what pulls
   */
  void differentiate(double[] y, double exaggeration, double[] gradient);

  /**
   * Numbers the points so that near ones stand near in memory, if that is of use; from then on they
   * go by these numbers.
   *
   * @return for each new number the old one
   */
  default int[] renumber() {
    return new int[0];
  }

  /** Kullback-Leibler, in nats. */
  double divergence(double[] y);

  /** The sum of a number for each point, added up in their order: it does not depend on threads. */
  static double sum(int n, IntToDoubleFunction ofPoint) {
    double[] values = new double[n];
    IntStream.range(0, n).parallel().forEach(i -> values[i] = ofPoint.applyAsDouble(i));
    return sum(values);
  }

  /** The sum of numbers, in their order. */
  static double sum(double[] values) {
    double sum = 0;

    for (double value : values) {
      sum += value;
    }

    return sum;
  }
}

package io.soundalike.projection;

/** What moves the points of a map, {@code x0, y0, x1, y1, ...}. */
interface GradientModel {

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
  default int[] reorderForLocality() {
    return new int[0];
  }

  /** Kullback-Leibler, in nats. */
  double divergence(double[] y);

  /** The sum of numbers, in their order. */
  static double sum(double[] values) {
    double sum = 0;

    for (double value : values) {
      sum += value;
    }

    return sum;
  }
}

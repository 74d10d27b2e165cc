package io.soundalike.projection;

/**
 * Kullback-Leibler divergence of a map and its gradient. Coordinates are {@code x0, y0, x1, y1,
 * ...}.
 */
interface GradientModel {

  /**
   * Fills the gradient of the divergence.
   *
   * @param y coordinates of the points
   * @param exaggeration factor on the attraction, at least 1
   * @param gradient {@code [2 n]}, overwritten
   */
  void differentiate(double[] y, double exaggeration, double[] gradient);

  /**
   * Reorders the points so that near points are near in memory, if the model gains by it. The model
   * uses the new indices from then on.
   *
   * @return the old index at each new index; empty if nothing was reordered
   */
  default int[] reorderForLocality() {
    return new int[0];
  }

  /** Kullback-Leibler divergence of the map, in nats. */
  double divergence(double[] y);

  /** Sums values in their order, so that the result repeats. */
  static double sum(double[] values) {
    double sum = 0;

    for (double value : values) {
      sum += value;
    }

    return sum;
  }
}

package io.soundalike.neighbours;

import java.util.List;
import java.util.Locale;

/** Weighted mean of several distances between the same songs. */
public final class WeightedMeanDistance implements Distance {

  private static final long serialVersionUID = 1L;

  private final Distance[] components;
  private final double[] weights;

  /**
   * @param components at least one, of equal size
   * @param weights one for each component; none below 0, not all 0
   * @throws IllegalArgumentException if there is not one weight for each component, or their sum is
   *     not above 0
   */
  public WeightedMeanDistance(List<Distance> components, double... weights) {
    double sum = 0;

    for (double weight : weights) {
      sum += weight;
    }

    if (components.size() != weights.length || !(sum > 0)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "weights: expected as many as components (%d) and a sum above 0, got %d of sum %s",
              components.size(),
              weights.length,
              sum));
    }

    this.components = components.toArray(Distance[]::new);
    this.weights = weights.clone();

    for (int p = 0; p < weights.length; p++) {
      this.weights[p] /= sum;
    }
  }

  @Override
  public int size() {
    return components[0].size();
  }

  /** Weighted sum of the bounds of those components that have bounds; no distance is below 0. */
  @Override
  public float[][] lowerBounds(int from, int to) {
    float[][] sums = new float[0][];

    for (int p = 0; p < components.length; p++) {
      float[][] bounds = components[p].lowerBounds(from, to);

      if (bounds.length > 0 && sums.length == 0) {
        sums = new float[bounds.length][size()];
      }

      for (int i = 0; i < bounds.length; i++) {
        for (int j = 0; j < bounds[i].length; j++) {
          sums[i][j] += (float) (weights[p] * bounds[i][j]);
        }
      }
    }

    return sums;
  }

  @Override
  public double between(int i, int j) {
    double sum = 0;

    for (int p = 0; p < components.length; p++) {
      sum += weights[p] * components[p].between(i, j);
    }

    return sum;
  }
}

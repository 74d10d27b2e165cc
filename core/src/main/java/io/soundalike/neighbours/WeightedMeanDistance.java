package io.soundalike.neighbours;

import java.util.List;
import java.util.Locale;

/** A weighted mean of distances between the same songs. */
public final class WeightedMeanDistance implements Distance {

  private static final long serialVersionUID = 1L;

  private final Distance[] parts;
  private final double[] weights;

  /**
   * @param parts at least one
   * @param weights as many, none negative, not all 0
   */
  public WeightedMeanDistance(List<Distance> parts, double... weights) {
    double sum = 0;

    for (double weight : weights) {
      sum += weight;
    }

    if (parts.size() != weights.length || !(sum > 0)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d distances have %d weights of sum %s",
              parts.size(),
              weights.length,
              sum));
    }

    this.parts = parts.toArray(Distance[]::new);
    this.weights = weights.clone();

    for (int p = 0; p < weights.length; p++) {
      this.weights[p] /= sum;
    }
  }

  @Override
  public int size() {
    return parts[0].size();
  }

  /** The sum of what is known; no part is below 0. */
  @Override
  public float[][] lowerBounds(int from, int to) {
    float[][] sums = new float[0][];

    for (int p = 0; p < parts.length; p++) {
      float[][] bounds = parts[p].lowerBounds(from, to);

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

    for (int p = 0; p < parts.length; p++) {
      sum += weights[p] * parts[p].between(i, j);
    }

    return sum;
  }
}

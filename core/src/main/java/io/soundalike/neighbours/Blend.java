package io.soundalike.neighbours;

import java.util.List;

/** A weighted mean of distances between the same songs. */
public final class Blend implements Distance {

  private static final long serialVersionUID = 1L;

  private final Distance[] parts;
  private final double[] weights;

  /**
   * @param parts at least one
   * @param weights as many, none negative, not all 0
   */
  public Blend(List<Distance> parts, double... weights) {
    double sum = 0;

    for (double weight : weights) {
      sum += weight;
    }

    if (parts.size() != weights.length || !(sum > 0)) {
      throw new IllegalArgumentException(
          "%d distances have %d weights of sum %s".formatted(parts.size(), weights.length, sum));
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

  @Override
  public double between(int i, int j) {
    double sum = 0;

    for (int p = 0; p < parts.length; p++) {
      sum += weights[p] * parts[p].between(i, j);
    }

    return sum;
  }
}

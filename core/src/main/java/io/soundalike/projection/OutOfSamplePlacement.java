package io.soundalike.projection;

/**
 * Places one more point on a map that stays as it is: where those that it is nearest to are. Of
 * neighbours that lie apart it goes to the larger group rather than between, being at their
 * weighted geometric median; weights are the affinities of t-SNE.
 *
 * <p>References: P. G. Poličar, M. Stražar, B. Zupan, Embedding to reference t-SNE space addresses
 * batch effects in single-cell classification, Machine Learning 112, 2023 (medians of neighbours);
 * E. Weiszfeld, Sur le point pour lequel la somme des distances de n points donnés est minimum,
 * 1937
 */
public final class OutOfSamplePlacement {

  /** Neighbours that a place is made of. */
  public static final int NEIGHBOURS = 15;

  /** Of made-up songs a third of which lie on the map, 2 places the others best, and 5 less so. */
  private static final double PERPLEXITY = 2;

  private static final int STEPS = 50;

  private OutOfSamplePlacement() {}

  /**
   * A place.
   *
   * @param squaredDistances to the neighbours, nearest first; at least one
   * @param places of the same, {@code [k][2]}
   */
  public static double[] of(double[] squaredDistances, double[][] places) {
    double[] weights = squaredDistances.clone();

    if (weights.length <= PERPLEXITY) {
      java.util.Arrays.fill(weights, 1);
    } else {
      Affinities.bell(weights, PERPLEXITY);
    }

    double[] at = mean(weights, places);
    // Nearer than this two points of a map are one.
    double near = 1e-3 * spread(at, places);

    for (int step = 0; step < STEPS; step++) {
      double[] pulls = new double[weights.length];

      for (int k = 0; k < weights.length; k++) {
        double apart = Math.hypot(places[k][0] - at[0], places[k][1] - at[1]);
        pulls[k] = weights[k] / Math.max(near, apart);
      }

      at = near == 0 ? at : mean(pulls, places);
    }

    return at;
  }

  private static double[] mean(double[] weights, double[][] places) {
    double[] mean = new double[2];
    double sum = 0;

    for (int k = 0; k < weights.length; k++) {
      mean[0] += weights[k] * places[k][0];
      mean[1] += weights[k] * places[k][1];
      sum += weights[k];
    }

    return new double[] {mean[0] / sum, mean[1] / sum};
  }

  private static double spread(double[] centre, double[][] places) {
    double farthest = 0;

    for (double[] place : places) {
      farthest = Math.max(farthest, Math.hypot(place[0] - centre[0], place[1] - centre[1]));
    }

    return farthest;
  }
}

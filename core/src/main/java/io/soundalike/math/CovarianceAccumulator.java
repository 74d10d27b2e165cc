package io.soundalike.math;

/** Means and covariance of vectors that come one by one. */
public final class CovarianceAccumulator {

  private final double[] origin;
  private final double[] centred;
  private final double[] sums;
  private final double[] products;
  private long count;

  public CovarianceAccumulator(int dimensions) {
    this.origin = new double[dimensions];
    this.centred = new double[dimensions];
    this.sums = new double[dimensions];
    this.products = new double[dimensions * (dimensions + 1) / 2];
  }

  /** Takes one more, which is not kept. */
  public void add(double[] vector) {
    if (count == 0) {
      // Sums of products lose digits far from zero; the first vector is near enough to the mean.
      System.arraycopy(vector, 0, origin, 0, origin.length);
    }

    for (int i = 0; i < centred.length; i++) {
      centred[i] = vector[i] - origin[i];
      sums[i] += centred[i];
    }

    int at = 0;

    for (int i = 0; i < centred.length; i++) {
      for (int j = i; j < centred.length; j++) {
        products[at++] += centred[i] * centred[j];
      }
    }

    count++;
  }

  /** The mean; 0 of nothing. */
  public float[] means() {
    float[] means = new float[sums.length];

    for (int i = 0; i < means.length; i++) {
      means[i] = (float) (origin[i] + sums[i] / Math.max(1, count));
    }

    return means;
  }

  /**
   * The upper triangle of the covariance, row by row, diagonal included; normalised by one less
   * than the vectors, as numpy.cov; 0 of a single vector.
   */
  public float[] covariance() {
    float[] covariance = new float[products.length];
    int at = 0;

    for (int i = 0; i < sums.length; i++) {
      for (int j = i; j < sums.length; j++) {
        double sum = products[at] - sums[i] * sums[j] / Math.max(1, count);
        covariance[at++] = (float) (sum / Math.max(1, count - 1));
      }
    }

    return covariance;
  }
}

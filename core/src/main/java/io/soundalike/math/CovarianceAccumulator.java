package io.soundalike.math;

/** Accumulates the mean and the covariance of a stream of vectors, in double precision. */
public final class CovarianceAccumulator {

  private final double[] origin;
  private final double[] centred;
  private final double[] sums;
  private final double[] products;
  private long count;

  /**
   * @param dimensions length of each vector
   */
  public CovarianceAccumulator(int dimensions) {
    this.origin = new double[dimensions];
    this.centred = new double[dimensions];
    this.sums = new double[dimensions];
    this.products = new double[dimensions * (dimensions + 1) / 2];
  }

  /** Adds one vector, which is not kept. */
  public void add(double[] vector) {
    if (count == 0) {
      // Sums of products lose digits far from zero; subtracting the first vector avoids that.
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

  /** Mean of each dimension; 0 if no vector was added. */
  public float[] means() {
    float[] means = new float[sums.length];

    for (int i = 0; i < means.length; i++) {
      means[i] = (float) (origin[i] + sums[i] / Math.max(1, count));
    }

    return means;
  }

  /**
   * Upper triangle of the covariance matrix, row by row, diagonal included: {@code dimensions *
   * (dimensions + 1) / 2} values. Normalised by the number of vectors less one, as numpy.cov; 0 for
   * a single vector.
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

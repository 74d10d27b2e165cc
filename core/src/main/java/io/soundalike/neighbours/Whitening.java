package io.soundalike.neighbours;

import io.soundalike.nd4j.SymmetricEigen;
import java.io.Serializable;

/**
 * Principal component analysis with whitening: vectors are centred, rotated onto the principal
 * components of a reference, and each component is divided by its standard deviation. The mean
 * variance is added to each variance, so that components which the reference hardly knows are not
 * amplified; a reference of few vectors therefore works, too.
 *
 * <p>References: sklearn.decomposition.PCA (whiten=True); O. Ledoit, M. Wolf, A well-conditioned
 * estimator for large-dimensional covariance matrices, 2004
 */
final class Whitening implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double[] mean;

  /** {@code [components][dimensions]}, divided by the components' deviations. */
  private final float[][] components;

  private Whitening(double[] mean, float[][] components) {
    this.mean = mean;
    this.components = components;
  }

  /**
   * Fits the components.
   *
   * @param reference {@code [vectors][dimensions]}, at least one vector
   */
  static Whitening fit(float[][] reference) {
    int n = reference[0].length;
    double[] mean = new double[n];
    double[][] covariance = new double[n][n];

    for (float[] vector : reference) {
      for (int d = 0; d < n; d++) {
        mean[d] += (double) vector[d] / reference.length;
      }
    }

    double[] centred = new double[n];

    for (float[] vector : reference) {
      for (int d = 0; d < n; d++) {
        centred[d] = vector[d] - mean[d];
      }

      for (int i = 0; i < n; i++) {
        addScaled(covariance[i], centred, centred[i] / reference.length);
      }
    }

    return new Whitening(mean, components(covariance));
  }

  /** HotSpot vectorises this loop. */
  private static void addScaled(double[] row, double[] vector, double factor) {
    for (int d = 0; d < row.length; d++) {
      row[d] += factor * vector[d];
    }
  }

  private static float[][] components(double[][] covariance) {
    int n = covariance.length;
    double meanVariance = 0;

    for (int d = 0; d < n; d++) {
      meanVariance += covariance[d][d] / n;
    }

    SymmetricEigen.Decomposition eigen = SymmetricEigen.decompose(covariance);
    float[][] components = new float[n][n];

    for (int c = 0; c < n; c++) {
      double variance = Math.max(0, eigen.values()[c]) + meanVariance;
      double scale = variance > 0 ? 1 / Math.sqrt(variance) : 0;

      for (int d = 0; d < n; d++) {
        components[c][d] = (float) (eigen.vectors()[c][d] * scale);
      }
    }

    return components;
  }

  /** Whitens a vector and scales it to length 1; a vector that equals the mean becomes 0. */
  float[] apply(float[] vector) {
    int n = mean.length;
    double[] centred = new double[n];

    for (int d = 0; d < n; d++) {
      centred[d] = vector[d] - mean[d];
    }

    float[] whitened = new float[n];
    double squares = 0;

    for (int c = 0; c < n; c++) {
      double sum = 0;

      for (int d = 0; d < n; d++) {
        sum += components[c][d] * centred[d];
      }

      whitened[c] = (float) sum;
      squares += sum * sum;
    }

    for (int c = 0; c < n && squares > 0; c++) {
      whitened[c] /= (float) Math.sqrt(squares);
    }

    return whitened;
  }
}

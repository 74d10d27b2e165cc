package io.soundalike.projection;

import java.util.SplittableRandom;

/**
 * The first two principal components of vectors, by subspace iteration: the initial layout of
 * t-SNE.
 *
 * <p>References: D. Kobak, G. C. Linderman, Initialization is critical for preserving global data
 * structure in both t-SNE and UMAP, Nature Biotechnology 39, 2021
 */
public final class PrincipalPlane {

  private static final int ITERATIONS = 60;

  private PrincipalPlane() {}

  /**
   * Projects vectors to their first two principal components.
   *
   * @param vectors {@code [n][d]}, at least one
   * @param seed of the random start of the iteration
   * @return {@code x0, y0, x1, y1, ...}, centred, with a standard deviation of 1e-4 in the first
   *     coordinate
   */
  public static double[] project(float[][] vectors, long seed) {
    int d = vectors[0].length;
    double[] mean = new double[d];

    for (float[] vector : vectors) {
      for (int j = 0; j < d; j++) {
        mean[j] += (double) vector[j] / vectors.length;
      }
    }

    double[][] covariance = covariance(vectors, mean);
    SplittableRandom random = new SplittableRandom(seed);
    double[] first = random.doubles(d, -1, 1).toArray();
    double[] second = random.doubles(d, -1, 1).toArray();

    for (int i = 0; i < ITERATIONS; i++) {
      first = normalise(multiply(covariance, first));
      second = normalise(orthogonalise(multiply(covariance, second), first));
    }

    return project(vectors, mean, first, second);
  }

  private static double[][] covariance(float[][] vectors, double[] mean) {
    int d = mean.length;
    double[][] covariance = new double[d][d];
    double[] centred = new double[d];

    for (float[] vector : vectors) {
      for (int j = 0; j < d; j++) {
        centred[j] = vector[j] - mean[j];
      }

      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          covariance[i][j] += centred[i] * centred[j] / vectors.length;
        }
      }
    }

    return covariance;
  }

  private static double[] project(
      float[][] vectors, double[] mean, double[] first, double[] second) {
    double[] plane = new double[2 * vectors.length];
    double variance = 0;

    for (int i = 0; i < vectors.length; i++) {
      for (int j = 0; j < mean.length; j++) {
        plane[2 * i] += (vectors[i][j] - mean[j]) * first[j];
        plane[2 * i + 1] += (vectors[i][j] - mean[j]) * second[j];
      }

      variance += plane[2 * i] * plane[2 * i] / vectors.length;
    }

    double scale = ClassicalScaling.SPREAD / Math.max(1e-300, Math.sqrt(variance));

    for (int c = 0; c < plane.length; c++) {
      plane[c] *= scale;
    }

    return plane;
  }

  private static double[] multiply(double[][] matrix, double[] v) {
    double[] product = new double[v.length];

    for (int i = 0; i < v.length; i++) {
      product[i] = dot(matrix[i], v);
    }

    return product;
  }

  private static double[] orthogonalise(double[] v, double[] direction) {
    double along = dot(v, direction);

    for (int i = 0; i < v.length; i++) {
      v[i] -= along * direction[i];
    }

    return v;
  }

  private static double[] normalise(double[] v) {
    double length = Math.max(1e-300, Math.sqrt(dot(v, v)));

    for (int i = 0; i < v.length; i++) {
      v[i] /= length;
    }

    return v;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;

    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }

    return sum;
  }
}

package io.soundalike.model;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;

/**
 * Scatter of vectors within and between classes, the statistics that {@link LinearDiscriminant} is
 * fitted to. Each class counts equally, whatever its number of vectors. Sums are kept in fixed
 * point, with 30 binary places: they do not depend on the order or the grouping in which classes
 * are added, so any partitioning of the data gives the same result. Not thread-safe.
 *
 * <p>References: R. A. Fisher, The use of multiple measurements in taxonomic problems, 1936
 */
public final class ClassScatter implements Serializable {

  /** Vectors of more classes could overflow the sums. */
  public static final int MAX_CLASSES = 5000;

  private static final long serialVersionUID = 1L;

  private static final double ONE = 1L << 30;

  /** Larger absolute values are set to this one; no more of them fit into the sums. */
  private static final float MAX_VALUE = 1000;

  private final int dimensions;
  private final long[] meanSums;
  private final long[] meanProducts;
  private final long[] within;
  private int classes;

  /**
   * @param dimensions length of each vector
   */
  public ClassScatter(int dimensions) {
    this.dimensions = dimensions;
    this.meanSums = new long[dimensions];
    this.meanProducts = new long[dimensions * (dimensions + 1) / 2];
    this.within = new long[meanProducts.length];
  }

  /**
   * Adds a class.
   *
   * @param vectors its vectors, at least one; not changed
   * @throws IllegalArgumentException if there are more than {@value #MAX_CLASSES} classes
   */
  public void add(float[][] vectors) {
    verify(classes + 1);
    classes++;
    double[][] centred = new double[vectors.length][dimensions];
    double[] mean = new double[dimensions];

    for (float[] vector : vectors) {
      for (int d = 0; d < dimensions; d++) {
        mean[d] += clip(vector[d]) / vectors.length;
      }
    }

    for (int v = 0; v < vectors.length; v++) {
      for (int d = 0; d < dimensions; d++) {
        centred[v][d] = clip(vectors[v][d]) - mean[d];
      }
    }

    for (int d = 0; d < dimensions; d++) {
      meanSums[d] += Math.round(mean[d] * ONE);
    }

    addProducts(centred, within);
    addProducts(new double[][] {mean}, meanProducts);
  }

  private static double clip(float value) {
    return Math.max(-MAX_VALUE, Math.min(MAX_VALUE, value));
  }

  /** Adds the mean product of each two dimensions, row by row of the upper triangle. */
  private void addProducts(double[][] vectors, long[] sums) {
    double[] row = new double[dimensions];
    int at = 0;

    for (int i = 0; i < dimensions; i++) {
      Arrays.fill(row, 0);

      for (double[] vector : vectors) {
        addScaled(row, vector, vector[i], i);
      }

      for (int j = i; j < dimensions; j++) {
        sums[at++] += Math.round(row[j] / vectors.length * ONE);
      }
    }
  }

  /** HotSpot vectorises this loop. */
  private static void addScaled(double[] row, double[] vector, double factor, int from) {
    for (int j = from; j < row.length; j++) {
      row[j] += factor * vector[j];
    }
  }

  /**
   * Adds all classes of another scatter.
   *
   * @return this scatter
   * @throws IllegalArgumentException if there are more than {@value #MAX_CLASSES} classes
   */
  public ClassScatter addAll(ClassScatter other) {
    verify(classes + other.classes);
    classes += other.classes;
    add(meanSums, other.meanSums);
    add(meanProducts, other.meanProducts);
    add(within, other.within);
    return this;
  }

  private static void add(long[] sums, long[] others) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += others[i];
    }
  }

  private static void verify(int classes) {
    if (classes > MAX_CLASSES) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "classes: expected at most %d, got %d", MAX_CLASSES, classes));
    }
  }

  int dimensions() {
    return dimensions;
  }

  int classes() {
    return classes;
  }

  /** Mean of the classes' means. */
  double[] mean() {
    double[] mean = new double[dimensions];

    for (int d = 0; d < dimensions; d++) {
      mean[d] = meanSums[d] / ONE / classes;
    }

    return mean;
  }

  /** Mean over classes of the covariance within a class, {@code [dimensions][dimensions]}. */
  double[][] within() {
    return matrix(within);
  }

  /** Covariance of the classes' means, {@code [dimensions][dimensions]}. */
  double[][] between() {
    double[][] between = matrix(meanProducts);
    double[] mean = mean();

    for (int i = 0; i < dimensions; i++) {
      for (int j = 0; j < dimensions; j++) {
        between[i][j] -= mean[i] * mean[j];
      }
    }

    return between;
  }

  private double[][] matrix(long[] sums) {
    double[][] matrix = new double[dimensions][dimensions];
    int at = 0;

    for (int i = 0; i < dimensions; i++) {
      for (int j = i; j < dimensions; j++) {
        matrix[i][j] = sums[at++] / ONE / classes;
        matrix[j][i] = matrix[i][j];
      }
    }

    return matrix;
  }
}

package io.soundalike.model;

import io.soundalike.nd4j.SymmetricEigen;
import java.io.Serializable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Linear discriminant analysis: a linear map to a few numbers by which the classes differ most,
 * relative to the differences within a class. Here the classes are songs and the vectors their
 * patches, so no labels are needed: what changes within every song, such as verse and chorus, is
 * scaled down, and what tells songs apart is scaled up.
 *
 * <p>With every dimension scaled to a total variance of 1, the scatter W within classes, shrunk
 * towards a multiple of the identity, and the scatter B between classes, the map consists of the
 * vectors v of {@code B v = l W v} with the largest l and {@code v W v = 1}. Projections of the
 * classes' means have mean 0 and variance l.
 *
 * <p>References: R. A. Fisher, The use of multiple measurements in taxonomic problems, 1936;
 * sklearn.discriminant_analysis.LinearDiscriminantAnalysis (solver="eigen"); A. Hatch et al.,
 * Within-class covariance normalization for SVM-based speaker recognition, Interspeech 2006
 *
 * @param dimensions length of a vector
 * @param weights {@code [components][dimensions + 1]}: a vector v, then the offset
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LinearDiscriminant(int dimensions, float[] weights) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Share of W's mean variance that is added to each variance. */
  private static final double SHRINKAGE = .03;

  /** Added at least, so that classes of one vector each can be told apart. */
  private static final double MIN_RIDGE = 1e-3;

  private static final double MIN_DEVIATION = 1e-6;

  /**
   * Fits the map.
   *
   * @param scatter of at least one class
   * @param components number of components at most; there are at most one less than classes, but
   *     always one
   */
  public static LinearDiscriminant fit(ClassScatter scatter, int components) {
    int n = scatter.dimensions();
    int count = Math.min(Math.min(components, n), Math.max(1, scatter.classes() - 1));
    double[][] within = scatter.within();
    double[][] between = scatter.between();
    double[] scales = new double[n];
    double trace = 0;

    for (int d = 0; d < n; d++) {
      double deviation = Math.sqrt(Math.max(0, within[d][d] + between[d][d]));
      // A constant dimension, such as a dead unit of the network, carries no information.
      scales[d] = deviation < MIN_DEVIATION ? 0 : 1 / deviation;
      trace += within[d][d] * scales[d] * scales[d];
    }

    scale(within, scales, Math.max(MIN_RIDGE, SHRINKAGE * trace / n));
    scale(between, scales, 0);
    double[][] vectors = generalisedEigenvectors(between, within, count);
    return new LinearDiscriminant(n, weights(vectors, scales, scatter.mean()));
  }

  private static void scale(double[][] matrix, double[] scales, double ridge) {
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        matrix[i][j] *= scales[i] * scales[j];
      }

      matrix[i][i] += ridge;
    }
  }

  /** The eigenvectors of the largest eigenvalues, {@code [count][n]}, the largest first. */
  private static double[][] generalisedEigenvectors(
      double[][] between, double[][] within, int count) {
    int n = between.length;

    try (INDArray b = Nd4j.createFromArray(between);
        INDArray w = Nd4j.createFromArray(within)) {
      double[] values = SymmetricEigen.decompose(w);

      for (int c = 0; c < n; c++) {
        w.getColumn(c).muli(1 / Math.sqrt(values[c]));
      }

      try (INDArray half = w.transpose().mmul(b);
          INDArray whitened = half.mmul(w)) {
        SymmetricEigen.decompose(whitened);
        double[][] vectors = new double[count][];

        for (int c = 0; c < count; c++) {
          try (INDArray vector = w.mmul(whitened.getColumn(n - 1 - c).reshape(n, 1))) {
            vectors[c] = signed(vector.data().asDouble());
          }
        }

        return vectors;
      }
    }
  }

  /** An eigenvector's sign is arbitrary: its largest number becomes positive. */
  private static double[] signed(double[] vector) {
    int largest = 0;

    for (int d = 1; d < vector.length; d++) {
      largest = Math.abs(vector[d]) > Math.abs(vector[largest]) ? d : largest;
    }

    if (vector[largest] < 0) {
      for (int d = 0; d < vector.length; d++) {
        vector[d] = -vector[d];
      }
    }

    return vector;
  }

  private static float[] weights(double[][] vectors, double[] scales, double[] mean) {
    int n = scales.length;
    float[] weights = new float[vectors.length * (n + 1)];

    for (int c = 0; c < vectors.length; c++) {
      double offset = 0;

      for (int d = 0; d < n; d++) {
        double weight = vectors[c][d] * scales[d];
        weights[c * (n + 1) + d] = (float) weight;
        offset -= weight * mean[d];
      }

      weights[c * (n + 1) + n] = (float) offset;
    }

    return weights;
  }

  /** Number of components. */
  public int components() {
    return weights.length / (dimensions + 1);
  }

  /**
   * Projects a vector.
   *
   * @param vector {@code [dimensions]}
   * @return {@code [components]}, the most discriminating first
   */
  float[] project(float[] vector) {
    float[] projected = new float[components()];

    for (int c = 0; c < projected.length; c++) {
      int row = c * (dimensions + 1);
      double sum = weights[row + dimensions];

      for (int d = 0; d < dimensions; d++) {
        sum += (double) weights[row + d] * vector[d];
      }

      projected[c] = (float) sum;
    }

    return projected;
  }
}

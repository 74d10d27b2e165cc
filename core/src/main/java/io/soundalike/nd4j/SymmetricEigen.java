package io.soundalike.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Eigendecomposition of symmetric matrices by LAPACK. */
public final class SymmetricEigen {

  private SymmetricEigen() {}

  /**
   * Eigenvalues and eigenvectors.
   *
   * @param values ascending
   * @param vectors one in each row, of length 1, in the order of their values
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Decomposition(double[] values, double[][] vectors) {}

  /**
   * Decomposes a symmetric matrix.
   *
   * @param symmetric {@code [n][n]}, not changed
   */
  public static Decomposition decompose(double[][] symmetric) {
    try (INDArray matrix = Nd4j.createFromArray(symmetric)) {
      double[] values = decompose(matrix);

      try (INDArray rows = matrix.transpose().dup('c')) {
        return new Decomposition(values, rows.toDoubleMatrix());
      }
    }
  }

  /**
   * Replaces a symmetric matrix by its eigenvectors, one in each column.
   *
   * @param matrix of doubles
   * @return the eigenvalues, ascending
   */
  public static double[] decompose(INDArray matrix) {
    NativeAcceleration.useOneThread();

    try (INDArray values = Nd4j.create(DataType.DOUBLE, matrix.rows())) {
      Nd4j.getBlasWrapper().syev('V', 'U', matrix, values);
      return values.data().asDouble();
    }
  }
}

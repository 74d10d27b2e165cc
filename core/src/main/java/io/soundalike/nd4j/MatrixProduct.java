package io.soundalike.nd4j;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Scalar products of some vectors of a set with all of them, computed by BLAS. */
public final class MatrixProduct implements Serializable {

  private static final long serialVersionUID = 1L;

  private final float[][] vectors;

  /** All vectors in native memory; made on first use in each JVM, as it is not serialized. */
  private transient @Nullable INDArray all;

  /**
   * @param vectors {@code [n][d]}, not changed
   */
  public MatrixProduct(float[][] vectors) {
    this.vectors = vectors;
  }

  /**
   * Multiplies the vectors of a range with all vectors.
   *
   * @param from first vector of the range
   * @param to one past the last vector of the range
   * @return {@code [to - from][n]}
   */
  public float[][] multiplyRows(int from, int to) {
    NativeAcceleration.useOneThread();

    // BLAS writes column by column; the columns of this product are the rows of the result.
    try (INDArray some = matrix(from, to);
        INDArray products =
            Nd4j.createUninitialized(DataType.FLOAT, new long[] {vectors.length, to - from}, 'f')) {
      Nd4j.gemm(all(), some, products, false, true, 1, 0);
      return NativeArrays.columns(products);
    }
  }

  private synchronized INDArray all() {
    if (all == null) {
      all = matrix(0, vectors.length);
    }

    return all;
  }

  private INDArray matrix(int from, int to) {
    int dimensions = vectors[0].length;
    float[] flat = new float[(to - from) * dimensions];

    for (int i = from; i < to; i++) {
      System.arraycopy(vectors[i], 0, flat, (i - from) * dimensions, dimensions);
    }

    return Nd4j.create(flat, new long[] {to - from, dimensions}, 'c');
  }
}

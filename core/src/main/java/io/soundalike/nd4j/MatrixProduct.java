package io.soundalike.nd4j;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Products of some vectors with all, by BLAS. */
public final class MatrixProduct implements Serializable {

  private static final long serialVersionUID = 1L;

  private final float[][] vectors;

  /** All vectors outside the heap, made where it is asked for: native memory does not travel. */
  private transient @Nullable INDArray all;

  /**
   * @param vectors {@code [n][d]}, not changed
   */
  public MatrixProduct(float[][] vectors) {
    this.vectors = vectors;
  }

  /**
   * Scalar products.
   *
   * @return {@code [to - from][n]}
   */
  public float[][] rows(int from, int to) {
    NativeAcceleration.useOneThread();

    // BLAS writes by columns: those of this product are the rows that are wanted.
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

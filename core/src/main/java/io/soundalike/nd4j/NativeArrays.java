package io.soundalike.nd4j;

import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Copies between the heap and ND4J's native memory. */
public final class NativeArrays {

  private NativeArrays() {}

  /** A row vector, {@code [1][n]}. */
  public static INDArray row(float[] values) {
    return Nd4j.create(values, new long[] {1, values.length}, 'c');
  }

  /** A copy of all values, row-major; empty for null. */
  public static float[] floats(@Nullable INDArray array) {
    if (array == null) {
      return new float[0];
    }

    INDArray rowMajor = array.dup('c');
    float[] values = rowMajor.data().asFloat();

    if (rowMajor.closeable()) {
      rowMajor.close();
    }

    return values;
  }

  /** A copy of the columns of a matrix stored column by column, as BLAS writes products. */
  public static float[][] columns(INDArray matrix) {
    float[][] columns = new float[matrix.columns()][matrix.rows()];
    FloatPointer values = new FloatPointer(matrix.data().pointer());

    for (int c = 0; c < columns.length; c++) {
      values.position((long) c * matrix.rows()).get(columns[c]);
    }

    return columns;
  }
}

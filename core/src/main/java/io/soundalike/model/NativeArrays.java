package io.soundalike.model;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Copies between the heap and ND4J's native memory. */
public final class NativeArrays {

  private NativeArrays() {}

  /** A row vector. */
  public static INDArray row(float[] values) {
    return Nd4j.create(values, new long[] {1, values.length}, 'c');
  }

  /** A copy of all values, row-major; none of nothing. */
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
}

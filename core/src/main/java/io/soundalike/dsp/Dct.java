package io.soundalike.dsp;

import java.util.Locale;

/**
 * Computes the first coefficients of the orthonormal discrete cosine transform of type II.
 * Immutable.
 *
 * <p>References: scipy.fft.dct(type=2, norm="ortho")
 */
public final class Dct {

  /** {@code [inputs][coefficients]}. */
  private final double[][] matrix;

  private final int coefficients;

  /**
   * @param inputs number of values that are transformed
   * @param coefficients number of coefficients, from 1 to {@code inputs}
   */
  public Dct(int inputs, int coefficients) {
    if (coefficients < 1 || coefficients > inputs) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "A DCT of %d values has 1 to %d coefficients, got %d",
              inputs,
              inputs,
              coefficients));
    }

    this.coefficients = coefficients;
    this.matrix = new double[inputs][coefficients];

    for (int i = 0; i < inputs; i++) {
      for (int c = 0; c < coefficients; c++) {
        matrix[i][c] =
            Math.sqrt((c == 0 ? 1.0 : 2.0) / inputs) * Math.cos(Math.PI * c * (i + 0.5) / inputs);
      }
    }
  }

  /** Number of coefficients. */
  public int size() {
    return coefficients;
  }

  /**
   * Transforms one vector.
   *
   * @param values as many as {@code inputs}
   * @param result receives {@link #size()} values
   */
  public void apply(float[] values, double[] result) {
    java.util.Arrays.fill(result, 0);

    for (int i = 0; i < matrix.length; i++) {
      double[] row = matrix[i];
      double value = values[i];

      for (int c = 0; c < coefficients; c++) {
        result[c] += row[c] * value;
      }
    }
  }
}

package io.soundalike.audio.alac;

/**
 * Adaptive linear prediction of ALAC: each sample is predicted from those before, and the signs of
 * the residuals change the coefficients.
 *
 * <p>References: Apple, Apple Lossless reference implementation, 2011
 */
final class LinearPredictor {

  /** Order that stands for the sum of all residuals, without coefficients. */
  static final int DIFFERENCE = 31;

  private LinearPredictor() {}

  /**
   * Replaces residuals by samples.
   *
   * @param values residuals of one channel; receives the samples
   * @param count number of values
   * @param coefficients one for each sample before, the last one first; changed
   * @param order number of coefficients, 0 to 31
   * @param shift binary digits of the fraction of a coefficient
   * @param bits bits of a sample, 1 to 32; sums wrap around as numbers of so many bits
   */
  static void restore(
      int[] values, int count, short[] coefficients, int order, int shift, int bits) {
    if (order == 0) {
      return;
    }

    int unused = 32 - bits;
    int differences = order == DIFFERENCE ? count : Math.min(count, order + 1);

    for (int i = 1; i < differences; i++) {
      values[i] = values[i] + values[i - 1] << unused >> unused;
    }

    for (int i = differences; i < count; i++) {
      int residual = values[i];
      int base = values[i - order - 1];
      int prediction = predict(values, i, coefficients, order, shift);
      values[i] = residual + base + prediction << unused >> unused;

      if (residual != 0) {
        adapt(values, i, coefficients, order, shift, residual);
      }
    }
  }

  /** Prediction relative to the sample {@code order + 1} before. */
  private static int predict(int[] values, int at, short[] coefficients, int order, int shift) {
    int base = values[at - order - 1];
    int sum = shift == 0 ? 0 : 1 << shift - 1;

    for (int k = 0; k < order; k++) {
      sum += coefficients[k] * (values[at - 1 - k] - base);
    }

    return sum >> shift;
  }

  /** Changes coefficients by 1, the oldest first, until the changes account for the residual. */
  private static void adapt(
      int[] values, int at, short[] coefficients, int order, int shift, int residual) {
    int base = values[at - order - 1];
    int sign = Integer.signum(residual);
    int left = residual;

    for (int k = order - 1; k >= 0 && Integer.signum(left) == sign; k--) {
      int difference = base - values[at - 1 - k];
      int step = Integer.signum(difference) * sign;
      coefficients[k] -= (short) step;
      left -= (order - k) * (step * difference >> shift);
    }
  }
}

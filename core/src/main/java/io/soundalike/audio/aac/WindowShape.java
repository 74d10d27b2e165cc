package io.soundalike.audio.aac;

/**
 * Shapes of windows.
 *
 * <p>Reference: ISO/IEC 14496-3, 4.6.11.3.2
 */
enum WindowShape {
  /** Half of a sine. */
  SINE,
  /** Window derived from a Kaiser window. */
  KAISER_BESSEL;

  /** Kaiser-Bessel parameter of long and of short windows. */
  private static final double LONG_ALPHA = 4;

  private static final double SHORT_ALPHA = 6;

  /** Longest half of a short window, in samples. */
  private static final int MAX_SHORT_SAMPLES = 128;

  /**
   * Rising half of a window; the falling half is its mirror image.
   *
   * @param length of the half, in samples: 1024 or 960 (long), 128 or 120 (short)
   */
  float[] rise(int length) {
    return this == SINE ? sine(length) : kaiserBessel(length);
  }

  private static float[] sine(int length) {
    float[] window = new float[length];

    for (int i = 0; i < length; i++) {
      window[i] = (float) Math.sin(Math.PI / (2 * length) * (i + 0.5));
    }

    return window;
  }

  private static float[] kaiserBessel(int length) {
    double alpha = length <= MAX_SHORT_SAMPLES ? SHORT_ALPHA : LONG_ALPHA;
    double[] sums = new double[length + 1];
    double sum = 0;

    for (int i = 0; i <= length; i++) {
      double x = 2.0 * i / length - 1;
      sum += bessel(Math.PI * alpha * Math.sqrt(1 - x * x));
      sums[i] = sum;
    }

    float[] window = new float[length];

    for (int i = 0; i < length; i++) {
      window[i] = (float) Math.sqrt(sums[i] / sum);
    }

    return window;
  }

  /** Modified Bessel function of the first kind and order 0, by its power series. */
  private static double bessel(double x) {
    double term = 1;
    double sum = 1;

    for (int k = 1; term > 1e-17 * sum; k++) {
      term *= x / (2 * k) * (x / (2 * k));
      sum += term;
    }

    return sum;
  }
}

package io.soundalike.math;

import org.apache.commons.math3.special.Erf;

/** The standard normal distribution, tabulated because it is evaluated billions of times. */
public final class NormalDistribution {

  private static final double LIMIT = 8;
  private static final int STEPS_PER_UNIT = 1000;
  private static final double[] UPPER_TAIL = new double[(int) (2 * LIMIT * STEPS_PER_UNIT) + 2];

  static {
    for (int i = 0; i < UPPER_TAIL.length; i++) {
      double z = (double) i / STEPS_PER_UNIT - LIMIT;
      UPPER_TAIL[i] = Erf.erfc(z / Math.sqrt(2)) / 2;
    }
  }

  private NormalDistribution() {}

  /**
   * Probability of a value above {@code z}, interpolated with an error index 1e-7. It is 1 for
   * {@code z <= -8} and 0 for {@code z >= 8}, where less than 1e-15 remains.
   */
  public static double upperTail(double z) {
    if (z <= -LIMIT) {
      return 1;
    } else if (z >= LIMIT) {
      return 0;
    }

    double position = (z + LIMIT) * STEPS_PER_UNIT;
    int index = (int) position;
    double fraction = position - index;
    return UPPER_TAIL[index] * (1 - fraction) + UPPER_TAIL[index + 1] * fraction;
  }
}

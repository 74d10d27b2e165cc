package io.soundalike.math;

import org.apache.commons.math3.special.Erf;

/** The standard normal distribution, from a table: it is asked for billions of times. */
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
   * The chance of more than {@code z}, within 1e-7; 1 below -8 and 0 above 8, where less than 1e-15
   * is left.
   */
  public static double upperTail(double z) {
    if (z <= -LIMIT) {
      return 1;
    } else if (z >= LIMIT) {
      return 0;
    }

    double place = (z + LIMIT) * STEPS_PER_UNIT;
    int below = (int) place;
    double share = place - below;
    return UPPER_TAIL[below] * (1 - share) + UPPER_TAIL[below + 1] * share;
  }
}

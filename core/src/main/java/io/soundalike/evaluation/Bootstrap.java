package io.soundalike.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How far a mean would move if other songs had been asked: queries are drawn again, with
 * replacement, and the middle 95 % of the means are the interval.
 *
 * <p>References: B. Efron, R. Tibshirani, An introduction to the bootstrap, 1993
 */
public final class Bootstrap {

  private static final int DRAWS = 2000;
  private static final double TAIL = 0.025;

  private Bootstrap() {}

  /**
   * A mean and its 95 % interval.
   *
   * @param count of values
   */
  public record Interval(double mean, double low, double high, int count) {

    /** Whether 0 lies outside: of a difference, whether it is real. */
    public boolean excludesZero() {
      return low > 0 || high < 0;
    }
  }

  /** Of the mean of some values; all 0 if there are none. */
  public static Interval mean(double[] values, long seed) {
    if (values.length == 0) {
      return new Interval(0, 0, 0, 0);
    }

    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[DRAWS];

    for (int draw = 0; draw < DRAWS; draw++) {
      double sum = 0;

      for (int i = 0; i < values.length; i++) {
        sum += values[random.nextInt(values.length)];
      }

      means[draw] = sum / values.length;
    }

    Arrays.sort(means);
    return new Interval(
        Arrays.stream(values).average().orElseThrow(),
        means[(int) (TAIL * DRAWS)],
        means[(int) ((1 - TAIL) * DRAWS) - 1],
        values.length);
  }

  /** Of the mean difference of two values of each query. */
  public static Interval difference(double[] ours, double[] theirs, long seed) {
    double[] differences = new double[ours.length];
    Arrays.setAll(differences, i -> ours[i] - theirs[i]);
    return mean(differences, seed);
  }
}

package io.soundalike.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Bootstrap confidence intervals of means: values are resampled with replacement 2,000 times, and
 * the interval holds the middle 95 % of the means.
 *
 * <p>References: B. Efron, R. Tibshirani, An introduction to the bootstrap, 1993
 */
public final class Bootstrap {

  private static final int DRAWS = 2000;
  private static final double TAIL = 0.025;

  private Bootstrap() {}

  /**
   * A mean and its 95 % confidence interval.
   *
   * @param mean of the values
   * @param low lower end of the interval
   * @param high upper end of the interval
   * @param count number of values
   */
  public record Interval(double mean, double low, double high, int count) {

    /** Whether 0 lies outside the interval: a difference is significant at the 95 % level. */
    public boolean excludesZero() {
      return low > 0 || high < 0;
    }
  }

  /** Interval of a mean; all 0 if there are no values. */
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

  /**
   * Interval of the mean paired difference, {@code values - baseline}.
   *
   * @param values one for each query
   * @param baseline one for each of the same queries
   */
  public static Interval difference(double[] values, double[] baseline, long seed) {
    double[] differences = new double[values.length];
    Arrays.setAll(differences, i -> values[i] - baseline[i]);
    return mean(differences, seed);
  }
}

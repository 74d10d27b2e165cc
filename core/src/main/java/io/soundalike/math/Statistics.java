package io.soundalike.math;

/**
 * Accumulates the mean and the population standard deviation of a stream of values, in double
 * precision.
 *
 * <p>References: T. F. Chan, G. H. Golub, R. J. LeVeque, Updating formulae and a pairwise algorithm
 * for computing sample variances, 1979
 */
public final class Statistics {

  private long count;
  private double mean;
  private double squaredDeviations;

  /** Computes the statistics of an array. */
  public static Statistics compute(float[] values) {
    Statistics statistics = new Statistics();
    statistics.addAll(values);
    return statistics;
  }

  /** Adds one value (Welford's update). */
  public void add(double value) {
    count++;
    double delta = value - mean;
    mean += delta / count;
    squaredDeviations += delta * (value - mean);
  }

  /** Adds many values: their own statistics are computed and merged (Chan's update). */
  public void addAll(float[] values) {
    if (values.length == 0) {
      return;
    }

    double sum = 0;

    for (float value : values) {
      sum += value;
    }

    double otherMean = sum / values.length;
    double otherSquaredDeviations = 0;

    for (float value : values) {
      double delta = value - otherMean;
      otherSquaredDeviations += delta * delta;
    }

    double delta = otherMean - mean;
    long all = count + values.length;
    squaredDeviations += otherSquaredDeviations + delta * delta * count * values.length / all;
    mean += delta * values.length / all;
    count = all;
  }

  /** Mean; 0 without values. */
  public double mean() {
    return mean;
  }

  /** Population standard deviation, as numpy.std; 0 without values. */
  public double std() {
    return count == 0 ? 0 : Math.sqrt(squaredDeviations / count);
  }
}

package io.soundalike.dsp;

/** Mean and population standard deviation of a stream of values, summed in double. */
public final class Statistics {

  private long count;
  private double mean;
  private double squares;

  /** Statistics of an array. */
  public static Statistics of(double[] values) {
    Statistics statistics = new Statistics();

    for (double value : values) {
      statistics.add(value);
    }

    return statistics;
  }

  /** Takes one value (Welford's update). */
  public void add(double value) {
    count++;
    double delta = value - mean;
    mean += delta / count;
    squares += delta * (value - mean);
  }

  /** The mean; 0 of no values. */
  public double mean() {
    return mean;
  }

  /** The population standard deviation, as numpy.std; 0 of no values. */
  public double std() {
    return count == 0 ? 0 : Math.sqrt(squares / count);
  }
}

package io.soundalike.math;

/** Mean and population standard deviation of a stream of values, summed in double. */
public final class Statistics {

  private long count;
  private double mean;
  private double squares;

  /** Statistics of an array. */
  public static Statistics of(float[] values) {
    Statistics statistics = new Statistics();
    statistics.addAll(values);
    return statistics;
  }

  /** Takes one value (Welford's update). */
  public void add(double value) {
    count++;
    double delta = value - mean;
    mean += delta / count;
    squares += delta * (value - mean);
  }

  /** Takes many values: their own statistics, merged (Chan's update). */
  public void addAll(float[] values) {
    if (values.length == 0) {
      return;
    }

    double sum = 0;

    for (float value : values) {
      sum += value;
    }

    double theirMean = sum / values.length;
    double theirSquares = 0;

    for (float value : values) {
      double delta = value - theirMean;
      theirSquares += delta * delta;
    }

    double delta = theirMean - mean;
    long all = count + values.length;
    squares += theirSquares + delta * delta * count * values.length / all;
    mean += delta * values.length / all;
    count = all;
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

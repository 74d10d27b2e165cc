package io.soundalike.jobs.execution;

/** Measures the wall-clock time of a job for its log lines. */
public final class Stopwatch {

  private final long startNanos = System.nanoTime();

  private Stopwatch() {}

  /** Starts measuring now. */
  public static Stopwatch start() {
    return new Stopwatch();
  }

  /** Seconds since the start, rounded to a tenth. */
  public double seconds() {
    return Math.round((System.nanoTime() - startNanos) / 1e8) / 10.0;
  }
}

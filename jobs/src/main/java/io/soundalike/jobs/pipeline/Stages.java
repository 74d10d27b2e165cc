package io.soundalike.jobs.pipeline;

import io.soundalike.jobs.execution.JobContext;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Runs stages one after the other, tells the operator of each, and keeps their times. */
final class Stages {

  private final JobContext context;
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  Stages(JobContext context) {
    this.context = context;
  }

  /** A stage's work. */
  interface Work<R> {

    R run() throws IOException;
  }

  <R> R run(String name, Work<R> work, Function<R, String> summary) throws IOException {
    context.progress().begins(name);
    long start = System.nanoTime();
    R result = work.run();
    double took = (System.nanoTime() - start) / 1e9;
    seconds.put(name, took);
    context.progress().ends(name, summary.apply(result), took);
    return result;
  }

  /** Seconds of each stage, in order. */
  Map<String, Double> seconds() {
    return seconds;
  }
}

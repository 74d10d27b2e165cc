package io.soundalike.jobs.pipeline;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs stages one after the other, reports each to the operator, and measures its duration. */
public final class StageRunner {

  private static final Logger LOG = LoggerFactory.getLogger(StageRunner.class);

  private final StageContext context;
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  public StageRunner(StageContext context) {
    this.context = context;
  }

  /** Runs a stage; a failure is logged with its trace and thrown on. */
  public <R> R run(Stage<R> stage) throws IOException {
    context.job().progress().begins(stage.name());
    LOG.info("Stage {} of run {} starts", stage.name(), context.job().runId());
    long start = System.nanoTime();

    try {
      R result = stage.run(context);
      double took = secondsSince(start);
      String summary = stage.summarize(context, result);
      seconds.put(stage.name(), took);
      LOG.info("Stage {} ended after {} s: {}", stage.name(), rounded(took), summary);
      context.job().progress().ends(stage.name(), summary, took);
      return result;
    } catch (IOException | RuntimeException e) {
      // At info, because the command line prints one sentence about it, and its log level is warn.
      LOG.info("Stage {} failed after {} s", stage.name(), rounded(secondsSince(start)), e);
      throw e;
    }
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static String rounded(double seconds) {
    return String.format(Locale.ROOT, "%.1f", seconds);
  }

  /** Duration of each stage that has run, by its name, in the order in which they ran. */
  Map<String, Double> seconds() {
    return Collections.unmodifiableMap(seconds);
  }
}

package io.soundalike.jobs.pipeline;

import java.io.IOException;

/**
 * One stage of the pipeline: its name, what it runs, what it would do, and how it sums up its
 * result. {@link Stages} lists all of them.
 *
 * @param <R> what a run of the stage returns
 */
public interface Stage<R> {

  /**
   * The stage's name: its subcommand, its word on the console, and its key in {@code stageSeconds}
   * of the manifest.
   */
  String name();

  /** One sentence for {@code --help}. */
  String description();

  /** Runs the stage on what earlier stages have written to the catalogue. */
  R run(StageContext context) throws IOException;

  /** One line for the operator about what {@link #run} did. */
  String summarize(StageContext context, R result);

  /** What {@link #run} would do, and how long that would take. */
  StagePlan plan(PlanContext context) throws IOException;
}

package io.soundalike.jobs.execution;

import io.soundalike.report.Plural;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Takes what jobs report while they run; by default all of it becomes lines of text. */
@FunctionalInterface
public interface Progress {

  /** Takes a line for the operator. */
  void line(String line);

  /** A stage has begun. */
  default void begins(String stage) {
    line(String.format(Locale.ROOT, "%-10s  ...", stage));
  }

  /**
   * A stage has ended without a failure.
   *
   * @param summary what it did
   * @param seconds its duration
   */
  default void ends(String stage, String summary, double seconds) {
    line(String.format(Locale.ROOT, "%-10s  %s  (%.1f s)", stage, summary, seconds));
  }

  /** Songs of a stage are committed: they are kept even if the run fails. */
  default void commits(Songs songs) {
    line("  " + songs);
  }

  /** Songs of a stage are done, not all of them committed; called at each executor heartbeat. */
  default void advances(Songs songs) {}

  /**
   * Takes the result of a command.
   *
   * @param lines the result for people
   * @param rows the same for programs
   */
  default void result(List<String> lines, List<? extends Map<String, ?>> rows) {
    lines.forEach(this::line);
  }

  /** Takes a result of one line or one row. */
  default void result(String line, Map<String, ?> row) {
    result(List.of(line), List.of(row));
  }

  /** Ends the reports, after a success or a failure. */
  default void close() {}

  /**
   * The progress of a stage.
   *
   * @param stage the stage's name
   * @param done songs that are done
   * @param all songs that the stage has to process
   * @param seconds since the first of them was begun
   */
  record Songs(String stage, long done, long all, double seconds) {

    /** Songs per second. */
    public double rate() {
      return done / seconds;
    }

    /** Seconds left at this rate; infinite or NaN before the first song is done. */
    public double secondsLeft() {
      return seconds * (all - done) / done;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%d of %s, %.1f a second%s", done, Plural.of(all, "song"), rate(), left());
    }

    private String left() {
      double left = secondsLeft();
      return done == all || done == 0
          ? ""
          : String.format(
              Locale.ROOT,
              left < 120 ? ", %.0f s left" : ", %.0f min left",
              left < 120 ? left : left / 60);
    }
  }
}

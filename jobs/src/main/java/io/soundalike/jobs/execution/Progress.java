package io.soundalike.jobs.execution;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Told what jobs do, as they do it; as lines of text, if no more is wanted. */
@FunctionalInterface
public interface Progress {

  /** Something the operator may want to know. */
  void line(String line);

  /** A stage begins. */
  default void begins(String stage) {
    line(String.format(Locale.ROOT, "%-10s  ...", stage));
  }

  /**
   * A stage has ended well.
   *
   * @param summary what it did
   */
  default void ends(String stage, String summary, double seconds) {
    line(String.format(Locale.ROOT, "%-10s  %s  (%.1f s)", stage, summary, seconds));
  }

  /** So many songs of a stage are done and committed: they are kept whatever happens. */
  default void commits(Songs songs) {
    line("  " + songs);
  }

  /** So many songs of a stage are done; told with each heartbeat of an executor. */
  default void advances(Songs songs) {}

  /**
   * What somebody has asked for.
   *
   * @param lines for people
   * @param rows the same for programs
   */
  default void result(List<String> lines, List<? extends Map<String, ?>> rows) {
    lines.forEach(this::line);
  }

  /** One that is a single line, or row. */
  default void result(String line, Map<String, ?> row) {
    result(List.of(line), List.of(row));
  }

  /** Nothing more will be told, be it that all went well or not. */
  default void close() {}

  /**
   * How far a stage is.
   *
   * @param done songs that are
   * @param all songs that it has to do
   * @param seconds since it began with them
   */
  record Songs(String stage, long done, long all, double seconds) {

    /** Songs a second. */
    public double rate() {
      return done / seconds;
    }

    /** Seconds left at this rate; endless before the first song is done. */
    public double secondsLeft() {
      return seconds * (all - done) / done;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%d of %d songs, %.1f a second%s", done, all, rate(), left());
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

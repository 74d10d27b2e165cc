package io.soundalike.jobs;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Does a stage's work in groups, each of which counts once it is done: a run that is stopped keeps
 * them.
 */
final class CommitGroups {

  private CommitGroups() {}

  /** The work of one group. */
  interface Work<T> {

    /**
     * Does it.
     *
     * @param name of the folder that it writes
     */
    void commit(String name, List<T> part) throws IOException;
  }

  /** Splits songs into groups of {@code spark.songs-per-commit} and does one after the other. */
  static <T> void of(JobContext context, List<T> songs, Work<T> work) throws IOException {
    int size = context.songsPerCommit();
    long start = System.nanoTime();

    for (int from = 0; from < songs.size(); from += size) {
      int to = Math.min(songs.size(), from + size);
      work.commit(name(context, from / size), List.copyOf(songs.subList(from, to)));
      report(context, to, songs.size(), (System.nanoTime() - start) / 1e9);
    }
  }

  /** A group's folder; the first is named as if it were the only one. */
  static String name(JobContext context, int group) {
    return group == 0 ? context.runId() : "%s-%06d".formatted(context.runId(), group);
  }

  /** Says how far a stage is that has more than one group. */
  static void report(JobContext context, long done, long all, double seconds) {
    if (all > context.songsPerCommit()) {
      context.report(
          "  %d of %d songs, %.1f a second%s",
          done, all, done / seconds, done == all ? "" : ", " + left(seconds * (all - done) / done));
    }
  }

  private static String left(double seconds) {
    return String.format(
        Locale.ROOT,
        seconds < 120 ? "%.0f s left" : "%.0f min left",
        seconds < 120 ? seconds : seconds / 60);
  }
}

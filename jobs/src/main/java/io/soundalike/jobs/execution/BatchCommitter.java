package io.soundalike.jobs.execution;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.spark.util.LongAccumulator;

/**
 * Does a stage's work in groups, each of which counts once it is done: a run that is stopped keeps
 * them.
 */
public final class BatchCommitter {

  private BatchCommitter() {}

  /** The work of one group. */
  public interface Work<T> {

    /**
     * Does it.
     *
     * @param name of the folder that it writes
     * @param songs takes 1 for each song that is done
     */
    void commit(String name, List<T> part, LongAccumulator songs) throws IOException;
  }

  /** Splits songs into groups of {@code spark.songs-per-commit} and does one after the other. */
  public static <T> void of(JobContext context, String stage, List<T> songs, Work<T> work)
      throws IOException {
    int size = context.songsPerCommit();

    try (SongProgressListener counter = SongProgressListener.of(context, stage, songs.size())) {
      for (int from = 0; from < songs.size(); from += size) {
        int to = Math.min(songs.size(), from + size);
        work.commit(
            name(context, from / size), List.copyOf(songs.subList(from, to)), counter.songs());
        counter.committed(to);
      }
    }
  }

  /** A group's folder; the first is named as if it were the only one. */
  public static String name(JobContext context, int group) {
    return group == 0
        ? context.runId()
        : String.format(Locale.ROOT, "%s-%06d", context.runId(), group);
  }
}

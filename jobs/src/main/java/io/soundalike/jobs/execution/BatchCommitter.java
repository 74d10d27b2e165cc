package io.soundalike.jobs.execution;

import io.soundalike.jobs.catalogue.GroupedTable;
import java.io.IOException;
import java.util.List;
import org.apache.spark.util.LongAccumulator;

/**
 * Splits a stage's work into batches and commits each by itself, so that a run that is stopped
 * keeps the batches that it has finished.
 */
public final class BatchCommitter {

  private BatchCommitter() {}

  /** Processes and commits one batch. */
  public interface Work<T> {

    /**
     * Processes and commits one batch.
     *
     * @param group name of the group that it writes
     * @param batch the songs
     * @param songs accumulator that takes 1 for each song that is done
     */
    void commit(String group, List<T> batch, LongAccumulator songs) throws IOException;
  }

  /**
   * Splits songs into batches of {@code spark.songs-per-commit} and commits one after the other.
   *
   * @param stage the stage's name, for progress
   */
  public static <T> void commitInBatches(
      JobContext context, String stage, List<T> songs, Work<T> work) throws IOException {
    int size = context.songsPerCommit();

    try (SongProgressListener listener = SongProgressListener.start(context, stage, songs.size())) {
      for (int from = 0; from < songs.size(); from += size) {
        int to = Math.min(songs.size(), from + size);
        work.commit(
            GroupedTable.groupName(context.runId(), from / size),
            List.copyOf(songs.subList(from, to)),
            listener.songs());
        listener.reportCommitted(to);
      }
    }
  }
}

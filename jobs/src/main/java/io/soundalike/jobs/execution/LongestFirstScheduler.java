package io.soundalike.jobs.execution;

import io.soundalike.jobs.table.AudioFileRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;

/**
 * Distributes songs among tasks by their bytes: the largest song goes to the task with the fewest
 * bytes, then the next largest, and the task with the most bytes starts first. So a long song does
 * not delay the end of a stage.
 *
 * <p>References: R. L. Graham, Bounds on multiprocessing timing anomalies, SIAM Journal on Applied
 * Mathematics 17(2), 1969: longest processing time first
 */
public final class LongestFirstScheduler {

  /** The cost of opening a file, as bytes that are decoded in the same time. */
  private static final long FILE_BYTES = 10_000;

  private LongestFirstScheduler() {}

  /** The songs' rows, with the rows of each task in a partition of its own. */
  public static Dataset<AudioFileRow> schedule(JobContext context, List<AudioFileRow> songs) {
    List<List<AudioFileRow>> tasks = distribute(songs, context.partitions(songs.size()));
    JavaRDD<AudioFileRow> rows =
        context.javaSpark().parallelize(tasks, tasks.size()).flatMap(List::iterator);
    return context.spark().createDataset(rows.rdd(), AudioFileRow.ENCODER);
  }

  /** The songs of each task, the task with the most bytes and its largest song first. */
  static List<List<AudioFileRow>> distribute(List<AudioFileRow> songs, int count) {
    List<AudioFileRow> largestFirst = new ArrayList<>(songs);
    largestFirst.sort(
        Comparator.comparingLong(AudioFileRow::getLength)
            .reversed()
            .thenComparing(AudioFileRow::getPath));
    List<Task> tasks = new ArrayList<>();

    for (int i = 0; i < count; i++) {
      tasks.add(new Task());
    }

    PriorityQueue<Task> leastFirst = new PriorityQueue<>(Comparator.comparingLong(t -> t.bytes));
    leastFirst.addAll(tasks);

    for (AudioFileRow song : largestFirst) {
      Task task = leastFirst.remove();
      task.songs.add(song);
      task.bytes += song.getLength() + FILE_BYTES;
      leastFirst.add(task);
    }

    tasks.sort(Comparator.comparingLong((Task t) -> t.bytes).reversed());
    return tasks.stream().map(task -> task.songs).toList();
  }

  private static final class Task {

    private final List<AudioFileRow> songs = new ArrayList<>();
    private long bytes;
  }
}

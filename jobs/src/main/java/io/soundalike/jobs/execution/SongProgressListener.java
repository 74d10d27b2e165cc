package io.soundalike.jobs.execution;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.metrics.source.LongAccumulatorSource$;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.util.LongAccumulator;
import scala.collection.JavaConverters;
import scala.collection.immutable.Map.Map1;

/**
 * Counts the songs of a stage while its tasks run, for the operator and as the gauge {@code
 * <stage>.songs} of Spark's metrics. A running task reports its count with its executor's
 * heartbeats. Songs of a task that runs twice are counted twice in the gauge; the manifest has the
 * exact counts.
 */
public final class SongProgressListener extends SparkListener implements AutoCloseable {

  private final JobContext context;
  private final String stage;
  private final long all;
  private final LongAccumulator done;
  private final Map<Long, Long> byTask = new HashMap<>();
  private final long start = System.nanoTime();
  private boolean isClosed;

  private SongProgressListener(JobContext context, String stage, long all) {
    this.context = context;
    this.stage = stage;
    this.all = all;
    this.done = registerGauge(context, stage + ".songs");
  }

  /**
   * Starts to count; {@link #close} ends it.
   *
   * @param stage the stage's name
   * @param all songs that the stage has to process
   */
  public static SongProgressListener start(JobContext context, String stage, long all) {
    SongProgressListener listener = new SongProgressListener(context, stage, all);
    context.spark().sparkContext().addSparkListener(listener);
    return listener;
  }

  /**
   * Registers an accumulator as a gauge of Spark's metrics.
   *
   * @param name the gauge's name
   */
  public static LongAccumulator registerGauge(JobContext context, String name) {
    SparkContext spark = context.spark().sparkContext();
    LongAccumulator gauge = spark.longAccumulator(name);
    LongAccumulatorSource$.MODULE$.register(spark, new Map1<>(name, gauge));
    return gauge;
  }

  /** The accumulator to which tasks add 1 for each song. */
  public LongAccumulator songs() {
    return done;
  }

  /** Reports how many songs are committed; silent if one batch holds all songs. */
  public void reportCommitted(long songs) {
    if (all > context.songsPerCommit()) {
      context.progress().commits(soFar(songs));
    }
  }

  @Override
  public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    JavaConverters.seqAsJavaList(update.accumUpdates())
        .forEach(
            task ->
                JavaConverters.seqAsJavaList(task._4())
                    .forEach(info -> record((Long) task._1(), info)));
    reportProgress();
  }

  private void record(long task, AccumulableInfo info) {
    if (info.id() == done.id() && info.update().isDefined()) {
      byTask.merge(task, ((Number) info.update().get()).longValue(), Math::max);
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    long task = end.taskInfo().taskId();

    if (end.taskInfo().successful()) {
      JavaConverters.seqAsJavaList(end.taskInfo().accumulables())
          .forEach(info -> record(task, info));
    } else {
      byTask.remove(task);
    }

    reportProgress();
  }

  private void reportProgress() {
    if (!isClosed) {
      long soFar = byTask.values().stream().mapToLong(Long::longValue).sum();
      context.progress().advances(soFar(Math.min(soFar, all)));
    }
  }

  private Progress.Songs soFar(long songs) {
    return new Progress.Songs(stage, songs, all, (System.nanoTime() - start) / 1e9);
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    context.spark().sparkContext().removeSparkListener(this);
  }
}

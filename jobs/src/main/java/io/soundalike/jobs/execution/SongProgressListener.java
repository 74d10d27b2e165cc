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
 * Counts the songs of a stage while its tasks run, for the operator and for Spark's metrics, where
 * it is the gauge {@code <stage>.songs}. A task that runs tells how far it is by its executor's
 * heartbeats. Songs of a task that has to run again count again: what was done, the manifest says.
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
    this.done = gauge(context, stage + ".songs");
  }

  /** Counts up to {@code all} until it is closed. */
  public static SongProgressListener of(JobContext context, String stage, long all) {
    SongProgressListener counter = new SongProgressListener(context, stage, all);
    context.spark().sparkContext().addSparkListener(counter);
    return counter;
  }

  /** A number that tasks add to and Spark's metrics show. */
  public static LongAccumulator gauge(JobContext context, String name) {
    SparkContext spark = context.spark().sparkContext();
    LongAccumulator gauge = spark.longAccumulator(name);
    LongAccumulatorSource$.MODULE$.register(spark, new Map1<>(name, gauge));
    return gauge;
  }

  /** What tasks add 1 to for each song. */
  public LongAccumulator songs() {
    return done;
  }

  /** Says that so many are committed; nothing if they are all, and were done at once. */
  public void committed(long songs) {
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
                    .forEach(info -> take((Long) task._1(), info)));
    tell();
  }

  private void take(long task, AccumulableInfo info) {
    if (info.id() == done.id() && info.update().isDefined()) {
      byTask.merge(task, ((Number) info.update().get()).longValue(), Math::max);
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    long task = end.taskInfo().taskId();

    if (end.taskInfo().successful()) {
      JavaConverters.seqAsJavaList(end.taskInfo().accumulables()).forEach(info -> take(task, info));
    } else {
      byTask.remove(task);
    }

    tell();
  }

  private void tell() {
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

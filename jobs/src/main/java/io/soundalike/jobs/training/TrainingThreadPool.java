package io.soundalike.jobs.training;

import io.soundalike.jobs.execution.MappedIterator;
import io.soundalike.nd4j.NativeAcceleration;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A pool of threads for training, as many as tasks have trained at once in this JVM. ND4J allocates
 * a network's memory per thread, and Spark starts new threads for its tasks: in Spark's threads
 * memory would grow from round to round, and freeing it after each task costs a tenth of the time.
 */
final class TrainingThreadPool {

  private static final Deque<ExecutorService> IDLE = new ConcurrentLinkedDeque<>();

  private TrainingThreadPool() {}

  /** Takes a thread for the current task and returns it to the pool when the task ends. */
  static ExecutorService acquireForTask() {
    ExecutorService idle = IDLE.pollFirst();
    ExecutorService thread = idle == null ? start() : idle;
    MappedIterator.closedWithTask((AutoCloseable) () -> IDLE.addFirst(thread));
    return thread;
  }

  private static ExecutorService start() {
    ExecutorService thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread named = new Thread(work, "training");
              named.setDaemon(true);
              return named;
            });
    run(
        thread,
        () -> {
          NativeAcceleration.useOneThread();
          return true;
        });
    return thread;
  }

  /** Runs work in a thread and waits for its result. */
  static <T> T run(ExecutorService thread, Callable<T> work) {
    try {
      return thread.submit(work).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while training a network", e);
    }
  }
}

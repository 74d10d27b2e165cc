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
 * Threads in which networks train, as many as tasks ever trained at once in this JVM. ND4J keeps a
 * network's memory for each thread, and Spark starts threads for its tasks as it likes: in its own
 * threads memory would grow from round to round, and giving it back with each task costs a tenth of
 * the time.
 */
final class TrainingThreadPool {

  private static final Deque<ExecutorService> IDLE = new ConcurrentLinkedDeque<>();

  private TrainingThreadPool() {}

  /** A thread for the task that is running, until its end; the last used is the first again. */
  static ExecutorService ofTask() {
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

  /** Has a thread work, and waits. */
  static <T> T run(ExecutorService thread, Callable<T> work) {
    try {
      return thread.submit(work).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while a network trains", e);
    }
  }
}

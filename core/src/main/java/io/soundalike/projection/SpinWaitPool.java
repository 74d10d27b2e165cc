package io.soundalike.projection;

import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread pool for thousands of parallel loops of less than a millisecond each. Threads of a
 * parallel stream sleep between two loops, and waking them takes as long as a loop; the threads of
 * this pool spin while they wait. Their number is at most the parallelism of the caller's
 * ForkJoinPool, or the number of processors outside of one.
 */
final class SpinWaitPool implements AutoCloseable {

  /** Spins before a thread sleeps: some tenths of a millisecond. */
  private static final int SPINS = 10_000;

  private static final long SLEEP_NANOS = 50_000;

  /** Smallest number of points for each thread. */
  private static final int POINTS_PER_THREAD = 64;

  private volatile @Nullable Loop loop;
  private volatile boolean isClosed;

  /**
   * Starts the threads.
   *
   * @param points of the map: one thread for each 64
   */
  SpinWaitPool(int points) {
    int available =
        ForkJoinTask.inForkJoinPool()
            ? ForkJoinTask.getPool().getParallelism()
            : Runtime.getRuntime().availableProcessors();
    int threads = Math.min(available, points / POINTS_PER_THREAD);

    for (int helper = 1; helper < threads; helper++) {
      Thread thread = new Thread(this::runHelper, "map-" + helper);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static final class Loop {

    private final int iterations;
    private final Supplier<IntConsumer> worker;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Loop(int iterations, Supplier<IntConsumer> worker) {
      this.iterations = iterations;
      this.worker = worker;
    }

    /** Runs iterations until none is left. */
    void run() {
      int i = next.getAndIncrement();

      if (i < iterations) {
        IntConsumer body = worker.get();

        for (; i < iterations; i = next.getAndIncrement()) {
          try {
            body.accept(i);
          } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
          } finally {
            done.incrementAndGet();
          }
        }
      }
    }

    boolean isDone() {
      return done.get() == iterations;
    }
  }

  /**
   * Runs a loop in parallel; each thread takes the next iteration when it has finished one.
   *
   * @param iterations number of iterations; the body is called with 0 to this minus 1
   * @param worker makes the loop body of one thread; must not throw
   * @throws RuntimeException or Error, the first that an iteration threw, after all have ended
   */
  void parallelFor(int iterations, Supplier<IntConsumer> worker) {
    Loop now = new Loop(iterations, worker);
    loop = now;
    now.run();

    // Waits for iterations that other threads have taken; one of them may have lost its processor.
    for (int spins = 0; !now.isDone(); spins++) {
      pause(spins);
    }

    Throwable failure = now.failure.get();

    if (failure instanceof Error error) {
      throw error;
    } else if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  /**
   * Sums a value over all points, in their order, so that the result does not depend on threads.
   */
  double parallelSum(int n, IntToDoubleFunction value) {
    double[] values = new double[n];
    parallelFor(n, () -> i -> values[i] = value.applyAsDouble(i));
    return GradientModel.sum(values);
  }

  private void runHelper() {
    Loop last = null;

    for (int spins = 0; !isClosed; spins++) {
      Loop now = loop;

      if (now != null && now != last) {
        now.run();
        last = now;
        spins = 0;
      } else {
        pause(spins);
      }
    }
  }

  private static void pause(int spins) {
    if (spins < SPINS) {
      Thread.onSpinWait();
    } else {
      LockSupport.parkNanos(SLEEP_NANOS);
    }
  }

  /** Ends the threads. */
  @Override
  public void close() {
    isClosed = true;
  }
}

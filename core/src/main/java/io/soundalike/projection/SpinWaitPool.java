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
 * Threads that share work of less than a millisecond, thousands of times on end. A parallel stream
 * lets its threads sleep between two works, and waking one takes as long as such a work; these look
 * out for the next. They are at most as many as the pool has that the caller belongs to, or else as
 * the machine has processors.
 */
final class SpinWaitPool implements AutoCloseable {

  /** Looks before a thread sleeps between two of them: some tenths of a millisecond. */
  private static final int LOOKS = 10_000;

  private static final long NAP_NANOS = 50_000;

  /** Fewer points are not worth another thread. */
  private static final int POINTS = 64;

  private volatile @Nullable Work work;
  private volatile boolean isOver;

  /** For a map of so many points. */
  SpinWaitPool(int points) {
    int available =
        ForkJoinTask.inForkJoinPool()
            ? ForkJoinTask.getPool().getParallelism()
            : Runtime.getRuntime().availableProcessors();
    int threads = Math.min(available, points / POINTS);

    for (int helper = 1; helper < threads; helper++) {
      Thread thread = new Thread(this::help, "map-" + helper);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static final class Work {

    private final int pieces;
    private final Supplier<IntConsumer> worker;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Work(int pieces, Supplier<IntConsumer> worker) {
      this.pieces = pieces;
      this.worker = worker;
    }

    /** Takes piece after piece until there is none. */
    void join() {
      int piece = next.getAndIncrement();

      if (piece < pieces) {
        IntConsumer mine = worker.get();

        for (; piece < pieces; piece = next.getAndIncrement()) {
          try {
            mine.accept(piece);
          } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
          } finally {
            done.incrementAndGet();
          }
        }
      }
    }

    boolean isDone() {
      return done.get() == pieces;
    }
  }

  /**
   * Does some pieces of work; each thread takes the next when it is done with one.
   *
   * @param worker makes what one thread works with; does not fail
   */
  void share(int pieces, Supplier<IntConsumer> worker) {
    Work now = new Work(pieces, worker);
    work = now;
    now.join();

    // What is left is in the others' hands; one of them may have lost its processor.
    for (int looks = 0; !now.isDone(); looks++) {
      rest(looks);
    }

    Throwable failure = now.failure.get();

    if (failure instanceof Error error) {
      throw error;
    } else if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  /** The sum of a number for each point, added up in their order: it does not depend on threads. */
  double sum(int n, IntToDoubleFunction ofPoint) {
    double[] values = new double[n];
    share(n, () -> i -> values[i] = ofPoint.applyAsDouble(i));
    return GradientModel.sum(values);
  }

  private void help() {
    Work last = null;

    for (int looks = 0; !isOver; looks++) {
      Work now = work;

      if (now != null && now != last) {
        now.join();
        last = now;
        looks = 0;
      } else {
        rest(looks);
      }
    }
  }

  private static void rest(int looks) {
    if (looks < LOOKS) {
      Thread.onSpinWait();
    } else {
      LockSupport.parkNanos(NAP_NANOS);
    }
  }

  /** Sends the others home. */
  @Override
  public void close() {
    isOver = true;
  }
}

package io.soundalike.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SpinWaitPoolTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void eachIterationRunsOnce(int threads) throws Exception {
    AtomicIntegerArray done = new AtomicIntegerArray(1000);
    ForkJoinPool caller = new ForkJoinPool(threads);
    caller
        .submit(
            () -> {
              try (SpinWaitPool pool = new SpinWaitPool(1000)) {
                for (int round = 0; round < 200; round++) {
                  pool.parallelFor(done.length(), () -> done::incrementAndGet);
                }
              }
            })
        .get();
    caller.shutdown();

    assertThat(IntStream.range(0, done.length()).map(done::get)).containsOnly(200);
  }

  @Test
  void sumsAreInTheOrderOfPoints() {
    try (SpinWaitPool pool = new SpinWaitPool(1000)) {
      assertThat(pool.parallelSum(101, i -> i)).isEqualTo(5050);
      assertThat(pool.parallelSum(0, i -> i)).isZero();
    }
  }

  @Test
  void threadsEndWhenThePoolIsClosed() throws Exception {
    ForkJoinPool caller = new ForkJoinPool(3);
    Thread[] before = threads();
    caller.submit(() -> new SpinWaitPool(1000).close()).get();
    caller.shutdown();

    while (threads().length > before.length) {
      Thread.sleep(5);
    }
  }

  private static Thread[] threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("map-"))
        .toArray(Thread[]::new);
  }

  @Test
  void failureOfAnIterationIsThrownToTheCaller() {
    try (SpinWaitPool pool = new SpinWaitPool(1000)) {
      assertThatThrownBy(
              () ->
                  pool.parallelFor(
                      90,
                      () ->
                          i -> {
                            if (i == 70) {
                              throw new IllegalStateException("iteration " + i);
                            }
                          }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("iteration 70");
      assertThat(pool.parallelSum(3, i -> 1)).isEqualTo(3);
    }
  }
}

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
  void eachPieceIsDoneOnce(int threads) throws Exception {
    AtomicIntegerArray done = new AtomicIntegerArray(1000);
    ForkJoinPool pool = new ForkJoinPool(threads);
    pool.submit(
            () -> {
              try (SpinWaitPool team = new SpinWaitPool(1000)) {
                for (int round = 0; round < 200; round++) {
                  team.share(done.length(), () -> done::incrementAndGet);
                }
              }
            })
        .get();
    pool.shutdown();

    assertThat(IntStream.range(0, done.length()).map(done::get)).containsOnly(200);
  }

  @Test
  void sumsDoNotDependOnThreads() {
    try (SpinWaitPool team = new SpinWaitPool(1000)) {
      assertThat(team.sum(101, i -> i)).isEqualTo(5050);
      assertThat(team.sum(0, i -> i)).isZero();
    }
  }

  @Test
  void threadsGoWhenTheTeamIsOver() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(3);
    Thread[] before = threads();
    pool.submit(() -> new SpinWaitPool(1000).close()).get();
    pool.shutdown();

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
  void aFailureIsTheCallers() {
    try (SpinWaitPool team = new SpinWaitPool(1000)) {
      assertThatThrownBy(
              () ->
                  team.share(
                      90,
                      () ->
                          piece -> {
                            if (piece == 70) {
                              throw new IllegalStateException("piece " + piece);
                            }
                          }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("piece 70");
      assertThat(team.sum(3, i -> 1)).isEqualTo(3);
    }
  }
}

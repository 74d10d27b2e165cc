package io.soundalike.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.model.MemoryPlan;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MemoryCheckTest {

  private static final long GIB = 1 << 30;
  private static final MemoryPlan PLAN = new MemoryPlan(2, 2 * GIB, 3 * GIB);

  @Test
  void machineWithTooLittleMemoryIsRefused() {
    refused(
        () -> MemoryCheck.verifyEmbedded(PLAN, 6 * GIB, 8 * GIB),
        "Training needs 3.2 GB outside the heap, but the machine has 8.6 GB, of which the heap may"
            + " take 6.4 GB; set SOUNDALIKE_JAVA_OPTS=-Xmx4352m, or a lower"
            + " training.batch-size-per-worker.");
    assertThatCode(() -> MemoryCheck.verifyEmbedded(PLAN, 5 * GIB, 8 * GIB))
        .doesNotThrowAnyException();
  }

  @Test
  void executorWithTooLittleOverheadIsRefused() {
    refused(
        () -> MemoryCheck.verifyExecutor(PLAN, 2 * GIB),
        "Training needs 3.2 GB outside the heap of an executor with 2 tasks, but its overhead is"
            + " 2.1 GB; set spark.executor.memoryOverhead=3841m (soundalike doctor shows all"
            + " flags).");
    assertThatCode(() -> MemoryCheck.verifyExecutor(PLAN, 3 * GIB)).doesNotThrowAnyException();
  }

  private static void refused(ThrowingCallable check, String message) {
    assertThatThrownBy(check)
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.RESOURCES))
        .hasMessage(message);
  }
}

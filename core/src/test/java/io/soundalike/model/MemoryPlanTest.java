package io.soundalike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class MemoryPlanTest {

  private static final String[] PLAIN = {
    "model.channels=[16,8,8]",
    "model.batch-norm=false",
    "model.frames-per-column=1",
    "model.pooling=mean-std",
    "training.contrast=0"
  };

  @Test
  void activationsAreThoseOfTheNetwork() {
    assertActivations(SettingsReader.read(List.of(), List.of("features.n-mels=64")), 64);
    assertActivations(
        SettingsReader.read(
            List.of(),
            Stream.concat(
                    Stream.of(PLAIN), Stream.of("features.n-mels=64", "model.patch-columns=32"))
                .toList()),
        32);
  }

  private static void assertActivations(Settings settings, int columns) {
    long counted = 0;

    for (INDArray layer :
        ConvolutionalAutoencoder.create(settings)
            .feedForward(Nd4j.zeros(1, 1, 64, columns), false)
            .values()) {
      counted += layer.length();
    }

    // DL4J lists the input too.
    assertThat(MemoryPlan.activations(settings)).isEqualTo(counted - 64L * columns);
  }

  @Test
  void nativeMemoryGrowsLinearlyWithTasks() {
    Settings settings = SettingsReader.defaults();
    MemoryPlan one = MemoryPlan.estimate(settings, 1);
    MemoryPlan three = MemoryPlan.estimate(settings, 3);
    MemoryPlan doubled =
        MemoryPlan.estimate(
            SettingsReader.read(List.of(), List.of("training.batch-size-per-worker=128")), 1);
    long task = (three.nativeBytes() - one.nativeBytes()) / 2;

    assertThat(doubled.nativeBytes() - one.nativeBytes()).isCloseTo(task, within(2L));
    assertThat(one.physicalBytes()).isEqualTo(one.heapBytes() + one.overheadBytes());
    assertThat(one.overheadBytes()).isGreaterThan(one.nativeBytes());
  }

  /** TrainingBenchmark measures this peak of a training step, without the JVM's base. */
  @Test
  void articlesNetworkNeedsAGigabyteForAPatch() {
    Settings article =
        SettingsReader.read(
            List.of(),
            Stream.concat(
                    Stream.of(PLAIN),
                    Stream.of(
                        "features.n-mels=512",
                        "features.f-max-hz=8192",
                        "features.frames=2584",
                        "model.patch-columns=2584",
                        "training.batch-size-per-worker=1"))
                .toList());
    double two = MemoryPlan.estimate(article, 2).nativeBytes();
    double one = MemoryPlan.estimate(article, 1).nativeBytes();

    assertThat((two - one) / 1e6).isBetween(1000.0, 1300.0);
  }
}

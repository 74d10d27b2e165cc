package io.soundalike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class MemoryPlanTest {

  @Test
  void activationsAreTheNetworks() {
    Settings settings =
        SettingsReader.read(
            List.of(),
            List.of("model.channels=[16,8,8]", "features.n-mels=64", "model.patch-frames=32"));
    long counted = 0;

    for (INDArray layer :
        ConvolutionalAutoencoder.create(settings).feedForward(Nd4j.zeros(1, 1, 64, 32))) {
      counted += layer.length();
    }

    // DL4J lists the image too.
    assertThat(MemoryPlan.activations(settings.model(), 64 * 32)).isEqualTo(counted - 64 * 32);
  }

  @Test
  void whatEachTaskHoldsIsAddedUp() {
    Settings settings = SettingsReader.defaults();
    MemoryPlan one = MemoryPlan.of(settings, 1);
    MemoryPlan three = MemoryPlan.of(settings, 3);
    MemoryPlan doubled =
        MemoryPlan.of(
            SettingsReader.read(List.of(), List.of("training.batch-size-per-worker=8")), 1);
    long task = (three.nativeBytes() - one.nativeBytes()) / 2;

    assertThat(doubled.nativeBytes() - one.nativeBytes()).isCloseTo(task, within(2L));
    assertThat(one.physicalBytes()).isEqualTo(one.heapBytes() + one.overheadBytes());
    assertThat(one.overheadBytes()).isGreaterThan(one.nativeBytes());
  }

  /** Measured peaks of a step, MB beyond the JVM's base, by TrainingBenchmark's command. */
  @Test
  void theArticlesNetworkNeedsAGigabyteForAnImage() {
    Settings article =
        SettingsReader.read(
            List.of(),
            List.of(
                "features.n-mels=512",
                "features.f-max-hz=8192",
                "features.frames=2584",
                "model.patch-frames=2584",
                "training.batch-size-per-worker=1"));
    double two = MemoryPlan.of(article, 2).nativeBytes();
    double one = MemoryPlan.of(article, 1).nativeBytes();

    assertThat((two - one) / 1e6).isBetween(1000.0, 1300.0);
  }
}

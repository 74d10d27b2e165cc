package io.soundalike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.features.MelSpectrogram;
import io.soundalike.settings.InvalidSettingsException;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The network with both outputs, reconstruction and projection head. */
class ContrastiveNetworkTest {

  private static final int SIDE = 16;
  private static final Settings SETTINGS = settings();

  @ParameterizedTest
  @ValueSource(
      strings = {"model.batch-norm=true", "model.batch-norm=false", "model.recurrence=lstm"})
  void gradientsAgreeWithFiniteDifferences(String override) {
    INDArray patches = patches(6);
    INDArray songs = Nd4j.createFromArray(0d, 0d, 1d, 1d, 2d, 2d).reshape(6, 1);

    Gradients.verify(settings(override), patches, patches, songs);
  }

  @Test
  void trainingReducesContrastiveAndReconstructionLoss() {
    ComputationGraph network = ConvolutionalAutoencoder.create(SETTINGS);
    INDArray patches = patches(8).castTo(network.params().dataType());
    INDArray songs = Nd4j.createFromArray(0f, 0f, 1f, 1f, 2f, 2f, 3f, 3f).reshape(8, 1);
    MultiDataSet batch =
        new MultiDataSet(new INDArray[] {patches}, new INDArray[] {patches, songs});
    double before = network.score(batch, true);

    for (int step = 0; step < 60; step++) {
      network.fit(batch);
    }

    // A random choice among seven patches costs ln 7 nats per pixel, as DL4J counts.
    assertThat(before / (SIDE * SIDE)).isGreaterThan(1.5);
    assertThat(network.score(batch, true) / (SIDE * SIDE)).isLessThan(0.9);
  }

  @Test
  void normalisationKeepsVariancesAndNoNegativeGamma() {
    ComputationGraph network = ConvolutionalAutoencoder.create(SETTINGS);
    INDArray patches = patches(8).castTo(network.params().dataType());
    INDArray songs = Nd4j.createFromArray(0f, 0f, 1f, 1f, 2f, 2f, 3f, 3f).reshape(8, 1);
    Map<String, INDArray> parameters = network.getLayer("normalisation0").paramTable();

    // Parameter averaging takes the mean of what is kept: that of variances, not of logarithms.
    assertThat(parameters).containsKeys("gamma", "beta", "mean", "var").hasSize(4);

    parameters.get("gamma").assign(-1);
    network.fit(new MultiDataSet(new INDArray[] {patches}, new INDArray[] {patches, songs}));

    assertThat(parameters.get("gamma").minNumber().doubleValue()).isNotNegative();
  }

  @Test
  void embeddingIsTheMeanOfNormalisedHeadOutputs() {
    MelSpectrogram song = song(2 * SIDE);

    try (Encoder encoder = new Encoder(ConvolutionalAutoencoder.create(SETTINGS), SETTINGS)) {
      double[] first = encoder.projectHead(song, new int[] {0})[0];
      double[] second = encoder.projectHead(song, new int[] {0, SIDE})[1];
      float[] embedding = encoder.embed(List.of(song));

      assertThat(embedding).hasSize(64);
      assertThat(java.util.Arrays.stream(first).map(x -> x * x).sum()).isCloseTo(1, within(1e-5));
      assertThat((double) embedding[5]).isCloseTo((first[5] + second[5]) / 2, within(1e-6));
    }
  }

  @Test
  void temporalPoolingGivesMeansThenDeviations() {
    INDArray code = Nd4j.rand(3, 2, 4, 5);
    org.deeplearning4j.nn.graph.vertex.GraphVertex vertex =
        new TemporalPoolingVertex()
            .instantiate(
                ConvolutionalAutoencoder.create(SETTINGS),
                "pooled",
                1,
                Nd4j.empty(),
                true,
                code.dataType());
    vertex.setInputs(code);

    INDArray pooled =
        vertex.doForward(true, org.deeplearning4j.nn.workspace.LayerWorkspaceMgr.noWorkspaces());

    assertThat(pooled.shape()).containsExactly(3, 16);
    assertThat(pooled.getDouble(1, 6)).isCloseTo(code.mean(3).getDouble(1, 1, 2), within(1e-6));
    assertThat(pooled.getDouble(2, 8 + 3))
        .isCloseTo(Math.sqrt(code.var(false, 3).getDouble(2, 0, 3) + 1e-5), within(1e-5));
  }

  @Test
  void equalisedPatchesStayInTheUnitInterval() {
    float[] patch = new float[2 + SIDE * SIDE];
    java.util.Arrays.fill(patch, .5f);
    patch[2] = 0;
    patch[3] = 1;
    Augmentation.equalise(patch, 2, SIDE, SIDE, new Random(3));

    assertThat(patch[0]).isEqualTo(.5f);
    assertThat(patch[2]).isZero();
    // All values of a row change equally, and the change is linear over rows.
    assertThat(patch[5]).isEqualTo(patch[4]).isNotEqualTo(.5f);
    float step = patch[2 + SIDE + 4] - patch[2 + 4];
    assertThat(patch[2 + 15 * SIDE + 4] - patch[2 + 4]).isCloseTo(15 * step, within(1e-5f));

    for (float value : patch) {
      assertThat(value).isBetween(0f, 1f);
    }
  }

  @Test
  void maskHidesWholeBands() {
    boolean[] widths = new boolean[5];

    for (int seed = 0; seed < 200; seed++) {
      float[] patch = new float[SIDE * SIDE];
      java.util.Arrays.fill(patch, .5f);
      Augmentation.mask(patch, 0, SIDE, SIDE, new SplittableRandom(seed));
      int hidden = 0;

      for (int b = 0; b < SIDE; b++) {
        for (int t = 1; t < SIDE; t++) {
          assertThat(patch[b * SIDE + t]).isEqualTo(patch[b * SIDE]);
        }

        hidden += patch[b * SIDE] == 0 ? 1 : 0;
      }

      widths[hidden] = true;
    }

    assertThat(widths).containsExactly(true, true, true, true, false);
  }

  @Test
  void contradictorySettingsAreRefused() {
    assertThatThrownBy(() -> settings("training.contrast=0"))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining(
            "model.pooling: expected lda, mean-std or flatten where training.contrast is 0, got head");
    assertThatThrownBy(() -> settings("training.mode=per-song"))
        .hasMessageContaining(
            "training.mode: expected joint where training.contrast is above 0, got per-song");
    assertThatThrownBy(() -> settings("training.patches-per-song=3"))
        .hasMessageContaining("training.patches-per-song: expected an even number above 0");
    assertThatThrownBy(() -> settings("training.batch-size-per-worker=2"))
        .hasMessageContaining("training.batch-size-per-worker: expected an even number above 2");
  }

  private static INDArray patches(int count) {
    double[] pixels = new Random(3).doubles((long) count * SIDE * SIDE).toArray();
    return Nd4j.create(pixels, new long[] {count, 1, SIDE, SIDE}, 'c');
  }

  private static MelSpectrogram song(int frames) {
    byte[] values = new byte[SIDE * frames];
    new Random(1).nextBytes(values);
    return new MelSpectrogram(SIDE, frames, values);
  }

  private static Settings settings(String... overrides) {
    List<String> all = new ArrayList<>(List.of("features.n-mels=16", "model.patch-columns=16"));
    all.add("model.channels=[6,4]");
    all.add("model.frames-per-column=1");
    all.add("training.learning-rate=0.01");
    all.add("model.pooling=head");
    all.addAll(List.of(overrides));
    return SettingsReader.read(List.of(), all);
  }
}

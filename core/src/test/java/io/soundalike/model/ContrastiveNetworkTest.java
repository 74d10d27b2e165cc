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
import java.util.Random;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The network with both of its outputs. */
class ContrastiveNetworkTest {

  private static final int SIDE = 16;
  private static final Settings SETTINGS = settings();

  @ParameterizedTest
  @ValueSource(
      strings = {"model.batch-norm=true", "model.batch-norm=false", "model.recurrence=lstm"})
  void gradientsAreThoseOfFiniteDifferences(String override) {
    INDArray images = images(6);
    INDArray songs = Nd4j.createFromArray(0d, 0d, 1d, 1d, 2d, 2d).reshape(6, 1);

    Gradients.verify(settings(override), images, images, songs);
  }

  @Test
  void songsAreToldApartAndRedrawnBetterWithEachStep() {
    ComputationGraph network = ConvolutionalAutoencoder.create(SETTINGS);
    INDArray images = images(8).castTo(network.params().dataType());
    INDArray songs = Nd4j.createFromArray(0f, 0f, 1f, 1f, 2f, 2f, 3f, 3f).reshape(8, 1);
    MultiDataSet batch = new MultiDataSet(new INDArray[] {images}, new INDArray[] {images, songs});
    double before = network.score(batch, true);

    for (int step = 0; step < 60; step++) {
      network.fit(batch);
    }

    // Chance among seven others is ln 7 nats for each pixel, as DL4J counts.
    assertThat(before / (SIDE * SIDE)).isGreaterThan(1.5);
    assertThat(network.score(batch, true) / (SIDE * SIDE)).isLessThan(0.9);
  }

  @Test
  void embeddingIsTheMeanDirectionOfTheHead() {
    MelSpectrogram song = song(2 * SIDE);

    try (Encoder encoder = new Encoder(ConvolutionalAutoencoder.create(SETTINGS), SETTINGS)) {
      double[] first = encoder.heads(song, new int[] {0})[0];
      double[] second = encoder.heads(song, new int[] {0, SIDE})[1];
      float[] embedding = encoder.embed(List.of(song));

      assertThat(embedding).hasSize(64);
      assertThat(java.util.Arrays.stream(first).map(x -> x * x).sum()).isCloseTo(1, within(1e-5));
      assertThat((double) embedding[5]).isCloseTo((first[5] + second[5]) / 2, within(1e-6));
    }
  }

  @Test
  void poolingGivesMeansThenDeviations() {
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
  void equalisedImagesStayImages() {
    float[] image = new float[2 + SIDE * SIDE];
    java.util.Arrays.fill(image, .5f);
    image[2] = 0;
    image[3] = 1;
    Augmentation.equalise(image, 2, SIDE, SIDE, new Random(3));

    assertThat(image[0]).isEqualTo(.5f);
    assertThat(image[2]).isZero();
    // A row moves as one, and rows move evenly.
    assertThat(image[5]).isEqualTo(image[4]).isNotEqualTo(.5f);
    float step = image[2 + SIDE + 4] - image[2 + 4];
    assertThat(image[2 + 15 * SIDE + 4] - image[2 + 4]).isCloseTo(15 * step, within(1e-5f));

    for (float value : image) {
      assertThat(value).isBetween(0f, 1f);
    }
  }

  @Test
  void theMaskHidesWholeBands() {
    boolean[] widths = new boolean[5];

    for (int seed = 0; seed < 200; seed++) {
      float[] image = new float[SIDE * SIDE];
      java.util.Arrays.fill(image, .5f);
      Augmentation.mask(image, 0, SIDE, SIDE, new SplittableRandom(seed));
      int hidden = 0;

      for (int b = 0; b < SIDE; b++) {
        for (int t = 1; t < SIDE; t++) {
          assertThat(image[b * SIDE + t]).isEqualTo(image[b * SIDE]);
        }

        hidden += image[b * SIDE] == 0 ? 1 : 0;
      }

      widths[hidden] = true;
    }

    assertThat(widths).containsExactly(true, true, true, true, false);
  }

  @Test
  void settingsThatContradictEachOtherAreRefused() {
    assertThatThrownBy(() -> settings("training.contrast=0"))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("model.pooling = head is what training.contrast teaches");
    assertThatThrownBy(() -> settings("training.mode=per-song"))
        .hasMessageContaining("contrast tells songs apart");
    assertThatThrownBy(() -> settings("training.patches-per-song=3"))
        .hasMessageContaining("training.patches-per-song must be even and above 0");
    assertThatThrownBy(() -> settings("training.batch-size-per-worker=2"))
        .hasMessageContaining("training.batch-size-per-worker must be even and above 2");
  }

  private static INDArray images(int count) {
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
    all.addAll(List.of(overrides));
    return SettingsReader.read(List.of(), all);
  }
}

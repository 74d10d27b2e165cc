package io.soundalike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.features.MelSpectrogram;
import io.soundalike.settings.InvalidSettingsException;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class RecurrentEncoderTest {

  private static final int SIDE = 32;
  private static final Settings SETTINGS = settings("model.recurrence=lstm");

  @Test
  void shapeIsChangedAndTheValuesAreNot() {
    Reshape reshape = Reshape.toSequence(new int[] {2, 3, 4});
    INDArray image = Nd4j.linspace(0, 47, 48).reshape('c', 2, 2, 3, 4);
    LayerWorkspaceMgr heap = LayerWorkspaceMgr.noWorkspaces();
    INDArray sequence = reshape.preProcess(image.dup('f'), 2, heap);

    assertThat(sequence.shape()).containsExactly(2, 6, 4);
    assertThat(NativeArrays.floats(sequence)).containsExactly(NativeArrays.floats(image));
    assertThat(reshape.backprop(sequence, 2, heap)).isEqualTo(image);
    assertThat(Reshape.toImage(new int[] {2, 3, 4}).preProcess(sequence, 2, heap)).isEqualTo(image);
  }

  @Test
  void theCodeKeepsItsShape() {
    try (Encoder encoder = new Encoder(ConvolutionalAutoencoder.create(SETTINGS), SETTINGS)) {
      assertThat(ConvolutionalAutoencoder.codeShape(SETTINGS)).containsExactly(4, 8, 8);
      assertThat(encoder.encode(song(1), 0)).hasSize(4 * 8 * 8);
      assertThat(encoder.reconstruct(song(1), 0)).hasSize(SIDE * SIDE);
    }
  }

  @Test
  void eachColumnOfTheCodeKnowsBothEndsOfTheImage() {
    float[] left = columnsChangedBy(0, SETTINGS);
    float[] right = columnsChangedBy(SIDE - 1, SETTINGS);
    // Without recurrence a frame reaches two columns of the code and no more.
    float[] plain = columnsChangedBy(0, settings());

    assertThat(left[7]).isPositive();
    assertThat(right[0]).isPositive();
    assertThat(plain[0]).isPositive();
    assertThat(plain[7]).isZero();
  }

  @Test
  void gradientsAreThoseOfFiniteDifferences() {
    MultiLayerConfiguration exact = ConvolutionalAutoencoder.configuration(SETTINGS);
    exact.setDataType(DataType.DOUBLE);
    MultiLayerNetwork network = new MultiLayerNetwork(exact);
    network.init();
    double[] pixels = new Random(3).doubles(SIDE * SIDE).toArray();
    INDArray image = Nd4j.create(pixels, new long[] {1, 1, SIDE, SIDE}, 'c');
    network.setInput(image);
    network.setLabels(image);
    network.computeGradientAndScore();
    INDArray gradient = network.getFlattenedGradients().dup();
    Random random = new Random(4);
    double step = 1e-6;

    for (int i = 0; i < 60; i++) {
      int parameter = random.nextInt((int) network.numParams());
      double value = network.params().getDouble(parameter);
      double above = score(network, image, parameter, value + step);
      double below = score(network, image, parameter, value - step);
      network.params().putScalar(parameter, value);
      double expected = (above - below) / (2 * step);

      // A rectifier or a maximum may change over within a step: that is no wrong gradient.
      assertThat(gradient.getDouble(parameter))
          .as("parameter %d", parameter)
          .isCloseTo(expected, within(1e-3 + 1e-3 * Math.abs(expected)));
    }
  }

  private static double score(
      MultiLayerNetwork network, INDArray image, int parameter, double value) {
    network.params().putScalar(parameter, value);
    return network.score(new DataSet(image, image), true);
  }

  @Test
  void networksAreCopiedWithTheirShapes() {
    MultiLayerNetwork network = ConvolutionalAutoencoder.create(SETTINGS);
    MultiLayerConfiguration copy = network.getLayerWiseConfigurations().clone();

    assertThat(copy.getInputPreProcess(4)).isEqualTo(Reshape.toSequence(new int[] {4, 8, 8}));
    assertThat(copy.getInputPreProcess(5)).isEqualTo(Reshape.toImage(new int[] {4, 8, 8}));
    assertThat(copy.getInputPreProcess(4)).isNotEqualTo(copy.getInputPreProcess(5));
  }

  @Test
  void oddCodesHaveNoHalf() {
    assertThatThrownBy(
            () -> settings("model.recurrence=lstm", "model.channels=[1,1]", "features.n-mels=12"))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("must be even, got 3");
  }

  /** By how much each column of the code changes, at most, with one frame of the image. */
  private static float[] columnsChangedBy(int frame, Settings settings) {
    MelSpectrogram song = song(1);
    MelSpectrogram other = song(1);

    for (int m = 0; m < SIDE; m++) {
      other.values()[m * SIDE + frame] ^= (byte) 0xff;
    }

    float[] changes = new float[8];

    try (Encoder encoder = new Encoder(ConvolutionalAutoencoder.create(settings), settings)) {
      float[] before = encoder.encode(song, 0);
      float[] after = encoder.encode(other, 0);

      for (int i = 0; i < before.length; i++) {
        changes[i % 8] = Math.max(changes[i % 8], Math.abs(before[i] - after[i]));
      }
    }

    return changes;
  }

  private static MelSpectrogram song(long seed) {
    byte[] values = new byte[SIDE * SIDE];
    new Random(seed).nextBytes(values);
    return new MelSpectrogram(SIDE, SIDE, values);
  }

  private static Settings settings(String... overrides) {
    List<String> all = new java.util.ArrayList<>(List.of("features.n-mels=32"));
    all.add("model.channels=[6,4]");
    all.add("model.patch-frames=32");
    all.addAll(List.of(overrides));
    return SettingsReader.read(List.of(), all);
  }
}

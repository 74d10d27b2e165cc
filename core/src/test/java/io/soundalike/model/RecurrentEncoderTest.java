package io.soundalike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.features.MelSpectrogram;
import io.soundalike.nd4j.NativeArrays;
import io.soundalike.settings.InvalidSettingsException;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RecurrentEncoderTest {

  private static final int SIDE = 32;
  private static final Settings SETTINGS = settings("model.recurrence=lstm");

  @Test
  void reshapingKeepsValues() {
    Reshape reshape = Reshape.toSequence(new int[] {2, 3, 4});
    INDArray patch = Nd4j.linspace(0, 47, 48).reshape('c', 2, 2, 3, 4);
    LayerWorkspaceMgr heap = LayerWorkspaceMgr.noWorkspaces();
    INDArray sequence = reshape.preProcess(patch.dup('f'), 2, heap);

    assertThat(sequence.shape()).containsExactly(2, 6, 4);
    assertThat(NativeArrays.floats(sequence)).containsExactly(NativeArrays.floats(patch));
    assertThat(reshape.backprop(sequence, 2, heap)).isEqualTo(patch);
    assertThat(Reshape.toFeatureMaps(new int[] {2, 3, 4}).preProcess(sequence, 2, heap))
        .isEqualTo(patch);
  }

  @Test
  void recurrenceKeepsTheShapeOfTheCode() {
    try (Encoder encoder = new Encoder(ConvolutionalAutoencoder.create(SETTINGS), SETTINGS)) {
      assertThat(ConvolutionalAutoencoder.codeShape(SETTINGS)).containsExactly(4, 8, 8);
      assertThat(encoder.encode(song(1), 0)).hasSize(4 * 8 * 8);
      assertThat(encoder.reconstruct(song(1), 0)).hasSize(SIDE * SIDE);
    }
  }

  @Test
  void eachColumnOfTheCodeDependsOnTheWholePatch() {
    float[] left = columnsChangedBy(0, SETTINGS);
    float[] right = columnsChangedBy(SIDE - 1, SETTINGS);
    // Without recurrence a frame changes two columns of the code only.
    float[] plain = columnsChangedBy(0, settings());

    assertThat(left[7]).isPositive();
    assertThat(right[0]).isPositive();
    assertThat(plain[0]).isPositive();
    assertThat(plain[7]).isZero();
  }

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    double[] pixels = new Random(3).doubles(SIDE * SIDE).toArray();
    INDArray patch = Nd4j.create(pixels, new long[] {1, 1, SIDE, SIDE}, 'c');

    Gradients.verify(SETTINGS, patch, patch);
  }

  @Test
  void copiedConfigurationsKeepTheirShapes() {
    ComputationGraph network = ConvolutionalAutoencoder.create(SETTINGS);
    ComputationGraphConfiguration copy = network.getConfiguration().clone();

    assertThat(((LayerVertex) copy.getVertices().get("lstm")).getPreProcessor())
        .isEqualTo(Reshape.toSequence(new int[] {4, 8, 8}));
    assertThat(((PreprocessorVertex) copy.getVertices().get("columns")).getPreProcessor())
        .isEqualTo(Reshape.toFeatureMaps(new int[] {4, 8, 8}))
        .isNotEqualTo(Reshape.toSequence(new int[] {4, 8, 8}));
  }

  @Test
  void oddCodeHeightsAreRefused() {
    assertThatThrownBy(
            () -> settings("model.recurrence=lstm", "model.channels=[1,1]", "features.n-mels=12"))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining(
            "an even product of the last channels and the code's rows for model.recurrence = lstm,"
                + " got 3");
  }

  /** Largest change of each column of the code when one frame of the patch changes. */
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
    all.add("model.patch-columns=32");
    all.add("model.frames-per-column=1");
    all.add("model.batch-norm=false");
    all.add("model.pooling=mean-std");
    all.add("training.contrast=0");
    all.addAll(List.of(overrides));
    return SettingsReader.read(List.of(), all);
  }
}

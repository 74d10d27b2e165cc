package io.soundalike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.features.MelSpectrogram;
import io.soundalike.nd4j.NativeAcceleration;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import io.soundalike.settings.SettingsRenderer;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class EncoderTest {

  private static final Settings SETTINGS = settings("model.pooling=mean-std");

  @Test
  void convolutionsRunThroughOneDnn() {
    assertThat(NativeAcceleration.isEnabled()).isTrue();
  }

  @Test
  void networkHasTheParametersOfTheArticles() {
    Settings settings =
        settings("model.channels=[16,8,8]", "features.n-mels=64", "model.patch-columns=64");
    // 3 x 3 weights and one bias for each pair of widths: 1-16-8-8, then 8-8-8-16-1 in the decoder.
    long expected =
        (9 + 1) * 16
            + (9 * 16 + 1) * 8
            + (9 * 8 + 1) * 8
            + (9 * 8 + 1) * 8
            + (9 * 8 + 1) * 8
            + (9 * 8 + 1) * 16
            + (9 * 16 + 1);

    assertThat(ConvolutionalAutoencoder.create(settings).numParams()).isEqualTo(expected);
    assertThat(ConvolutionalAutoencoder.codeShape(settings)).containsExactly(8, 8, 8);
  }

  @Test
  void embeddingHasMeansThenDeviations() {
    try (Encoder encoder = new Encoder(model(SETTINGS), SETTINGS)) {
      MelSpectrogram song = song(70, 1);
      float[] embedding = encoder.embed(song);
      // Patches start at 0, 32 and, to end with the song, at 38.
      double sum = 0;

      for (int start : new int[] {0, 32, 38}) {
        float[] code = encoder.encode(song, start);
        assertThat(code).hasSize(4 * 8 * 8);

        for (int t = 0; t < 8; t++) {
          sum += code[t];
        }
      }

      assertThat(embedding).hasSize(2 * 4 * 8);
      assertThat(embedding[0]).isCloseTo((float) (sum / 24), within(1e-5f));
    }
  }

  @Test
  void embeddingDoesNotDependOnWhatWasEncodedBefore() {
    try (Encoder encoder = new Encoder(model(SETTINGS), SETTINGS);
        Encoder other = new Encoder(model(SETTINGS), SETTINGS)) {
      encoder.embed(song(100, 2));

      assertThat(encoder.embed(song(64, 1))).containsExactly(other.embed(song(64, 1)));
    }
  }

  @Test
  void closingFreesNativeMemoryWithoutCollectingTheGarbageOfTheHeap() {
    Encoder encoder = new Encoder(model(SETTINGS), SETTINGS);
    encoder.embed(song(70, 1));

    assertThat(Nd4j.getWorkspaceManager().getAllWorkspacesForCurrentThread()).isNotEmpty();

    // DL4J's own close() collects it.
    WeakReference<Object> garbage = new WeakReference<>(new Object());
    encoder.close();

    assertThat(garbage.get()).isNotNull();
    assertThat(Nd4j.getWorkspaceManager().getAllWorkspacesForCurrentThread()).isEmpty();
    assertThatThrownBy(() -> encoder.embed(song(70, 1))).hasMessageContaining("released");
  }

  @Test
  void swappedChannelsHaveTheSameEmbedding() {
    try (Encoder encoder = new Encoder(model(SETTINGS), SETTINGS)) {
      float[] left = encoder.embed(song(70, 1));
      float[] right = encoder.embed(song(70, 2));
      float[] both = encoder.embed(List.of(song(70, 1), song(70, 2)));

      assertThat(both).hasSize(2 * left.length);
      assertThat(both[3]).isEqualTo((left[3] + right[3]) / 2);
      assertThat(both[left.length + 3]).isEqualTo(Math.abs(left[3] - right[3]) / 2);
      assertThat(encoder.embed(List.of(song(70, 2), song(70, 1)))).containsExactly(both);
    }
  }

  @Test
  void flattenedEmbeddingIsTheCode() {
    Settings settings = settings("model.pooling=flatten");

    try (Encoder encoder = new Encoder(model(settings), settings)) {
      MelSpectrogram song = song(32, 1);

      assertThat(encoder.embed(song)).containsExactly(encoder.encode(song, 0));
    }
  }

  @Test
  void discriminantProjectsTheMeanOfPooledPatches() {
    Settings settings = settings("model.pooling=lda", "model.lda-input=code");
    float[] weights = new float[2 * (64 + 1)];
    weights[3] = 2; // the first number is twice the mean of row 3
    weights[64] = 1; // plus 1
    weights[65 + 32 + 3] = 1; // the second is the deviation of row 3
    TrainedModel model = model(settings).withDiscriminant(new LinearDiscriminant(64, weights));

    try (Encoder encoder = new Encoder(model, settings)) {
      MelSpectrogram song = song(70, 1);
      float[][] patches = encoder.poolPatches(song);
      float[] code = encoder.encode(song, 32);
      double mean = 0;
      double squares = 0;

      for (int t = 0; t < 8; t++) {
        mean += code[3 * 8 + t] / 8.0;
        squares += code[3 * 8 + t] * code[3 * 8 + t] / 8.0;
      }

      assertThat(patches).hasDimensions(3, 64);
      assertThat(patches[1][3]).isCloseTo((float) mean, within(1e-5f));
      assertThat(patches[1][32 + 3])
          .isCloseTo((float) Math.sqrt(squares - mean * mean), within(1e-4f));
      assertThat(encoder.embed(song))
          .containsExactly(
              new float[] {
                2 * (patches[0][3] + patches[1][3] + patches[2][3]) / 3 + 1,
                (patches[0][35] + patches[1][35] + patches[2][35]) / 3
              },
              within(1e-5f));
    }
  }

  @Test
  void modelsWithoutADiscriminantAreRefused() {
    Settings settings = settings("model.pooling=lda");

    try (Encoder encoder = new Encoder(model(settings), settings)) {
      assertThatThrownBy(() -> encoder.embed(song(70, 1)))
          .isInstanceOf(ModelMismatchException.class)
          .hasMessageContaining("train it with this setting");
    }
  }

  @Test
  void reconstructionIsAPatchInTheUnitInterval() {
    try (Encoder encoder = new Encoder(model(SETTINGS), SETTINGS)) {
      float[] patch = encoder.reconstruct(song(32, 1), 0);

      assertThat(patch).hasSize(32 * 32);

      for (float value : patch) {
        assertThat(value).isBetween(0f, 1f);
      }
    }
  }

  @Test
  void entropyIsTheLowerBoundOfTheLoss() {
    float[] target = {0, 1, 0.25f, 0.5f};
    float[] bandMeans = {0.5f, 0.375f};
    ReconstructionLoss perfect = ReconstructionLoss.measure(target, target, bandMeans);
    ReconstructionLoss constant =
        ReconstructionLoss.measure(target, new float[] {.5f, .5f, .5f, .5f}, bandMeans);
    double entropy = (0.5623351446 + Math.log(2)) / 4;

    assertThat(perfect.entropy()).isCloseTo(entropy, within(1e-9));
    assertThat(perfect.crossEntropy()).isCloseTo(entropy, within(1e-4));
    assertThat(constant.crossEntropy()).isCloseTo(Math.log(2), within(1e-9));
    assertThat(perfect.squaredError()).isZero();
    assertThat(constant.squaredError()).isCloseTo((.25 + .25 + .0625) / 4, within(1e-9));
    assertThat(constant.meanPredictorError())
        .isCloseTo((.25 + .25 + 2 * .125 * .125) / 4, within(1e-9));
    assertThat(perfect.plus(constant).pixels()).isEqualTo(8);
  }

  @Test
  void modelsOfOtherNetworksAreRefused() {
    TrainedModel model = model(SETTINGS);

    assertThatThrownBy(() -> new Encoder(model, settings("model.channels=[2,2]")))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("the settings describe a network with");
  }

  private static TrainedModel model(Settings settings) {
    ComputationGraph network = ConvolutionalAutoencoder.create(settings);
    return new TrainedModel(
        "0123456789ab",
        SettingsRenderer.render(settings),
        network.params().dup('c').data().asFloat(),
        5,
        List.of(new TrainedModel.Epoch(1, 0.7, 0.65, 0.6, 0, 0.01, 0.04, 1.5)));
  }

  private static MelSpectrogram song(int frames, long seed) {
    byte[] values = new byte[32 * frames];
    new Random(seed).nextBytes(values);
    return new MelSpectrogram(32, frames, values);
  }

  private static Settings settings(String... overrides) {
    java.util.List<String> all = new java.util.ArrayList<>();
    all.add("features.n-mels=32");
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

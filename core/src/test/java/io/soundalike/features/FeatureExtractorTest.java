package io.soundalike.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import io.soundalike.Golden;
import io.soundalike.TestSignals;
import io.soundalike.audio.AudioFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureExtractorTest {

  @ParameterizedTest
  @ValueSource(strings = {"clicks_93", "tune_c_major_100"})
  void keyIsEstimatedFromTheChromaSums(String signal) {
    double[] sums = Golden.doubles(Golden.values(signal), "chroma_sums");
    KeyEstimator.Key key = KeyEstimator.estimate(sums);
    Config golden = Golden.values(signal).getConfig("key");

    assertThat(key.tonic()).isEqualTo(golden.getString("tonic"));
    assertThat(key.keySignature()).isEqualTo(golden.getString("key"));
    assertNear(key.tonicZ(), golden.getDouble("z_dist_avg_to_tonic"));
  }

  @Test
  void spectrogramCoversAllFramesAndItsLoudestValueIs255() {
    MelSpectrogram spectrogram =
        TestSignals.extract(TestSignals.golden("tune_c_major_100")).spectrograms().get(0);
    int largest = 0;

    for (byte value : spectrogram.values()) {
      largest = Math.max(largest, value & 0xFF);
    }

    assertThat(spectrogram.nMels()).isEqualTo(128);
    assertThat(spectrogram.nFrames())
        .isEqualTo(1 + TestSignals.golden("tune_c_major_100").length / 512);
    assertThat(largest).isEqualTo(255);
  }

  @Test
  void onlySelectedFramesAreInTheSpectrogram() {
    float[] samples = TestSignals.golden("tune_c_major_100");
    MelSpectrogram all = TestSignals.extract(samples).spectrograms().get(0);
    MelSpectrogram selected =
        TestSignals.extract(samples, "features.first-frame=100", "features.frames=256")
            .spectrograms()
            .get(0);
    float[] fromAll = new float[128 * 256];
    float[] fromSelected = new float[128 * 256];
    all.copyPatch(100, 256, fromAll, 0);
    selected.copyPatch(0, 256, fromSelected, 0);

    assertThat(selected.nFrames()).isEqualTo(256);
    // The loudest value may be outside the selected frames: the values differ by one constant.
    assertThat(fromSelected[5000] - fromAll[5000])
        .isCloseTo(fromSelected[20000] - fromAll[20000], within(2.1f / 255));
  }

  @Test
  void songsWithTooFewFramesAreUnusable() {
    float[] samples = new float[22050 * 45];

    assertThat(TestSignals.analyse(samples, "features.first-frame=1292", "features.frames=2584"))
        .isInstanceOfSatisfying(
            FeatureExtractor.Outcome.Unusable.class,
            unusable -> {
              assertThat(unusable.fault()).isEqualTo(AudioFault.TOO_SHORT);
              assertThat(unusable.detail()).startsWith("45.0 s of audio, 90.0 s are needed");
            });
  }

  @Test
  void patchesCoverAllFrames() {
    MelSpectrogram spectrogram = new MelSpectrogram(1, 300, new byte[300]);

    assertThat(spectrogram.patchStarts(128)).containsExactly(0, 128, 172);
    assertThat(spectrogram.patchStarts(300)).containsExactly(0);
  }

  /** Tolerance of a thousandth: the golden values are float32 sums in another order. */
  private static void assertNear(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-3 * Math.abs(expected) + 1e-9));
  }
}

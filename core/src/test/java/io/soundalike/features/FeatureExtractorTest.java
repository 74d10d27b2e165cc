package io.soundalike.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.soundalike.Sounds;
import io.soundalike.audio.AudioFault;
import io.soundalike.audio.Pcm;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureExtractorTest {

  private static final Config GOLDEN = ConfigFactory.parseResources("golden/golden.json");

  @ParameterizedTest
  @ValueSource(strings = {"clicks_93", "tune_c_major_100", "sine_440"})
  void numbersAreLibrosas(String signal) {
    TrackFeatures features =
        extract(Sounds.golden(signal), "features.n-mels=512", "features.f-max-hz=8192").features();
    Config golden = GOLDEN.getConfig(signal);

    assertNear(features.tempoBpm(), golden.getDouble("tempo_bpm"));
    assertNear(features.rolloffMeanHz(), golden.getDouble("rolloff_90_mean"));
    assertNear(features.zcrMean(), golden.getDouble("zcr_mean"));
    assertNear(features.zcrRange(), golden.getDouble("zcr_range"));
    assertNear(features.melMean(), golden.getDouble("mel512_power_mean"));
    assertNear(features.melStd(), golden.getDouble("mel512_power_std"));
    assertNear(features.onsetMean(), golden.getDouble("onset_mean"));
    assertNear(features.onsetStd(), golden.getDouble("onset_std"));
    assertThat(features.keySignature()).isEqualTo(golden.getString("key.key"));

    if (!golden.getIsNull("beat_diff_mean")) {
      assertNear(features.beatDiffMeanSeconds(), golden.getDouble("beat_diff_mean"));
      assertNear(features.beatDiffStdSeconds(), golden.getDouble("beat_diff_std"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"clicks_93", "tune_c_major_100"})
  void keyFollowsTheChromaSums(String signal) {
    double[] sums =
        GOLDEN.getConfig(signal).getDoubleList("chroma_sums").stream()
            .mapToDouble(Double::doubleValue)
            .toArray();
    KeyEstimator.Key key = KeyEstimator.estimate(sums);
    Config golden = GOLDEN.getConfig(signal).getConfig("key");

    assertThat(key.tonic()).isEqualTo(golden.getString("tonic"));
    assertThat(key.keySignature()).isEqualTo(golden.getString("key"));
    assertNear(key.tonicZ(), golden.getDouble("z_dist_avg_to_tonic"));
  }

  @Test
  void silenceHasDefinedNumbers() {
    TrackFeatures features = extract(new float[22050 * 6]).features();

    assertThat(features.tempoBpm()).isZero();
    assertThat(features.beatDiffMeanSeconds()).isZero();
    assertThat(features.rolloffMeanHz()).isZero();
    assertThat(features.zcrMean()).isZero();
    assertThat(features.onsetMean()).isZero();
    assertThat(features.tonicZ()).isZero();
  }

  @Test
  void spectrogramReachesFromFloorToLoudest() {
    MelSpectrogram spectrogram = extract(Sounds.golden("tune_c_major_100")).spectrogram();
    int largest = 0;

    for (byte value : spectrogram.values()) {
      largest = Math.max(largest, value & 0xFF);
    }

    assertThat(spectrogram.nMels()).isEqualTo(128);
    assertThat(spectrogram.nFrames()).isEqualTo(1 + Sounds.golden("tune_c_major_100").length / 512);
    assertThat(largest).isEqualTo(255);
  }

  @Test
  void chosenFramesAreKept() {
    float[] samples = Sounds.golden("tune_c_major_100");
    MelSpectrogram all = extract(samples).spectrogram();
    MelSpectrogram some =
        extract(samples, "features.first-frame=100", "features.frames=256").spectrogram();
    float[] fromAll = new float[128 * 256];
    float[] fromSome = new float[128 * 256];
    all.copyPatch(100, 256, fromAll, 0);
    some.copyPatch(0, 256, fromSome, 0);

    assertThat(some.nFrames()).isEqualTo(256);
    // The loudest point, to which decibels refer, may lie outside: pictures differ by one constant.
    assertThat(fromSome[5000] - fromAll[5000])
        .isCloseTo(fromSome[20000] - fromAll[20000], within(2.1f / 255));
  }

  @Test
  void songsThatEndTooEarlyAreUnusable() {
    FeatureExtractor extractor =
        new FeatureExtractor(settings("features.first-frame=1292", "features.frames=2584"));
    float[] samples = new float[22050 * 45];

    assertThat(extractor.extract(new Pcm(samples, 22050, 22050, 1, samples.length)))
        .isInstanceOfSatisfying(
            FeatureExtractor.Outcome.Unusable.class,
            unusable -> {
              assertThat(unusable.fault()).isEqualTo(AudioFault.TOO_SHORT);
              assertThat(unusable.detail()).startsWith("45.0 s of sound, 90.0 s are needed");
            });
  }

  @Test
  void patchesCoverTheSong() {
    MelSpectrogram spectrogram = new MelSpectrogram(1, 300, new byte[300]);

    assertThat(spectrogram.patchStarts(128)).containsExactly(0, 128, 172);
    assertThat(spectrogram.patchStarts(300)).containsExactly(0);
  }

  private static FeatureExtractor.Outcome.Extracted extract(float[] samples, String... overrides) {
    return (FeatureExtractor.Outcome.Extracted)
        new FeatureExtractor(settings(overrides))
            .extract(new Pcm(samples, 22050, 22050, 1, samples.length));
  }

  private static Settings settings(String... overrides) {
    return SettingsReader.read(List.of(), List.of(overrides));
  }

  /** Within a thousandth, as the golden values are float32 sums in another order. */
  private static void assertNear(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-3 * Math.abs(expected) + 1e-9));
  }
}

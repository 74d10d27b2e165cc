package io.soundalike.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import io.soundalike.Golden;
import io.soundalike.TestSignals;
import io.soundalike.dsp.Decibels;
import io.soundalike.dsp.Framer;
import io.soundalike.dsp.MelFilterBank;
import io.soundalike.dsp.Stft;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Features of the golden signals against librosa's values. */
class LibrosaGoldenTest {

  private static final int RATE_HZ = 22050;
  private static final int N_FFT = 2048;
  private static final int HOP = 512;
  private static final double FRAMES_PER_SECOND = (double) RATE_HZ / HOP;
  private static final int PAD_FRAMES = 1 + N_FFT / (2 * HOP);

  @SuppressWarnings("unused") // named by the annotations
  private static final List<String> SIGNALS = Golden.SIGNALS;

  @ParameterizedTest
  @FieldSource("SIGNALS")
  void melPowerAgreesWithinATenThousandth(String signal) {
    float[] golden = Golden.floats(signal + ".mel128_power.f32");
    List<float[]> mel = computeMel(signal, 128, 11025);
    int columns = golden.length / 128;
    float largest = 0;

    for (float value : golden) {
      largest = Math.max(largest, value);
    }

    assertThat(columns).isEqualTo((mel.size() + 7) / 8);

    for (int m = 0; m < 128; m++) {
      for (int c = 0; c < columns; c++) {
        float expected = golden[m * columns + c];
        // Values 100 dB below the loudest are rounding noise of librosa's float32.
        double tolerance = 1e-4 * expected + 1e-10 * largest;
        assertThat((double) mel.get(8 * c)[m])
            .as("band %s, frame %s", m, 8 * c)
            .isCloseTo(expected, within(tolerance));
      }
    }
  }

  @ParameterizedTest
  @FieldSource("SIGNALS")
  void melDecibelsAgreeWithinAHundredth(String signal) {
    float[] golden = Golden.floats(signal + ".mel512_db.f32");
    List<float[]> mel = computeMel(signal, 512, 8192);
    int columns = golden.length / 512;
    float loudest = 0;

    for (float[] frame : mel) {
      for (float value : frame) {
        loudest = Math.max(loudest, value);
      }
    }

    float maxDb = Decibels.powerToDb(loudest);

    for (int m = 0; m < 512; m++) {
      for (int c = 0; c < columns; c++) {
        float expected = golden[m * columns + c];

        if (expected > -60) {
          assertThat(Decibels.powerToDb(mel.get(8 * c)[m]) - maxDb)
              .as("band %s, frame %s", m, 8 * c)
              .isCloseTo(expected, within(0.01f));
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("SIGNALS")
  void onsetStrengthAgreesWithinAThousandth(String signal) {
    OnsetStrength onsets = computeOnsets(signal);

    assertClose(onsets.mean(), Golden.doubles(Golden.values(signal), "onset_strength"), 1e-3);
    assertClose(
        onsets.median(), Golden.doubles(Golden.values(signal), "onset_strength_median"), 1e-3);
  }

  @ParameterizedTest
  @FieldSource("SIGNALS")
  void tempoAgreesAndBeatsAreEqual(String signal) {
    float[] envelope = computeOnsets(signal).median();
    Config golden = Golden.values(signal);
    double bpm = Tempo.estimate(envelope, FRAMES_PER_SECOND);

    assertThat(bpm)
        .isCloseTo(golden.getDouble("tempo_bpm"), within(1e-3 * golden.getDouble("tempo_bpm")));
    assertThat(BeatTracker.track(envelope, FRAMES_PER_SECOND, bpm))
        .containsExactly(
            golden.getIntList("beat_frames").stream().mapToInt(Integer::intValue).toArray());
  }

  @ParameterizedTest
  @FieldSource("SIGNALS")
  void articleColumnsAgreeWithinAThousandth(String signal) {
    TrackFeatures features = extractWithArticleSettings(signal).features();
    Config golden = Golden.values(signal);

    assertNear(features.tempoBpm(), golden.getDouble("tempo_bpm"));
    assertNear(features.rolloffMeanHz(), golden.getDouble("rolloff_90_mean"));
    assertNear(features.zcrMean(), golden.getDouble("zcr_mean"));
    assertNear(features.zcrRange(), golden.getDouble("zcr_range"));
    assertNear(features.melMean(), golden.getDouble("mel512_power_mean"));
    assertNear(features.melStd(), golden.getDouble("mel512_power_std"));
    assertNear(features.onsetMean(), golden.getDouble("onset_mean"));
    assertNear(features.onsetStd(), golden.getDouble("onset_std"));
    assertNear(
        features.beatDiffMeanSeconds(),
        golden.getIsNull("beat_diff_mean") ? 0 : golden.getDouble("beat_diff_mean"));
    assertNear(
        features.beatDiffStdSeconds(),
        golden.getIsNull("beat_diff_std") ? 0 : golden.getDouble("beat_diff_std"));
  }

  @ParameterizedTest
  @FieldSource("SIGNALS")
  void chromaAgreesWithinAHundredthAndKeysAreEqual(String signal) {
    FeatureExtractor.Outcome.Extracted extracted = extractWithArticleSettings(signal);
    Config golden = Golden.values(signal);
    double[] sums = Golden.doubles(golden, "chroma_sums");
    double largest = java.util.Arrays.stream(sums).max().orElse(0);

    assertThat(extracted.descriptors().tuning())
        .isCloseTo(golden.getDouble("tuning"), within(1e-9));

    for (int c = 0; c < sums.length; c++) {
      // The interpolation between tunings stays within this tolerance.
      assertThat(extracted.descriptors().chromaMean()[c] * golden.getInt("frames"))
          .as("pitch class %s", c)
          .isCloseTo((float) sums[c], within((float) (1e-3 * sums[c] + 1e-4 * largest)));
    }

    if (golden.getIsNull("key")) {
      assertThat(extracted.features().tonicZ()).isZero();
    } else {
      assertThat(extracted.features().tonic()).isEqualTo(golden.getString("key.tonic"));
      assertThat(extracted.features().keySignature()).isEqualTo(golden.getString("key.key"));
      assertThat(extracted.features().tonicZ())
          .isCloseTo(
              golden.getDouble("key.z_dist_avg_to_tonic"),
              within(0.01 * golden.getDouble("key.z_dist_avg_to_tonic")));
    }
  }

  @ParameterizedTest
  @FieldSource("SIGNALS")
  void mfccsAndCentroidAgreeWithinAThousandth(String signal) {
    Descriptors descriptors = extractWithArticleSettings(signal).descriptors();
    Config golden = Golden.values(signal);
    double[] means = Golden.doubles(golden, "mfcc_mean");
    double[] deviations = Golden.doubles(golden, "mfcc_std");
    int frames = golden.getInt("frames");
    int at = 0;

    assertNear(descriptors.centroidMeanHz(), golden.getDouble("spectral_centroid_mean"));

    for (int i = 0; i < means.length; i++) {
      // Means near zero are differences of large values, so the tolerance includes the deviation.
      assertThat((double) descriptors.mfccMean()[i])
          .as("mean of coefficient %s", i)
          .isCloseTo(means[i], within(1e-3 * (Math.abs(means[i]) + 0.1 * deviations[i]) + 1e-6));
      double variance = descriptors.mfccCovariance()[at] * (frames - 1.0) / frames;
      assertThat(Math.sqrt(variance))
          .as("deviation of coefficient %s", i)
          // In silence librosa's deviation is the float32 rounding error of the mean.
          .isCloseTo(deviations[i], within(1e-3 * deviations[i] + 2e-7 * Math.abs(means[i])));
      at += means.length - i;
    }
  }

  private static FeatureExtractor.Outcome.Extracted extractWithArticleSettings(String signal) {
    return TestSignals.extract(
        TestSignals.golden(signal),
        "features.n-mels=512",
        "model.pooling=head",
        "features.f-max-hz=8192",
        "audio.silence-dbfs=-120");
  }

  private static OnsetStrength computeOnsets(String signal) {
    DbFrameBuffer bands = new DbFrameBuffer(128);
    computeMel(signal, 128, 11025).forEach(bands::add);
    return OnsetStrength.compute(bands, PAD_FRAMES);
  }

  private static List<float[]> computeMel(String signal, int nMels, double fMaxHz) {
    Stft stft = new Stft(N_FFT);
    MelFilterBank filters = new MelFilterBank(RATE_HZ, N_FFT, nMels, 0, fMaxHz);
    float[] power = new float[stft.bins()];
    List<float[]> frames = new ArrayList<>();
    Framer framer =
        new Framer(
            N_FFT,
            HOP,
            (samples, offset) -> {
              float[] mel = new float[nMels];
              stft.power(samples, offset, power);
              filters.apply(power, mel);
              frames.add(mel);
            });
    float[] samples = TestSignals.golden(signal);
    framer.accept(samples, samples.length);
    framer.finish();
    return frames;
  }

  private static void assertClose(float[] actual, double[] expected, double tolerance) {
    assertThat(actual).hasSize(expected.length);

    for (int t = 0; t < expected.length; t++) {
      assertThat((double) actual[t]).as("frame %s", t).isCloseTo(expected[t], within(tolerance));
    }
  }

  private static void assertNear(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-3 * Math.abs(expected) + 1e-9));
  }
}

package io.soundalike.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.TestSignals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Error bounds for sines and a sweep, without the edges, as in resampy's tests. */
class ResamplerTest {

  /** Samples at each end at which the filter extends beyond the signal. */
  private static final int EDGE = 400;

  @ParameterizedTest
  @CsvSource({
    "44100, 100",
    "44100, 1000",
    "44100, 9000",
    "44100, 10000",
    "48000, 5000",
    "48000, 10000",
    "32000, 3000",
    "24000, 9000",
    "16000, 7000",
    "12000, 5000",
    "11025, 4900",
    "8000, 3600",
    "96000, 10000",
    "44056, 10000",
    "44101, 10000"
  })
  void sinesInThePassBandAreUnchanged(int fromHz, double hz) {
    float[] actual = resample(TestSignals.sine(hz, 1, fromHz), fromHz, 22050);
    float[] expected = TestSignals.sine(hz, 1, 22050);

    for (int i = EDGE; i < Math.min(actual.length, expected.length) - EDGE; i++) {
      assertThat(actual[i]).as("sample %s", i).isCloseTo(expected[i], within(1e-5f));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {11025, 11500, 12500, 15000, 19000, 21900})
  void frequenciesAboveTheNewNyquistAreRemoved(double hz) {
    float[] actual = resample(TestSignals.sine(hz, 1, 44100), 44100, 22050);

    assertThat(20 * Math.log10(peak(actual, EDGE, actual.length - EDGE) / 0.5)).isLessThan(-100);
  }

  @Test
  void aSweepIsCutOffAtTheEdgeOfThePassBand() {
    int rate = 44100;
    float[] sweep = new float[4 * rate];

    for (int i = 0; i < sweep.length; i++) {
      // 0 to 22,050 Hz in four seconds.
      double seconds = (double) i / rate;
      sweep[i] = (float) (0.5 * Math.sin(Math.PI * 5512.5 * seconds * seconds));
    }

    float[] actual = resample(sweep, rate, 22050);
    int atNyquist = actual.length / 2;
    int passed = (int) (0.913 * atNyquist);

    // In the pass band the result equals every second sample of the sweep.
    for (int i = EDGE; i < passed - EDGE; i++) {
      assertThat(actual[i]).as("sample %s", i).isCloseTo(sweep[2 * i], within(1e-4f));
    }

    // Frequencies above the new Nyquist frequency leave no alias.
    double alias = peak(actual, (int) (1.03 * atNyquist), actual.length - EDGE);
    assertThat(20 * Math.log10(alias / 0.5)).isLessThan(-90);
  }

  @ParameterizedTest
  @CsvSource({
    "44100, 44100, 22050, 22050",
    "44101, 44100, 22050, 22051",
    "48000, 48000, 24000, 24000",
    "22000, 8000, 22050, 60638",
    "22050, 22050, 22050, 22050",
    "11025, 11025, 44100, 44100",
    "1, 44100, 22050, 1",
    "0, 44100, 22050, 0"
  })
  void outputLengthIsRoundedUp(int samples, int fromHz, int toHz, int expected) {
    assertThat(resample(new float[samples], fromHz, toHz)).hasSize(expected);
  }

  @Test
  void resultDoesNotDependOnBlockSize() {
    float[] samples = TestSignals.sine(3000, 1, 44100);
    float[] expected = resample(samples, 44100, 22050);
    Decoding.Collector collector = new Decoding.Collector();
    Resampler resampler = new Resampler(44100, 22050, collector);

    for (int from = 0; from < samples.length; from += 7) {
      float[] block =
          java.util.Arrays.copyOfRange(samples, from, Math.min(samples.length, from + 7));
      resampler.accept(block, block.length);
    }

    resampler.finish();

    assertThat(collector.toArray()).containsExactly(expected);
  }

  @Test
  void equalSampleRatesLeaveSamplesUnchanged() {
    float[] samples = TestSignals.sine(440, 0.1, 22050);

    assertThat(resample(samples, 22050, 22050)).containsExactly(samples);
  }

  @Test
  void sampleRatesMustBePositive() {
    assertThatThrownBy(() -> new Resampler(0, 22050, (block, length) -> {}))
        .hasMessage("Sample rates must be positive: 0, 22050");
  }

  private static double peak(float[] samples, int from, int to) {
    double peak = 0;

    for (int i = from; i < to; i++) {
      peak = Math.max(peak, Math.abs(samples[i]));
    }

    return peak;
  }

  private static float[] resample(float[] samples, int fromHz, int toHz) {
    Decoding.Collector collector = new Decoding.Collector();
    Resampler resampler = new Resampler(fromHz, toHz, collector);
    resampler.accept(samples, samples.length);
    resampler.finish();
    return collector.toArray();
  }
}

package io.soundalike.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.Sounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {

  /** Samples at either end where the filter reaches beyond the signal. */
  private static final int EDGE = 400;

  @ParameterizedTest
  @CsvSource({
    "44100, 100",
    "44100, 1000",
    "44100, 9000",
    "48000, 5000",
    "32000, 3000",
    "8000, 3000"
  })
  void sinesBelowTheBandEdgeStayWhatTheyAre(int fromHz, double hz) {
    float[] actual = resample(Sounds.sine(hz, 1, fromHz), fromHz, 22050);
    float[] expected = Sounds.sine(hz, 1, 22050);

    for (int i = EDGE; i < expected.length - EDGE; i++) {
      assertThat(actual[i]).as("sample %s", i).isCloseTo(expected[i], within(1e-4f));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {11500, 12500, 15000, 19000, 21900})
  void whatTheNewRateCannotCarryIsGone(double hz) {
    float[] actual = resample(Sounds.sine(hz, 1, 44100), 44100, 22050);
    double peak = 0;

    for (int i = EDGE; i < actual.length - EDGE; i++) {
      peak = Math.max(peak, Math.abs(actual[i]));
    }

    assertThat(20 * Math.log10(peak / 0.5)).isLessThan(-90);
  }

  @ParameterizedTest
  @CsvSource({"44100, 22050", "48000, 24000", "8000, 60638", "22050, 22050", "11025, 44100"})
  void lengthIsRoundedUp(int fromHz, int expected) {
    int samples = fromHz == 8000 ? 22000 : fromHz;
    int toHz = fromHz == 48000 ? 24000 : fromHz == 11025 ? 44100 : 22050;
    assertThat(resample(new float[samples], fromHz, toHz)).hasSize(expected);
  }

  @Test
  void equalRatesChangeNothing() {
    float[] samples = Sounds.sine(440, 0.1, 22050);

    assertThat(resample(samples, 22050, 22050)).containsExactly(samples);
  }

  private static float[] resample(float[] samples, int fromHz, int toHz) {
    Resampler resampler = new Resampler(fromHz, toHz);

    for (float sample : samples) {
      resampler.accept(sample);
    }

    return resampler.finish();
  }
}

package io.soundalike.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.TestSignals;
import io.soundalike.transcoding.WavWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AudioDegradationTest {

  private static final int CD_HZ = 44_100;

  /** 440 Hz and 9,000 Hz at equal amplitude. */
  private static byte[] song() {
    float[] low = TestSignals.sine(440, 4, CD_HZ);
    float[] high = TestSignals.sine(9000, 4, CD_HZ);
    float[] both = new float[low.length];

    for (int i = 0; i < both.length; i++) {
      both[i] = 0.4f * (low[i] + high[i]);
    }

    return WavWriter.encode(new float[][] {both, low}, CD_HZ);
  }

  /** LAME reduces the amplitude by five per cent to avoid clipping. */
  @ParameterizedTest
  @CsvSource({"LOUDER, 6.02", "SOFTER, -6.02", "SHIFTED, 0", "MP3_64, -0.45"})
  void copyHasTheExpectedLoudness(AudioDegradation degradation, double decibels)
      throws IOException {
    float[] before = left(song(), CD_HZ);
    float[] after = left(copy(degradation), CD_HZ);

    assertThat(20 * Math.log10(amplitude(after, 440) / amplitude(before, 440)))
        .isCloseTo(decibels, within(0.2));
  }

  /** Without a LAME header, an MP3 keeps the encoder's delay and padding. */
  @ParameterizedTest
  @CsvSource({"SHIFTED, 3.5", "SOFTER, 4", "HALF_RATE, 4", "MP3_64, 4.08"})
  void copyHasTheExpectedLength(AudioDegradation degradation, double seconds) throws IOException {
    assertThat(left(copy(degradation), CD_HZ).length / (double) CD_HZ)
        .isCloseTo(seconds, within(0.001));
  }

  @Test
  void degradedCopyIsLowPassedAtMinusTwentyDecibels() throws IOException {
    float[] degraded = left(copy(AudioDegradation.DEGRADED), CD_HZ);
    float[] halved = left(copy(AudioDegradation.HALF_RATE), CD_HZ);

    assertThat(amplitude(degraded, 9000)).isLessThan(0.001 * amplitude(degraded, 440));
    assertThat(amplitude(halved, 9000)).isCloseTo(amplitude(halved, 440), within(0.01));
    double squares = 0;

    for (float[] channel :
        Recording.decode(copy(AudioDegradation.DEGRADED), CD_HZ, 60).orElseThrow().channels()) {
      for (float sample : channel) {
        squares += sample * sample;
      }
    }

    assertThat(10 * Math.log10(squares / 2 / degraded.length)).isCloseTo(-20, within(0.6));
  }

  @ParameterizedTest
  @EnumSource
  void undecodableFilesHaveNoCopy(AudioDegradation degradation) throws IOException {
    assertThat(degradation.copy("no song at all".getBytes(StandardCharsets.US_ASCII))).isEmpty();
    assertThat(degradation.copy(Arrays.copyOf(song(), 60))).isEmpty();
  }

  private static byte[] copy(AudioDegradation degradation) throws IOException {
    return degradation.copy(song()).orElseThrow();
  }

  private static float[] left(byte[] file, int sampleRateHz) throws IOException {
    return Recording.decode(file, sampleRateHz, 60).orElseThrow().channels()[0];
  }

  /** Amplitude of a frequency between seconds 1 and 3. */
  private static double amplitude(float[] samples, double hz) {
    double real = 0;
    double imaginary = 0;
    int length = 2 * CD_HZ;

    for (int i = CD_HZ; i < CD_HZ + length; i++) {
      real += samples[i] * Math.cos(2 * Math.PI * hz * i / CD_HZ);
      imaginary += samples[i] * Math.sin(2 * Math.PI * hz * i / CD_HZ);
    }

    return 2 * Math.hypot(real, imaginary) / length;
  }
}

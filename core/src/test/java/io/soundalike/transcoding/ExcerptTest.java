package io.soundalike.transcoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.TestSignals;
import io.soundalike.audio.Decoding;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import io.soundalike.track.TrackTags;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExcerptTest {

  private static final Settings SETTINGS =
      SettingsReader.read(List.of(), List.of("audio.channel=stereo", "audio.sample-rate-hz=30000"));

  /** 6 s of 440 Hz, 6 s of 1,000 Hz, 6 s of 440 Hz. */
  private static byte[] song() {
    float[] samples = TestSignals.sine(440, 18, 44_100);
    System.arraycopy(TestSignals.sine(1000, 6, 44_100), 0, samples, 6 * 44_100, 6 * 44_100);
    return Mp3Writer.encode(new float[][] {samples}, 44_100, 128, TrackTags.NONE);
  }

  private static Optional<byte[]> excerpt(byte[] file, double seconds) throws IOException {
    return Excerpt.encode(new ByteArrayInputStream(file), file.length, SETTINGS, 18, seconds);
  }

  @Test
  void anExcerptStartsAfterAThirdOfTheRestAndFadesInAndOut() throws IOException {
    // The excerpt starts at (18 - 6) / 3 = 4 s: two seconds of 440 Hz, then four of 1,000 Hz.
    float[] samples = decode(excerpt(song(), 6).orElseThrow());

    assertThat(samples.length / 22_050.0).isCloseTo(6, within(0.1));
    assertThat(crossingsPerSecond(samples, 0.5, 1.9)).isCloseTo(880, within(10.0));
    assertThat(crossingsPerSecond(samples, 2.1, 5.5)).isCloseTo(2000, within(10.0));
    assertThat(peak(samples, 0, 0.05)).isLessThan(0.1f);
    assertThat(peak(samples, 1, 5)).isBetween(0.4f, 0.6f);
    assertThat(peak(samples, 5.95, 6)).isLessThan(0.1f);
  }

  @Test
  void anExcerptOfAShortSongIsTheWholeSong() throws IOException {
    assertThat(decode(excerpt(song(), 20).orElseThrow()).length / 22_050.0)
        .isCloseTo(18, within(0.1));
  }

  @Test
  void aFileThatIsNotAudioHasNoExcerpt() throws IOException {
    assertThat(excerpt("no song at all".getBytes(StandardCharsets.UTF_8), 20)).isEmpty();
  }

  private static float[] decode(byte[] mp3) {
    return Decoding.decode(mp3).samples();
  }

  private static double crossingsPerSecond(float[] samples, double from, double to) {
    int count = 0;

    for (int i = (int) (22_050 * from); i < 22_050 * to; i++) {
      count += samples[i] < 0 != samples[i + 1] < 0 ? 1 : 0;
    }

    return count / (to - from);
  }

  private static float peak(float[] samples, double from, double to) {
    float peak = 0;

    for (int i = (int) (22_050 * from); i < Math.min(samples.length, 22_050 * to); i++) {
      peak = Math.max(peak, Math.abs(samples[i]));
    }

    return peak;
  }
}

package io.soundalike;

import io.soundalike.audio.SourceInfo;
import io.soundalike.features.FeatureExtractor;
import io.soundalike.features.StreamingFeatureExtractor;
import io.soundalike.settings.SettingsReader;
import io.soundalike.track.TrackTags;
import io.soundalike.transcoding.Mp3Writer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** Signals for tests. */
public final class TestSignals {

  private TestSignals() {}

  /** A sine of amplitude 0.5. */
  public static float[] sine(double hz, double seconds, int sampleRateHz) {
    float[] samples = new float[(int) (seconds * sampleRateHz)];

    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * hz * i / sampleRateHz));
    }

    return samples;
  }

  /** Notes of half a second that never repeat, with overtones: a signal that has one best lag. */
  public static float[] melody(double seconds, int sampleRateHz, long seed) {
    java.util.Random random = new java.util.Random(seed);
    float[] samples = new float[(int) (seconds * sampleRateHz)];
    double hz = 220;

    for (int i = 0; i < samples.length; i++) {
      if (i % (sampleRateHz / 2) == 0) {
        hz = 150 + 500 * random.nextDouble();
      }

      double decay = Math.exp(-4.0 * (i % (sampleRateHz / 2)) / sampleRateHz);
      double phase = 2 * Math.PI * hz * i / sampleRateHz;
      samples[i] =
          (float)
              (0.3
                  * decay
                  * (Math.sin(phase) + 0.5 * Math.sin(2.01 * phase) + 0.2 * Math.sin(3 * phase)));
    }

    return samples;
  }

  /** A stereo MP3 of 44,100 Hz: 440 Hz on the left, 1,000 Hz on the right. */
  public static byte[] mp3(double seconds) {
    return Mp3Writer.encode(
        new float[][] {sine(440, seconds, 44100), sine(1000, seconds, 44100)},
        44100,
        128,
        TrackTags.NONE);
  }

  /** Analyses one channel of 22,050 Hz. */
  public static FeatureExtractor.Outcome.Extracted extract(float[] samples, String... overrides) {
    return (FeatureExtractor.Outcome.Extracted) analyse(samples, overrides);
  }

  /** Analyses one channel of 22,050 Hz, which may turn out to be unusable. */
  public static FeatureExtractor.Outcome analyse(float[] samples, String... overrides) {
    StreamingFeatureExtractor analysis =
        new FeatureExtractor(SettingsReader.read(List.of(), List.of(overrides))).begin();
    analysis.accept(samples, samples.length);
    return analysis.finish(new SourceInfo("test", 22050, 1, samples.length));
  }

  /** A golden signal. */
  public static float[] golden(String name) {
    try (InputStream in =
            Objects.requireNonNull(
                TestSignals.class.getResourceAsStream("/golden/" + name + ".wav"));
        AudioInputStream audio = AudioSystem.getAudioInputStream(new BufferedInputStream(in))) {
      byte[] bytes = audio.readAllBytes();
      float[] samples = new float[bytes.length / 2];

      for (int i = 0; i < samples.length; i++) {
        samples[i] = (short) ((bytes[2 * i] & 0xFF) | bytes[2 * i + 1] << 8) / 32768f;
      }

      return samples;
    } catch (IOException | UnsupportedAudioFileException e) {
      throw new IllegalStateException(e);
    }
  }
}

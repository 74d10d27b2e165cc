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

/** Test signals, and their extractor. */
public final class TestSignals {

  private TestSignals() {}

  /** Generates a sine of amplitude 0.5. */
  public static float[] sine(double hz, double seconds, int sampleRateHz) {
    float[] samples = new float[(int) (seconds * sampleRateHz)];

    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * hz * i / sampleRateHz));
    }

    return samples;
  }

  /** Generates random notes of half a second with overtones; no passage repeats. */
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

  /** Encodes a stereo MP3 at 44,100 Hz: 440 Hz on the left, 1,000 Hz on the right. */
  public static byte[] mp3(double seconds) {
    return Mp3Writer.encode(
        new float[][] {sine(440, seconds, 44100), sine(1000, seconds, 44100)},
        44100,
        128,
        TrackTags.NONE);
  }

  /** Analyses samples at 22,050 Hz; fails if they are unusable. */
  public static FeatureExtractor.Outcome.Extracted extract(float[] samples, String... overrides) {
    return (FeatureExtractor.Outcome.Extracted) analyse(samples, overrides);
  }

  /** Analyses samples at 22,050 Hz, which may be unusable. */
  public static FeatureExtractor.Outcome analyse(float[] samples, String... overrides) {
    StreamingFeatureExtractor extractor =
        new FeatureExtractor(SettingsReader.read(List.of(), List.of(overrides))).begin();
    extractor.accept(samples, samples.length);
    return extractor.finish(new SourceInfo("test", 22050, 1, samples.length));
  }

  /** Reads a golden signal. */
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

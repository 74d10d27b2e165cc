package io.soundalike;

import io.soundalike.demo.Mp3Writer;
import io.soundalike.track.TrackTags;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** Signals for tests. */
public final class Sounds {

  private Sounds() {}

  /** A sine of amplitude 0.5. */
  public static float[] sine(double hz, double seconds, int sampleRateHz) {
    float[] samples = new float[(int) (seconds * sampleRateHz)];

    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * hz * i / sampleRateHz));
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

  /** A golden signal. */
  public static float[] golden(String name) {
    try (InputStream in =
            Objects.requireNonNull(Sounds.class.getResourceAsStream("/golden/" + name + ".wav"));
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

package io.soundalike.transcoding;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Writes samples as they are, in 16 bits, by Java Sound. */
public final class WavWriter {

  private WavWriter() {}

  /**
   * The bytes of a WAV file.
   *
   * @param channels {@code [1 or 2][samples]} in [-1, 1]; louder samples are cut
   */
  public static byte[] encode(float[][] channels, int sampleRateHz) {
    byte[] pcm = Pcm.interleave(channels);
    AudioInputStream samples =
        new AudioInputStream(
            new ByteArrayInputStream(pcm),
            Pcm.format(sampleRateHz, channels.length),
            channels[0].length);
    ByteArrayOutputStream wav = new ByteArrayOutputStream(pcm.length + 64);

    try {
      AudioSystem.write(samples, AudioFileFormat.Type.WAVE, wav);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory can always be written to", e);
    }

    return wav.toByteArray();
  }
}

package io.soundalike.transcoding;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Encodes samples as a 16-bit WAV file with Java Sound. */
public final class WavWriter {

  private WavWriter() {}

  /**
   * Encodes a song.
   *
   * @param channels {@code [1 or 2][samples]} in [-1, 1]; louder samples are clipped
   * @param sampleRateHz sample rate, in Hz
   * @return the file's bytes
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
      throw new UncheckedIOException("Writing to memory cannot fail", e);
    }

    return wav.toByteArray();
  }
}

package io.soundalike.audio;

import de.sciss.jump3r.Main;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Encodes MP3s with any of LAME's command-line options, through its Java port. */
public final class Lame {

  private Lame() {}

  /**
   * Encodes an MP3.
   *
   * @param channels {@code [1 or 2][samples]}
   * @param options options of the command line, such as {@code -V4}
   */
  public static byte[] encode(float[][] channels, int sampleRateHz, String... options) {
    PrintStream terminal = System.err;

    try {
      Path wav = Files.createTempFile("song", ".wav");
      Path mp3 = Files.createTempFile("song", ".mp3");
      Files.write(wav, wav(channels, sampleRateHz, 16));
      List<String> arguments = new ArrayList<>(List.of("--silent"));
      arguments.addAll(List.of(options));
      arguments.addAll(List.of(wav.toString(), mp3.toString()));
      System.setErr(new PrintStream(PrintStream.nullOutputStream(), true));
      new Main().run(arguments.toArray(String[]::new));
      byte[] bytes = Files.readAllBytes(mp3);
      Files.delete(wav);
      Files.delete(mp3);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      System.setErr(terminal);
    }
  }

  /** Encodes a WAV file of signed samples, or of unsigned ones at 8 bits. */
  public static byte[] wav(float[][] channels, int sampleRateHz, int bits) {
    return javaSound(
        channels,
        new AudioFormat(sampleRateHz, bits, channels.length, bits > 8, false),
        AudioFileFormat.Type.WAVE);
  }

  /** Encodes a file with Java Sound. */
  public static byte[] javaSound(
      float[][] channels, AudioFormat format, AudioFileFormat.Type type) {
    int samples = channels[0].length;
    int width = format.getSampleSizeInBits() / 8;
    byte[] bytes = new byte[samples * channels.length * width];
    int at = 0;

    for (int i = 0; i < samples; i++) {
      for (float[] channel : channels) {
        long value = Math.round(Math.scalb((double) channel[i], 8 * width - 1));
        value = Math.min(value, (1L << 8 * width - 1) - 1);
        value += format.getEncoding() == AudioFormat.Encoding.PCM_UNSIGNED ? 128 : 0;

        for (int b = 0; b < width; b++) {
          bytes[at + (format.isBigEndian() ? width - 1 - b : b)] = (byte) (value >> 8 * b);
        }

        at += width;
      }
    }

    try (AudioInputStream stream =
        new AudioInputStream(new ByteArrayInputStream(bytes), format, samples)) {
      java.io.ByteArrayOutputStream file = new java.io.ByteArrayOutputStream();
      AudioSystem.write(stream, type, file);
      return file.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.soundalike.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.settings.SettingsReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/**
 * A file decoded for a test.
 *
 * @param outcome result of the decoder
 * @param samples all samples at the analysis sample rate, including those of an undecodable file
 */
public record Decoding(DecodeOutcome outcome, float[] samples) {

  /** Decodes a file under the default settings with overrides. */
  public static Decoding decode(byte[] bytes, String... overrides) {
    try {
      return decode(new ByteArrayInputStream(bytes), bytes.length, overrides);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Decodes a stream that may fail, under the default settings with overrides. */
  public static Decoding decode(InputStream in, long length, String... overrides)
      throws IOException {
    AudioDecoder decoder = new AudioDecoder(SettingsReader.read(List.of(), List.of(overrides)));
    Collector collector = new Collector();
    DecodeOutcome outcome = decoder.decode(in, length, collector);
    return new Decoding(outcome, Arrays.copyOf(collector.samples, collector.size));
  }

  /** Format and length of the file; fails if it could not be decoded. */
  public SourceInfo source() {
    assertThat(outcome).isInstanceOf(DecodeOutcome.Decoded.class);
    return ((DecodeOutcome.Decoded) outcome).source();
  }

  /** Fault of the file; fails if it could be decoded. */
  public DecodeOutcome.Undecodable fault() {
    assertThat(outcome).isInstanceOf(DecodeOutcome.Undecodable.class);
    return (DecodeOutcome.Undecodable) outcome;
  }

  /** Amplitude of a sine in the middle half of the song, by projection on sine and cosine. */
  public double amplitude(double hz) {
    int from = samples.length / 4;
    int length = samples.length / 2;
    double re = 0;
    double im = 0;

    for (int i = 0; i < length; i++) {
      double phase = 2 * Math.PI * hz * i / 22050;
      re += samples[from + i] * Math.cos(phase);
      im += samples[from + i] * Math.sin(phase);
    }

    return 2 * Math.hypot(re, im) / length;
  }

  /** Collects blocks of samples. */
  public static final class Collector implements SampleConsumer {

    private float[] samples = new float[1 << 16];
    private int size;

    @Override
    public void accept(float[] block, int length) {
      if (size + length > samples.length) {
        samples = Arrays.copyOf(samples, 2 * (size + length));
      }

      System.arraycopy(block, 0, samples, size, length);
      size += length;
    }

    public float[] toArray() {
      return Arrays.copyOf(samples, size);
    }
  }
}

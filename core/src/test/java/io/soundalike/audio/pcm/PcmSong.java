package io.soundalike.audio.pcm;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.audio.Bytes;
import io.soundalike.audio.Decoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Six seconds of 16-bit noise, as the samples of a file. */
final class PcmSong {

  static final int RATE_HZ = 22050;
  static final int SAMPLES = 6 * RATE_HZ;
  private static final short[] SONG = song();

  private PcmSong() {}

  private static short[] song() {
    Random random = new Random(2);
    short[] song = new short[SAMPLES];

    for (int i = 0; i < song.length; i++) {
      song[i] = (short) (random.nextGaussian() * 4000);
    }

    return song;
  }

  /** The samples, full scale being 1. */
  static float[] samples() {
    float[] samples = new float[SAMPLES];

    for (int i = 0; i < samples.length; i++) {
      samples[i] = SONG[i] / 0x1p15f;
    }

    return samples;
  }

  /** Integers of {@code width} bytes whose bits are in the upper ones. */
  static byte[] integers(int width, ByteOrder order) {
    return integers(width, 8 * width - 16, order);
  }

  /** Integers of {@code width} bytes, shifted to the left. */
  static byte[] integers(int width, int shift, ByteOrder order) {
    byte[] bytes = new byte[width * SAMPLES];

    for (int i = 0; i < SAMPLES; i++) {
      for (int b = 0; b < width; b++) {
        int at = order == ByteOrder.BIG_ENDIAN ? width - 1 - b : b;
        bytes[width * i + at] = (byte) (SONG[i] << shift >> 8 * b);
      }
    }

    return bytes;
  }

  /** Floats of 4 or 8 bytes. */
  static byte[] floats(int width, ByteOrder order) {
    ByteBuffer bytes = ByteBuffer.allocate(width * SAMPLES).order(order);

    for (float sample : samples()) {
      if (width == 4) {
        bytes.putFloat(sample);
      } else {
        bytes.putDouble(sample);
      }
    }

    return bytes.array();
  }

  /** A chunk of RIFF or AIFF. */
  static byte[] chunk(String id, byte[] body, ByteOrder order) {
    byte[] size = ByteBuffer.allocate(4).order(order).putInt(body.length).array();
    return Bytes.join(Bytes.ascii(id), size, body, new byte[body.length % 2]);
  }

  /** Asserts that a file decodes to exactly the song. */
  static void assertIsIn(byte[] file, String format) {
    Decoding decoding = Decoding.decode(file);

    assertThat(decoding.source().format()).isEqualTo(format);
    assertThat(decoding.source().sampleRateHz()).isEqualTo(RATE_HZ);
    assertThat(Arrays.mismatch(decoding.samples(), samples())).isEqualTo(-1);
  }
}

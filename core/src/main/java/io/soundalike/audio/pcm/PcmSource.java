package io.soundalike.audio.pcm;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.SampleSource;
import io.soundalike.audio.UndecodableException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * Decodes uncompressed samples: integers of 8 to 32 bits, floats of 32 or 64 bits, A-law and
 * mu-law.
 *
 * <p>References: ITU-T G.711 (A-law and mu-law)
 */
final class PcmSource implements SampleSource {

  private static final int BLOCK_SAMPLES = 4096;

  private final InputStream in;
  private final PcmLayout layout;
  private final Closeable opened;
  private final float scale;
  private byte[] bytes = new byte[0];
  private ByteBuffer view = ByteBuffer.wrap(bytes);
  private float[] block = new float[0];
  private long decodedSamples;

  /**
   * @param in positioned at the first sample; supports {@code mark}
   */
  PcmSource(InputStream in, PcmLayout layout) throws IOException, UndecodableException {
    this(in, layout, () -> {});
  }

  /**
   * @param in positioned at the first sample; supports {@code mark}
   * @param opened closed with the source
   */
  PcmSource(InputStream in, PcmLayout layout, Closeable opened)
      throws IOException, UndecodableException {
    if (!layout.isSupported()) {
      throw new UndecodableException(
          AudioFault.UNSUPPORTED,
          String.format(
              Locale.ROOT,
              "samples of %d bytes; supported are signed integers of 1 to 4, unsigned ones of 1, and floats of 4 or 8 bytes",
              layout.sampleBytes()));
    }

    this.in = in;
    this.layout = layout;
    this.opened = opened;
    boolean isLow = layout.isPositionUnknown() && SamplePosition.isLow(in, layout);
    int bits = 8 * (isLow ? layout.validBytes() : layout.sampleBytes());
    this.scale = (float) Math.scalb(1.0, 1 - bits);
  }

  @Override
  public int sampleRateHz() {
    return layout.sampleRateHz();
  }

  @Override
  public int channels() {
    return layout.channels();
  }

  @Override
  public float[] block() {
    return block;
  }

  @Override
  public int next() throws IOException {
    int frameBytes = (int) layout.frameBytes();

    // Allocated here, after the channel count was validated: headers may claim any number.
    if (bytes.length == 0) {
      bytes = new byte[BLOCK_SAMPLES * frameBytes];
      block = new float[BLOCK_SAMPLES * channels()];
      view =
          ByteBuffer.wrap(bytes)
              .order(layout.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    long left = layout.samples() == 0 ? BLOCK_SAMPLES : layout.samples() - decodedSamples;
    int wanted = (int) Math.min(BLOCK_SAMPLES, left) * frameBytes;
    int samples = in.readNBytes(bytes, 0, wanted) / frameBytes;
    int values = samples * channels();

    for (int i = 0; i < values; i++) {
      block[i] = read(i * layout.sampleBytes());
    }

    decodedSamples += samples;
    return samples;
  }

  @Override
  public double lostShare() {
    return layout.samples() == 0 ? 0 : Math.max(0, 1 - (double) decodedSamples / layout.samples());
  }

  @Override
  public void close() throws IOException {
    opened.close();
  }

  private float read(int at) {
    return switch (layout.encoding()) {
      case SIGNED -> readInteger(at) * scale;
      case UNSIGNED -> ((bytes[at] & 0xFF) - 128) * scale;
      case FLOAT -> layout.sampleBytes() == 4 ? view.getFloat(at) : (float) view.getDouble(at);
      case A_LAW -> aLaw(bytes[at]) / 0x1p15f;
      case MU_LAW -> muLaw(bytes[at]) / 0x1p15f;
    };
  }

  private int readInteger(int at) {
    return switch (layout.sampleBytes()) {
      case 1 -> bytes[at];
      case 2 -> view.getShort(at);
      case 3 -> readInt24(at);
      default -> view.getInt(at);
    };
  }

  private int readInt24(int at) {
    return layout.isBigEndian()
        ? bytes[at] << 16 | (bytes[at + 1] & 0xFF) << 8 | bytes[at + 2] & 0xFF
        : bytes[at + 2] << 16 | (bytes[at + 1] & 0xFF) << 8 | bytes[at] & 0xFF;
  }

  /** A 13-bit value in the upper bits of 16. */
  private static int aLaw(byte code) {
    int value = code ^ 0x55;
    int segment = value >> 4 & 7;
    int magnitude = ((value & 0x0F) << 4) + 8;
    magnitude = segment == 0 ? magnitude : magnitude + 0x100 << segment - 1;
    return (value & 0x80) != 0 ? magnitude : -magnitude;
  }

  /** A 14-bit value in the upper bits of 16. */
  private static int muLaw(byte code) {
    int value = ~code;
    int magnitude = (((value & 0x0F) << 3) + 0x84 << (value >> 4 & 7)) - 0x84;
    return (value & 0x80) != 0 ? -magnitude : magnitude;
  }
}

package io.soundalike.audio.alac;

import io.soundalike.audio.BitReader;
import io.soundalike.audio.PacketDecoder;
import io.soundalike.audio.UndecodableException;
import java.io.IOException;

/**
 * Decodes packets of Apple Lossless (ALAC): 1 to 8 channels of 16, 20, 24 or 32 bits. No packet
 * depends on another.
 *
 * <p>References: Apple, Apple Lossless reference implementation and ALACMagicCookieDescription,
 * 2011
 */
public final class AlacDecoder implements PacketDecoder {

  private static final int SINGLE_CHANNEL = 0;
  private static final int CHANNEL_PAIR = 1;
  private static final int LOW_FREQUENCY = 3;
  private static final int DATA_STREAM = 4;
  private static final int FILL = 6;
  private static final int END = 7;

  private static final int TAG_BITS = 3;
  private static final int INSTANCE_BITS = 4;

  /**
   * Position in WAVE order of each channel in the order of ALAC, by the number of channels: C L R
   * Ls Rs Cs LFE up to seven, C Lc Rc L R Ls Rs LFE for eight.
   */
  private static final int[][] POSITIONS = {
    {},
    {0},
    {0, 1},
    {2, 0, 1},
    {2, 0, 1, 3},
    {2, 0, 1, 3, 4},
    {2, 0, 1, 4, 5, 3},
    {2, 0, 1, 4, 5, 6, 3},
    {2, 6, 7, 0, 1, 4, 5, 3}
  };

  /** A packet of the longest frame in eight channels of 32 bits has 2 MB. */
  private static final int MAX_PACKET_BYTES = 1 << 22;

  private final BitReader in = new BitReader("ALAC", MAX_PACKET_BYTES);
  private final AlacConfig config;
  private final AlacElement element;
  private final float scale;
  private float[] block = new float[0];

  /**
   * @param cookie the magic cookie, with or without the atoms of QuickTime around it
   * @throws UndecodableException if the cookie is not valid
   */
  public AlacDecoder(byte[] cookie) throws UndecodableException {
    this.config = AlacConfig.parse(cookie);
    this.element = new AlacElement(config);
    this.scale = (float) Math.scalb(1.0, 1 - config.bitDepth());
  }

  @Override
  public String codec() {
    return "ALAC";
  }

  /** Sample rate in Hz, as the cookie states it. */
  @Override
  public int sampleRateHz() {
    return config.sampleRateHz();
  }

  /** Number of channels, 1 to 8. */
  @Override
  public int channels() {
    return config.channels();
  }

  /** Samples of the last packet, channels interleaved in WAVE order, full scale being 1. */
  @Override
  public float[] block() {
    return block;
  }

  /**
   * Decodes a packet to {@link #block}.
   *
   * @param offset first byte of the packet
   * @param length number of bytes of the packet
   * @return number of samples of each channel
   * @throws IOException if the packet is not valid
   */
  @Override
  public int decode(byte[] packet, int offset, int length) throws IOException {
    in.start(packet, offset, length);
    int decodedChannels = 0;
    int samples = 0;

    while (decodedChannels < channels()) {
      int tag = in.read(TAG_BITS);

      switch (tag) {
        case SINGLE_CHANNEL, LOW_FREQUENCY, CHANNEL_PAIR -> {
          int width = tag == CHANNEL_PAIR ? 2 : 1;
          samples = decodeElement(decodedChannels, width, samples);
          decodedChannels += width;
        }
        case DATA_STREAM -> skipDataStream();
        case FILL -> skipFill();
        case END -> throw new IOException("an ALAC packet lacks channels");
        default ->
            throw new IOException("an ALAC packet has an element of the unknown type " + tag);
      }
    }

    return samples;
  }

  private int decodeElement(int firstChannel, int width, int samplesBefore) throws IOException {
    if (firstChannel + width > channels()) {
      throw new IOException("an ALAC packet has too many channels");
    }

    in.skip(INSTANCE_BITS);
    int samples = element.decode(in, width);

    if (firstChannel > 0 && samples != samplesBefore) {
      throw new IOException("the channels of an ALAC packet differ in length");
    }

    if (block.length < samples * channels()) {
      block = new float[config.frameLength() * channels()];
    }

    for (int c = 0; c < width; c++) {
      copy(element.samples(c), samples, POSITIONS[channels()][firstChannel + c]);
    }

    return samples;
  }

  private void copy(int[] values, int count, int position) {
    for (int i = 0; i < count; i++) {
      block[i * channels() + position] = values[i] * scale;
    }
  }

  private void skipDataStream() throws IOException {
    in.skip(INSTANCE_BITS);
    boolean isAligned = in.read(1) == 1;
    int bytes = in.read(8);
    bytes += bytes == 255 ? in.read(8) : 0;

    if (isAligned) {
      in.alignToByte();
    }

    in.skip(8L * bytes);
  }

  private void skipFill() throws IOException {
    int bytes = in.read(4);
    bytes += bytes == 15 ? in.read(8) - 1 : 0;
    in.skip(8L * bytes);
  }
}

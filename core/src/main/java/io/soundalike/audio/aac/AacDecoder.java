package io.soundalike.audio.aac;

import io.soundalike.audio.BitReader;
import io.soundalike.audio.PacketDecoder;
import io.soundalike.audio.UndecodableException;
import java.io.IOException;
import java.util.Arrays;

/**
 * Decodes packets of AAC-LC (Advanced Audio Coding, Low Complexity). Coupling channels are read but
 * not mixed into the others. The encoder's delay, which the packets do not state, is not removed.
 *
 * <p>Reference: ISO/IEC 14496-3, 4.4.2.1 ({@code raw_data_block})
 */
public final class AacDecoder implements PacketDecoder {

  /** Longest packet: 48 channels of 6,144 bits and as much beside them. */
  private static final int MAX_PACKET_BYTES = 1 << 16;

  /** Packets in which spectral band replication is searched; later ones may be damaged. */
  private static final int FIRST_PACKETS = 16;

  /** Encoders overshoot full scale, but never this far; damaged packets do. */
  private static final float MAX_MAGNITUDE = 8;

  private static final int BAND_REPLICATION = 13;
  private static final int BAND_REPLICATION_CHECKED = 14;

  private final AudioSpecificConfig config;
  private final int frameSamples;
  private final int channels;
  private final BitReader in = newBitReader();
  private final NoiseSubstitution noise = new NoiseSubstitution();
  private final JointStereo joint = new JointStereo();
  private final FilterBank filterBank;
  private final ChannelStream[] streams;
  private final FilterBank.Channel[] states;
  private final CouplingChannel coupling;
  private final boolean[] usedElements;
  private final boolean[] hasSpectrum;
  private final float[] block;
  private boolean hasBandReplication;
  private int packets;

  /**
   * @param audioSpecificConfig the {@code AudioSpecificConfig} of the stream
   * @throws UndecodableException if it is invalid or not that of AAC-LC
   */
  public AacDecoder(byte[] audioSpecificConfig) throws UndecodableException {
    this(AudioSpecificConfig.parse(audioSpecificConfig));
  }

  AacDecoder(AudioSpecificConfig config) {
    this.config = config;
    this.frameSamples = config.bands().frameSamples();
    this.channels = config.layout().channels();
    this.filterBank = new FilterBank(frameSamples);
    this.streams = new ChannelStream[channels];
    this.states = new FilterBank.Channel[channels];
    this.coupling = new CouplingChannel(config.bands());
    this.usedElements = new boolean[config.layout().size()];
    this.hasSpectrum = new boolean[channels];
    this.block = new float[frameSamples * channels];

    for (int channel = 0; channel < channels; channel++) {
      streams[channel] = new ChannelStream(config.bands());
      states[channel] = filterBank.newChannel();
    }
  }

  /** A reader of packets and configurations. */
  static BitReader newBitReader() {
    return new BitReader("AAC", MAX_PACKET_BYTES);
  }

  @Override
  public String codec() {
    return "AAC";
  }

  /** Sample rate, in Hz. */
  @Override
  public int sampleRateHz() {
    return config.sampleRateHz();
  }

  /** Number of channels. */
  @Override
  public int channels() {
    return channels;
  }

  /** Samples of each channel in a packet: 1024 or 960. */
  public int frameSamples() {
    return frameSamples;
  }

  /**
   * The samples of the last packet, silence if it was damaged: channels interleaved in the order of
   * WAV files (left, right, centre, low frequency, back left, back right, others), full scale being
   * 1. Valid until the next packet.
   */
  @Override
  public float[] block() {
    return block;
  }

  /** Bytes of the last packet that were read; more packets may follow. */
  int consumedBytes() {
    return (in.position() + 7) / Byte.SIZE;
  }

  /**
   * Decodes a packet.
   *
   * @return samples of each channel in {@link #block}: {@link #frameSamples}
   * @throws IOException if the packet is damaged; the next one can be decoded
   * @throws UndecodableException if it is HE-AAC, which only the packets tell
   */
  @Override
  public int decode(byte[] packet, int offset, int length)
      throws IOException, UndecodableException {
    try {
      in.start(packet, offset, length);
      readElements();
      synthesise();
    } catch (IOException e) {
      silence();
      throw e;
    }

    packets++;

    if (hasBandReplication && packets <= FIRST_PACKETS) {
      throw AudioSpecificConfig.highEfficiency();
    }

    return frameSamples;
  }

  private void silence() {
    Arrays.fill(block, 0);

    for (FilterBank.Channel state : states) {
      state.clear();
    }
  }

  private void synthesise() throws IOException {
    for (int channel = 0; channel < channels; channel++) {
      synthesise(channel);
    }

    for (float sample : block) {
      // The negated comparison is true for NaN, too.
      if (!(Math.abs(sample) < MAX_MAGNITUDE)) {
        throw new IOException("a sample of AAC is " + sample + ", full scale is 1");
      }
    }
  }

  private void synthesise(int channel) {
    ChannelStream stream = streams[channel];

    if (hasSpectrum[channel]) {
      stream.shape();
    } else {
      Arrays.fill(stream.spectrum(), 0);
    }

    filterBank.synthesise(
        stream.info(), stream.spectrum(), states[channel], block, channel, channels);
  }

  private void readElements() throws IOException {
    Arrays.fill(usedElements, false);
    Arrays.fill(hasSpectrum, false);
    hasBandReplication = false;
    ElementType type;

    do {
      type = ElementType.of(in.read(ElementType.BITS));

      switch (type) {
        case SINGLE_CHANNEL, LOW_FREQUENCY -> readChannel(type);
        case CHANNEL_PAIR -> readPair();
        case COUPLING_CHANNEL -> coupling.skip(in);
        case DATA_STREAM -> skipData();
        case PROGRAM_CONFIG -> ChannelLayout.read(in);
        case FILL -> readFill();
        case END -> {}
      }
    } while (type != ElementType.END);
  }

  private void readChannel(ElementType type) throws IOException {
    int channel = config.layout().find(type, in.read(ElementType.TAG_BITS), usedElements);
    streams[channel].read(in, false);
    noise.fill(streams[channel]);
    hasSpectrum[channel] = true;
  }

  private void readPair() throws IOException {
    int tag = in.read(ElementType.TAG_BITS);
    int channel = config.layout().find(ElementType.CHANNEL_PAIR, tag, usedElements);
    ChannelStream left = streams[channel];
    ChannelStream right = streams[channel + 1];
    boolean hasCommonWindow = in.readFlag();
    joint.clear();

    if (hasCommonWindow) {
      left.info().read(in);
      right.info().copyFrom(left.info());
      joint.read(in, left.info());
    }

    left.read(in, hasCommonWindow);
    right.read(in, hasCommonWindow);
    noise.fill(left);
    noise.fill(right);
    joint.apply(left, right);
    hasSpectrum[channel] = true;
    hasSpectrum[channel + 1] = true;
  }

  private void skipData() throws IOException {
    in.skip(ElementType.TAG_BITS);
    boolean isAligned = in.readFlag();
    int bytes = in.read(8);

    if (bytes == 255) {
      bytes += in.read(8);
    }

    if (isAligned) {
      in.alignToByte();
    }

    in.skip((long) Byte.SIZE * bytes);
  }

  private void readFill() throws IOException {
    int bytes = in.read(4);

    if (bytes == 15) {
      bytes += in.read(8) - 1;
    }

    if (bytes > 0) {
      int extension = in.peek(4);
      in.skip((long) Byte.SIZE * bytes);
      hasBandReplication |= extension == BAND_REPLICATION || extension == BAND_REPLICATION_CHECKED;
    }
  }
}

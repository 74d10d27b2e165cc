package io.soundalike.audio.ogg;

import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusMSDecoder;
import io.github.jaredmdobson.concentus.OpusPacketInfo;
import io.soundalike.audio.AudioFault;
import io.soundalike.audio.UndecodableException;
import java.io.IOException;
import java.util.List;

/** Decodes Opus packets with Concentus, in 16 bits. */
final class OpusPacketDecoder implements OggPacketDecoder {

  private static final int RATE_HZ = 48_000;

  /** Samples of the longest packet, 120 ms. */
  private static final int MAX_SAMPLES = RATE_HZ / 25 * 3;

  private static final float FULL_SCALE = 1 << 15;

  private final OpusHeader header;
  private final OpusMSDecoder decoder;
  private final short[] pcm;
  private final float[] block;
  private final float scale;

  private OpusPacketDecoder(OpusHeader header) throws OpusException {
    this.header = header;
    decoder =
        OpusMSDecoder.create(
            RATE_HZ, header.channels(), header.streams(), header.coupled(), header.mapping());
    pcm = new short[MAX_SAMPLES * header.channels()];
    block = new float[pcm.length];
    scale = (float) Math.pow(10, header.gainDb() / 20) / FULL_SCALE;
  }

  /**
   * Reads the header packets of a stream.
   *
   * @throws UndecodableException if they are damaged or missing
   */
  static OpusPacketDecoder open(OggLink link) throws IOException, UndecodableException {
    byte[] identification = link.nextPacket();
    byte[] comments = link.nextPacket();

    if (identification == null || comments == null) {
      throw new UndecodableException(AudioFault.DAMAGED, "the Opus headers are incomplete");
    }

    try {
      return new OpusPacketDecoder(OpusHeader.parse(identification));
    } catch (OpusException | IllegalArgumentException e) {
      throw new UndecodableException(AudioFault.DAMAGED, "the Opus header is damaged: " + e);
    }
  }

  @Override
  public int sampleRateHz() {
    return RATE_HZ;
  }

  @Override
  public int channels() {
    return header.channels();
  }

  @Override
  public int preSkip() {
    return header.preSkip();
  }

  @Override
  public long countSamples(List<byte[]> packets) {
    return packets.stream()
        .mapToInt(p -> Math.max(0, OpusPacketInfo.getNumSamples(p, 0, p.length, RATE_HZ)))
        .sum();
  }

  @Override
  public int decode(byte[] packet) {
    if (packet.length == 0) {
      return -1;
    }

    try {
      int samples = decoder.decodeMultistream(packet, 0, packet.length, pcm, 0, MAX_SAMPLES, 0);
      copyToBlock(samples);
      return samples;
    } catch (RuntimeException | AssertionError e) {
      // Concentus does not check all values and reports some with an assertion.
      return -1;
    }
  }

  private void copyToBlock(int samples) {
    int channels = header.channels();

    for (int c = 0; c < channels; c++) {
      int from =
          header.family() == OpusHeader.VORBIS_FAMILY
              ? VorbisChannelOrder.position(c, channels)
              : c;

      for (int i = 0; i < samples; i++) {
        block[i * channels + c] = pcm[i * channels + from] * scale;
      }
    }
  }

  @Override
  public float[] block() {
    return block;
  }
}

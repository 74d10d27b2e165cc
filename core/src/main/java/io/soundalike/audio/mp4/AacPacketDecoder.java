package io.soundalike.audio.mp4;

import io.soundalike.audio.UndecodableException;
import io.soundalike.audio.aac.AacDecoder;
import java.io.IOException;

/** Decodes the packets of an AAC track. */
final class AacPacketDecoder implements PacketDecoder {

  private final AacDecoder decoder;

  AacPacketDecoder(byte[] audioSpecificConfig) throws UndecodableException {
    this.decoder = new AacDecoder(audioSpecificConfig);
  }

  @Override
  public String codec() {
    return "AAC";
  }

  @Override
  public int sampleRateHz() {
    return decoder.sampleRateHz();
  }

  @Override
  public int channels() {
    return decoder.channels();
  }

  @Override
  public int decode(byte[] packet, int length) throws IOException, UndecodableException {
    return decoder.decode(packet, 0, length);
  }

  @Override
  public float[] block() {
    return decoder.block();
  }
}

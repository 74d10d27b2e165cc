package io.soundalike.audio.mp4;

import io.soundalike.audio.UndecodableException;
import io.soundalike.audio.alac.AlacDecoder;
import java.io.IOException;

/** Decodes the packets of an ALAC track. */
final class AlacPacketDecoder implements PacketDecoder {

  private final AlacDecoder decoder;

  AlacPacketDecoder(byte[] cookie) throws UndecodableException {
    this.decoder = new AlacDecoder(cookie);
  }

  @Override
  public String codec() {
    return "ALAC";
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
  public int decode(byte[] packet, int length) throws IOException {
    return decoder.decode(packet, 0, length);
  }

  @Override
  public float[] block() {
    return decoder.block();
  }
}

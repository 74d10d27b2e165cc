package io.soundalike.audio;

import java.io.IOException;

/** Decodes the packets of a stream that a container such as MP4 holds. */
public interface PacketDecoder {

  /** Name of the codec, such as {@code "AAC"}. */
  String codec();

  /** Sample rate in Hz. */
  int sampleRateHz();

  /** Number of channels. */
  int channels();

  /**
   * Decodes the next packet to {@link #block}.
   *
   * @param packet holds the packet
   * @param offset first byte of the packet
   * @param length number of bytes of the packet
   * @return number of samples of each channel
   * @throws IOException if the packet is not valid
   * @throws UndecodableException if the packet shows that none of the track can be decoded
   */
  int decode(byte[] packet, int offset, int length) throws IOException, UndecodableException;

  /**
   * Samples of the last packet, channels interleaved in the order of WAV files, full scale being 1;
   * may be changed.
   */
  float[] block();
}

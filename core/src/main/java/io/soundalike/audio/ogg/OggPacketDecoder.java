package io.soundalike.audio.ogg;

import java.util.List;

/** Decoder of one stream whose granule positions count samples. */
interface OggPacketDecoder {

  /** Sample rate, and unit of the granule positions, in Hz. */
  int sampleRateHz();

  /** Number of channels. */
  int channels();

  /** Number of samples at the beginning of the stream that are not part of the song. */
  int preSkip();

  /** Number of samples of each channel that the next packets will give. */
  long countSamples(List<byte[]> packets);

  /**
   * Decodes the next packet.
   *
   * @return number of samples of each channel in {@link #block}; -1 if it cannot be decoded
   */
  int decode(byte[] packet);

  /**
   * The samples of the last packet, channels interleaved, full scale being 1, the left channel
   * first and the right one second if there are any.
   */
  float[] block();
}

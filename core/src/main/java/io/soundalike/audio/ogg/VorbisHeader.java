package io.soundalike.audio.ogg;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.UndecodableException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Identification header of a Vorbis stream (Vorbis I specification, section 4.2.2).
 *
 * @param channels number of channels, 1 to 255
 * @param longBlock number of samples of a long block, 64 to 8192
 */
record VorbisHeader(int channels, int longBlock) {

  private static final int BYTES = 30;
  private static final int VERSION_OFFSET = 7;
  private static final int CHANNELS_OFFSET = 11;
  private static final int RATE_OFFSET = 12;
  private static final int BLOCK_SIZES_OFFSET = 28;
  private static final int MIN_BLOCK_BITS = 6;
  private static final int MAX_BLOCK_BITS = 13;

  /**
   * @throws UndecodableException if a value is invalid
   */
  static VorbisHeader parse(byte[] packet) throws UndecodableException {
    if (packet.length < BYTES) {
      throw new UndecodableException(
          AudioFault.DAMAGED, "a Vorbis header of " + packet.length + " bytes, it needs " + BYTES);
    }

    ByteBuffer fields = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
    int channels = packet[CHANNELS_OFFSET] & 0xFF;
    int shortBits = packet[BLOCK_SIZES_OFFSET] & 0xF;
    int longBits = packet[BLOCK_SIZES_OFFSET] >> 4 & 0xF;

    if (fields.getInt(VERSION_OFFSET) != 0
        || channels == 0
        || fields.getInt(RATE_OFFSET) <= 0
        || shortBits < MIN_BLOCK_BITS
        || shortBits > longBits
        || longBits > MAX_BLOCK_BITS) {
      throw new UndecodableException(AudioFault.DAMAGED, "the Vorbis header has invalid values");
    }

    return new VorbisHeader(channels, 1 << longBits);
  }
}

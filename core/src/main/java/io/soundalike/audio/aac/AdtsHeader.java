package io.soundalike.audio.aac;

import org.jspecify.annotations.Nullable;

/**
 * Header of a frame of an ADTS (Audio Data Transport Stream) file.
 *
 * <p>Reference: ISO/IEC 14496-3, 1.A.2.2
 *
 * @param version identifier of MPEG-4 (0) or MPEG-2 (1)
 * @param objectType number of the MPEG-4 audio object type, 1 to 4
 * @param rateIndex index of the sample rate
 * @param configuration channel configuration; 0 if the first packet states the channels
 * @param isProtected whether checksums follow the header and the packets
 * @param frameBytes size of the frame with this header, in bytes
 * @param packets number of packets in the frame, 1 to 4
 */
record AdtsHeader(
    int version,
    int objectType,
    int rateIndex,
    int configuration,
    boolean isProtected,
    int frameBytes,
    int packets) {

  /** Size of the header without checksums, in bytes. */
  static final int BYTES = 7;

  /** Largest frame, in bytes. */
  static final int MAX_FRAME_BYTES = (1 << 13) - 1;

  /** Size of a checksum, and of the position of a packet, in bytes. */
  static final int CHECKSUM_BYTES = 2;

  /**
   * Parses the header at {@code at}.
   *
   * @param end number of valid bytes in {@code bytes}
   * @return null if the bytes are no header
   */
  static @Nullable AdtsHeader parse(byte[] bytes, int at, int end) {
    // Twelve bits of sync word; the layer, two bits behind the version, is zero.
    if (at + BYTES > end || bytes[at] != (byte) 0xFF || (bytes[at + 1] & 0xF6) != 0xF0) {
      return null;
    }

    AdtsHeader header =
        new AdtsHeader(
            bytes[at + 1] >> 3 & 1,
            (bytes[at + 2] >> 6 & 3) + 1,
            bytes[at + 2] >> 2 & 15,
            (bytes[at + 2] & 1) << 2 | bytes[at + 3] >> 6 & 3,
            (bytes[at + 1] & 1) == 0,
            (bytes[at + 3] & 3) << 11 | (bytes[at + 4] & 0xFF) << 3 | bytes[at + 5] >> 5 & 7,
            (bytes[at + 6] & 3) + 1);
    return header.rateIndex < AudioSpecificConfig.rates()
            && header.frameBytes > header.firstPacket()
        ? header
        : null;
  }

  /** Offset of the first packet in the frame, in bytes. */
  int firstPacket() {
    return isProtected ? BYTES + CHECKSUM_BYTES * packets : BYTES;
  }

  /** Whether a frame with this header can follow one with the other in one stream. */
  boolean continues(AdtsHeader other) {
    return version == other.version
        && objectType == other.objectType
        && rateIndex == other.rateIndex
        && configuration == other.configuration;
  }
}

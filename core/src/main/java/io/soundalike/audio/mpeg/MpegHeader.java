package io.soundalike.audio.mpeg;

import org.jspecify.annotations.Nullable;

/**
 * The four-byte header of an MPEG audio frame.
 *
 * <p>References: ISO/IEC 11172-3:1993 and 13818-3:1998, and the unofficial extension MPEG 2.5 to
 * lower sample rates
 *
 * @param version 1, 2, or 25 for MPEG 2.5
 * @param layer 1, 2 or 3
 * @param bitrateKbps bit rate in kb/s; 0 in free format, where frames do not state their length
 * @param sampleRateHz sample rate, in Hz
 * @param padding whether the frame has an additional slot
 * @param channels 1 or 2
 */
record MpegHeader(
    int version, int layer, int bitrateKbps, int sampleRateHz, boolean padding, int channels) {

  /** Size of the header, in bytes. */
  static final int BYTES = 4;

  /** Upper bound of a frame's size; the header's fields allow 2,881 at most. */
  static final int MAX_FRAME_BYTES = 8192;

  /** {@code [version 1 or later][layer - 1][index]}, kb/s. */
  private static final int[][][] BITRATES = {
    {
      {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
      {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
      {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}
    },
    {
      {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
      {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
      {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
    }
  };

  private static final int[] RATES_HZ = {44100, 48000, 32000};

  /**
   * Parses the header at {@code at}.
   *
   * @param end number of valid bytes in {@code bytes}
   * @return null if the bytes are no header
   */
  static @Nullable MpegHeader parse(byte[] bytes, int at, int end) {
    if (at + BYTES > end || (bytes[at] & 0xFF) != 0xFF || (bytes[at + 1] & 0xE0) != 0xE0) {
      return null;
    }

    int versionBits = bytes[at + 1] >> 3 & 3;
    int layerBits = bytes[at + 1] >> 1 & 3;
    int bitrateBits = bytes[at + 2] >> 4 & 15;
    int rateBits = bytes[at + 2] >> 2 & 3;

    if (versionBits == 1 || layerBits == 0 || bitrateBits == 15 || rateBits == 3) {
      return null;
    }

    int version = versionBits == 3 ? 1 : versionBits == 2 ? 2 : 25;
    int layer = 4 - layerBits;
    int divisor = version == 1 ? 1 : version == 2 ? 2 : 4;
    return new MpegHeader(
        version,
        layer,
        BITRATES[version == 1 ? 0 : 1][layer - 1][bitrateBits],
        RATES_HZ[rateBits] / divisor,
        (bytes[at + 2] & 2) != 0,
        (bytes[at + 3] >> 6 & 3) == 3 ? 1 : 2);
  }

  /** Samples of each channel in a frame: 384, 576 or 1,152. */
  int samples() {
    return layer == 1 ? 384 : layer == 3 && version != 1 ? 576 : 1152;
  }

  /** Frame length in bytes, header included; 0 in free format. */
  int frameBytes() {
    int slot = slotBytes();
    int slots = samples() / 8 / slot * 1000 * bitrateKbps / sampleRateHz;
    return bitrateKbps == 0 ? 0 : slots * slot + paddingBytes();
  }

  /** Bytes by which padding lengthens the frame. */
  int paddingBytes() {
    return padding ? slotBytes() : 0;
  }

  private int slotBytes() {
    return layer == 1 ? 4 : 1;
  }

  /** Whether two headers can belong to one stream: bit rate, padding and stereo mode may change. */
  boolean continues(MpegHeader other) {
    return version == other.version
        && layer == other.layer
        && sampleRateHz == other.sampleRateHz
        && channels == other.channels
        && (bitrateKbps == 0) == (other.bitrateKbps == 0);
  }
}

package io.soundalike.audio;

import org.jspecify.annotations.Nullable;

/**
 * The four bytes in front of each frame of MPEG audio.
 *
 * <p>References: ISO/IEC 11172-3:1993 and 13818-3:1998, and the extension to lower rates that is
 * known as MPEG 2.5
 *
 * @param version 1, 2 or 25
 * @param layer 1, 2 or 3
 * @param bitrateKbps 0 in free format, where frames do not tell their length
 * @param sampleRateHz of the frame
 * @param padding whether the frame is one slot longer
 * @param channels 1 or 2
 */
record MpegHeader(
    int version, int layer, int bitrateKbps, int sampleRateHz, boolean padding, int channels) {

  /** Bytes of the header itself. */
  static final int BYTES = 4;

  /** More than any frame has; the fields can say 2,881 at most. */
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
   * Reads a header, if there is one at {@code at}.
   *
   * @param end how many of {@code bytes} count
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

  /** Samples of each channel in a frame. */
  int samples() {
    return layer == 1 ? 384 : layer == 3 && version != 1 ? 576 : 1152;
  }

  /** Bytes from this header to the next; 0 in free format. */
  int frameBytes() {
    int slot = layer == 1 ? 4 : 1;
    int slots = samples() / 8 / slot * 1000 * bitrateKbps / sampleRateHz;
    return bitrateKbps == 0 ? 0 : (slots + (padding ? 1 : 0)) * slot;
  }

  /**
   * Whether two headers can stand in one stream: bit rate, padding and kind of stereo may change.
   */
  boolean continues(MpegHeader other) {
    return version == other.version
        && layer == other.layer
        && sampleRateHz == other.sampleRateHz
        && channels == other.channels
        && (bitrateKbps == 0) == (other.bitrateKbps == 0);
  }
}

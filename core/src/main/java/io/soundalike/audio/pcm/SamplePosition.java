package io.soundalike.audio.pcm;

import java.io.IOException;
import java.io.InputStream;

/**
 * Finds out whether the bits of an integer are in the upper or in the lower bytes of a wider
 * sample, such as 24 bits in four bytes. Headers say the same of both, so the samples decide. A bit
 * that upper bytes do not hold means the lower ones; a number that is not the sign extension of its
 * lower bytes means the upper ones. If neither is found, because the song begins very quietly, the
 * lower bytes are assumed.
 */
final class SamplePosition {

  /** Bytes of samples that are examined. */
  private static final int LOOKAHEAD_BYTES = 1 << 20;

  private SamplePosition() {}

  /**
   * Whether the bits are in the lower bytes.
   *
   * @param in supports {@code mark}; left where it is
   * @param layout of signed, little-endian samples of four bytes at most
   */
  static boolean isLow(InputStream in, PcmLayout layout) throws IOException {
    in.mark(LOOKAHEAD_BYTES);
    byte[] bytes = in.readNBytes(LOOKAHEAD_BYTES);
    in.reset();
    int width = layout.sampleBytes();
    int freeBits = 8 * (width - layout.validBytes());
    int signBits = 32 - 8 * layout.validBytes();

    for (int at = 0; at + width <= bytes.length; at += width) {
      int value = 0;

      for (int i = width - 1; i >= 0; i--) {
        int part = i == width - 1 ? bytes[at + i] : bytes[at + i] & 0xFF;
        value = value << 8 | part;
      }

      if ((value & (1 << freeBits) - 1) != 0) {
        return true;
      }

      if (value << signBits >> signBits != value) {
        return false;
      }
    }

    return true;
  }
}

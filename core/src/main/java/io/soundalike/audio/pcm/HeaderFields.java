package io.soundalike.audio.pcm;

import io.soundalike.audio.MagicBytes;
import java.nio.ByteBuffer;

/** Reads numbers and names from the headers of audio files. */
final class HeaderFields {

  private static final int SIZE_TOLERANCE = 1 << 16;
  private static final long SOX_UNKNOWN = 0x7F000000L;
  private static final long SMALLEST_LONG_UNKNOWN = 1L << 62;

  private HeaderFields() {}

  /** An unsigned number of 32 bits. */
  static long unsigned(ByteBuffer header, int at) {
    return header.getInt(at) & 0xFFFFFFFFL;
  }

  /** An unsigned number of 32 bits; {@code Integer.MAX_VALUE} if it is larger. */
  static int count(ByteBuffer header, int at) {
    return (int) Math.min(Integer.MAX_VALUE, unsigned(header, at));
  }

  /** A sample rate in Hz, rounded; {@code Integer.MAX_VALUE} if it is larger. */
  static int rateHz(double rate) {
    return (int) Math.min(Integer.MAX_VALUE, Math.round(rate));
  }

  /** A code of four characters; those that cannot be printed are replaced by question marks. */
  static String fourCharacterCode(ByteBuffer header, int at) {
    byte[] code = new byte[4];
    header.get(at, code);
    return MagicBytes.ascii(code, 0, code.length).replaceAll("[^\\x20-\\x7E]", "?");
  }

  /**
   * Whether a size stands for one that the writer did not know: 0, or more than there is and close
   * to the maximum of the field, signed or unsigned. SoX writes 0x7F000000 to AIFF.
   *
   * @param size stated number of bytes of all samples; negative if it is none
   * @param bytesLeft number of bytes from the first sample to the end of the file
   */
  static boolean isUnknownSize(long size, long bytesLeft) {
    return size <= 0
        || size > bytesLeft
            && (isClose(size, SOX_UNKNOWN)
                || isClose(size, 1L << 31)
                || isClose(size, 1L << 32)
                || size >= SMALLEST_LONG_UNKNOWN);
  }

  private static boolean isClose(long size, long placeholder) {
    return Math.abs(size - placeholder) <= SIZE_TOLERANCE;
  }
}

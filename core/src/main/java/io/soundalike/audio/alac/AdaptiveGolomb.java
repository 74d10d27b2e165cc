package io.soundalike.audio.alac;

import io.soundalike.audio.BitReader;
import java.io.IOException;
import java.util.Arrays;

/**
 * The entropy coder of ALAC: Golomb codes whose parameter follows a running mean of the magnitudes,
 * and run lengths of zeros where the mean is small.
 *
 * <p>References: Apple, Apple Lossless reference implementation, 2011
 */
final class AdaptiveGolomb {

  /** Binary digits of the fraction of the running mean. */
  private static final int MEAN_FRACTION_BITS = 9;

  /** Runs of zeros are coded while the mean is below this, a quarter in the mean's scale. */
  private static final int MAX_MEAN_OF_RUNS = 1 << MEAN_FRACTION_BITS - 2;

  /** Prefix after which the number follows without compression. */
  private static final int ESCAPE_PREFIX = 9;

  /** Bits of a run length that follows without compression. */
  private static final int RUN_BITS = 16;

  /** Larger values set the mean to this. */
  private static final int MAX_VALUE_OF_MEAN = 0xFFFF;

  private final int initialMean;
  private final int parameterLimit;

  AdaptiveGolomb(AlacConfig config) {
    this.initialMean = config.initialHistory();
    this.parameterLimit = config.parameterLimit();
  }

  /**
   * Decodes the residuals of one channel.
   *
   * @param multiplier speed of adaptation, in units of 1/512
   * @param valueBits bits of a residual that follows without compression, 1 to 32
   * @param residuals receives {@code count} values
   * @throws IOException if the packet ends before or a run of zeros exceeds {@code count}
   */
  void decode(BitReader in, int multiplier, int valueBits, int[] residuals, int count)
      throws IOException {
    int mean = initialMean;
    int signModifier = 0;
    int i = 0;

    while (i < count) {
      int parameter = 31 - Integer.numberOfLeadingZeros((mean >>> MEAN_FRACTION_BITS) + 3);
      int code = readCode(in, Math.min(parameter, parameterLimit), valueBits);
      int folded = code + signModifier;
      int magnitude = folded + 1 >>> 1;
      residuals[i++] = (folded & 1) == 0 ? magnitude : -magnitude;
      mean =
          Integer.compareUnsigned(code, MAX_VALUE_OF_MEAN) > 0
              ? MAX_VALUE_OF_MEAN
              : mean + multiplier * folded - (multiplier * mean >>> MEAN_FRACTION_BITS);
      signModifier = 0;

      if (i < count && Integer.compareUnsigned(mean, MAX_MEAN_OF_RUNS) < 0) {
        int zeros = readRun(in, mean);

        if (zeros > count - i) {
          throw new IOException("a run of zeros exceeds its ALAC packet");
        }

        Arrays.fill(residuals, i, i + zeros, 0);
        i += zeros;

        // The next value is not 0, or the run would have been longer.
        signModifier = zeros < MAX_VALUE_OF_MEAN ? 1 : 0;
        mean = 0;
      }
    }
  }

  private int readRun(BitReader in, int mean) throws IOException {
    int parameter = Integer.numberOfLeadingZeros(mean) - 24 + (mean + 16 >> 6);
    return readCode(in, Math.min(parameter, parameterLimit), RUN_BITS);
  }

  /** Reads a unary prefix and the rest of a Golomb code with the divisor 2^parameter - 1. */
  private static int readCode(BitReader in, int parameter, int escapeBits) throws IOException {
    int prefix = Integer.numberOfLeadingZeros(~(in.peek(ESCAPE_PREFIX) << 32 - ESCAPE_PREFIX));

    if (prefix >= ESCAPE_PREFIX) {
      in.skip(ESCAPE_PREFIX);
      return in.read(escapeBits);
    }

    in.skip(prefix + 1L);
    int quotient = prefix * ((1 << parameter) - 1);

    if (parameter <= 1) {
      return quotient;
    }

    // Remainder 0 takes one bit fewer than the others.
    int remainder = in.peek(parameter);
    in.skip(remainder < 2 ? parameter - 1 : parameter);
    return remainder < 2 ? quotient : quotient + remainder - 1;
  }
}

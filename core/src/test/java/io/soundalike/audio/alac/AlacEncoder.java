package io.soundalike.audio.alac;

import java.nio.ByteBuffer;

/** Encodes simple ALAC packets for tests: without compression, or with one predictor. */
public final class AlacEncoder {

  public static final int FRAME_LENGTH = 4096;

  private static final int END = 7;
  private static final int PARAMETER_LIMIT = 14;

  private AlacEncoder() {}

  /** Builds a magic cookie with the usual parameters of the entropy coder. */
  public static byte[] cookie(int bits, int channels, int rateHz) {
    return ByteBuffer.allocate(24)
        .putInt(FRAME_LENGTH)
        .put(new byte[] {0, (byte) bits, 40, 10, PARAMETER_LIMIT, (byte) channels})
        .putShort((short) 255)
        .putInt(0)
        .putInt(0)
        .putInt(rateHz)
        .array();
  }

  /**
   * Encodes a packet without compression.
   *
   * @param elements {@code [elements][1 or 2 channels][samples]} in the order of ALAC
   */
  public static byte[] uncompressed(int bits, int[][]... elements) {
    BitWriter out = new BitWriter();

    for (int[][] element : elements) {
      int samples = element[0].length;
      out.write(3, element.length - 1).write(16, 0).write(1, 1).write(3, 1).write(32, samples);

      for (int i = 0; i < samples; i++) {
        for (int[] channel : element) {
          out.write(bits, channel[i]);
        }
      }
    }

    return out.write(3, END).toBytes();
  }

  /**
   * Encodes a packet of one channel of 16 bits with compression.
   *
   * @param isDifferenced whether differences are coded, else the samples themselves
   * @param order 0, or 31 for differences in addition
   */
  public static byte[] compressed(int[] samples, boolean isDifferenced, int order) {
    int[] residuals = samples.clone();
    residuals = order == 31 ? differences(residuals) : residuals;
    residuals = isDifferenced ? differences(residuals) : residuals;
    BitWriter out = new BitWriter();
    out.write(3, 0).write(16, 0).write(1, 1).write(3, 0).write(32, samples.length);
    out.write(16, 0).write(4, isDifferenced ? 15 : 0).write(4, 9).write(3, 4).write(5, order);

    for (int i = 0; i < order; i++) {
      out.write(16, 0);
    }

    writeResiduals(out, residuals);
    return out.write(3, END).toBytes();
  }

  private static int[] differences(int[] values) {
    int[] differences = values.clone();

    for (int i = 1; i < values.length; i++) {
      differences[i] = (short) (values[i] - values[i - 1]);
    }

    return differences;
  }

  private static void writeResiduals(BitWriter out, int[] residuals) {
    int mean = 10;
    int sign = 0;

    for (int i = 0; i < residuals.length; i++) {
      int folded = residuals[i] < 0 ? -2 * residuals[i] - 1 : 2 * residuals[i];
      writeCode(out, folded - sign, log2((mean >> 9) + 3), 16);
      mean += 40 * folded - (40 * mean >> 9);
      sign = 0;

      if (mean < 128 && i + 1 < residuals.length) {
        int zeros = 0;

        while (i + 1 < residuals.length && residuals[i + 1] == 0) {
          zeros++;
          i++;
        }

        writeCode(out, zeros, Integer.numberOfLeadingZeros(mean) - 24 + (mean + 16 >> 6), 16);
        sign = 1;
        mean = 0;
      }
    }
  }

  private static void writeCode(BitWriter out, int value, int parameter, int escapeBits) {
    int limited = Math.min(parameter, PARAMETER_LIMIT);
    int divisor = (1 << limited) - 1;

    if (value / divisor >= 9) {
      out.write(9, 0x1FF).write(escapeBits, value);
      return;
    }

    out.write(value / divisor, 0x1FF).write(1, 0);
    int remainder = value % divisor;

    if (remainder == 0) {
      out.write(limited - 1, 0);
    } else {
      out.write(limited, remainder + 1);
    }
  }

  private static int log2(int value) {
    return 31 - Integer.numberOfLeadingZeros(value);
  }
}

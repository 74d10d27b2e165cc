package io.soundalike.dsp;

/**
 * Converts power to decibels, and decibels to bytes.
 *
 * <p>References: librosa.power_to_db (0.10.1; amin=1e-10)
 */
public final class Decibels {

  private static final float A_MIN = 1e-10f;

  /** Leading bits of the mantissa whose logarithm is tabulated. */
  private static final int TABLE_BITS = 9;

  private static final int MANTISSA_BITS = 23;
  private static final double DB_PER_OCTAVE = 10 * Math.log10(2);
  private static final double DB_PER_E = 10 / Math.log(10);
  private static final double[] TABLE_DB = new double[1 << TABLE_BITS];
  private static final double[] TABLE_INVERSE = new double[1 << TABLE_BITS];

  static {
    for (int i = 0; i < TABLE_DB.length; i++) {
      double mantissa = 1 + (double) i / TABLE_DB.length;
      TABLE_DB[i] = 10 * Math.log10(mantissa);
      TABLE_INVERSE[i] = 1 / mantissa;
    }
  }

  private Decibels() {}

  /**
   * Computes {@code 10 log10(max(1e-10, power))} with an error below 1e-8 dB before rounding to
   * float. Several times as fast as {@link Math#log10}: it uses the exponent, a table for the
   * mantissa's leading bits, and three terms of a power series for the remaining bits.
   *
   * @param power finite
   * @return decibels relative to a power of 1, at least -100
   */
  public static float powerToDb(float power) {
    int bits = Float.floatToRawIntBits(Math.max(A_MIN, power));
    int exponent = (bits >> MANTISSA_BITS) - 127;
    int index = bits >> MANTISSA_BITS - TABLE_BITS & TABLE_DB.length - 1;
    double mantissa = 1 + (bits & (1 << MANTISSA_BITS) - 1) * 0x1p-23;
    double rest = mantissa * TABLE_INVERSE[index] - 1;
    double logarithm = rest * (1 - rest * (1.0 / 2 - rest * (1.0 / 3)));
    return (float) (exponent * DB_PER_OCTAVE + TABLE_DB[index] + DB_PER_E * logarithm);
  }

  /**
   * Computes the decibels of each power, as {@link #powerToDb(float)}.
   *
   * @param db receives as many values as {@code power} has
   */
  public static void powerToDb(float[] power, float[] db) {
    for (int i = 0; i < power.length; i++) {
      db[i] = powerToDb(power[i]);
    }
  }

  /**
   * Quantises a level to a byte.
   *
   * @param db level, in dB
   * @param maxDb the loudest level, which becomes 255
   * @param topDb dynamic range, in dB; levels this far below {@code maxDb} and lower ones become 0
   * @return 0 to 255, unsigned
   */
  public static byte toByte(double db, double maxDb, double topDb) {
    double scaled = (db - maxDb + topDb) / topDb;
    return (byte) (int) (255 * Math.max(0, Math.min(1, scaled)) + 0.5);
  }

  /** Scales a byte of {@link #toByte} to [0, 1]: 0 is the floor, 1 the loudest level. */
  public static float toUnit(byte value) {
    return (value & 0xFF) / 255f;
  }
}

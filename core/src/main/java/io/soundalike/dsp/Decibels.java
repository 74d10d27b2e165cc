package io.soundalike.dsp;

/**
 * Power to decibels, and decibels to bytes.
 *
 * <p>References: librosa.power_to_db(amin=1e-10)
 */
public final class Decibels {

  private static final double A_MIN = 1e-10;

  private Decibels() {}

  /** {@code 10 log10(max(1e-10, power))}: decibels above a power of 1. */
  public static double ofPower(double power) {
    return 10 * Math.log10(Math.max(A_MIN, power));
  }

  /**
   * Decibels below the loudest value, as a byte.
   *
   * @param db decibels
   * @param maxDb the loudest value, which becomes 255
   * @param topDb decibels below it that become 0, as does everything lower
   * @return 0 to 255, unsigned
   */
  public static byte toByte(double db, double maxDb, double topDb) {
    double scaled = (db - maxDb + topDb) / topDb;
    return (byte) Math.round(255 * Math.max(0, Math.min(1, scaled)));
  }

  /** The inverse of {@link #toByte}, scaled to [0, 1]: 0 is the floor, 1 the loudest value. */
  public static float toUnit(byte value) {
    return (value & 0xFF) / 255f;
  }
}

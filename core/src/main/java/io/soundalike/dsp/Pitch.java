package io.soundalike.dsp;

/** Frequencies as musicians count them. */
public final class Pitch {

  private static final double A0_HZ = 27.5;

  private Pitch() {}

  /**
   * Semitones of the equal temperament above A0, A4 being 440 Hz.
   *
   * @param hz positive
   */
  public static double semitones(double hz) {
    return 12 * Math.log(hz / A0_HZ) / Math.log(2);
  }
}

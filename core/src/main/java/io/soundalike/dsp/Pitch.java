package io.soundalike.dsp;

/** Converts frequencies to musical pitch. */
public final class Pitch {

  private static final double A0_HZ = 27.5;

  private Pitch() {}

  /**
   * Pitch of a frequency in semitones above A0, with A4 at 440 Hz.
   *
   * @param hz frequency in Hz, positive
   */
  public static double semitones(double hz) {
    return 12 * Math.log(hz / A0_HZ) / Math.log(2);
  }
}

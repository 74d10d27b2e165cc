package io.soundalike.features;

import io.soundalike.dsp.Decibels;
import java.util.Arrays;

/**
 * How much louder the mel bands become from each frame to the next.
 *
 * <p>References:
 *
 * <ul>
 *   <li>S. Böck, G. Widmer, Maximum filter vibrato suppression for onset detection, DAFx 2013:
 *       spectral flux
 *   <li>librosa.onset.onset_strength(lag=1, max_size=1, center=True)
 * </ul>
 */
final class OnsetStrength {

  /** Decibels below the loudest value of a song at which its bands are cut. */
  private static final double TOP_DB = 80;

  private OnsetStrength() {}

  /** How the bands' rises become one number. */
  enum Aggregate {
    MEAN,
    MEDIAN
  }

  /**
   * The envelope of a song.
   *
   * @param melPower {@code [nFrames][nMels]}, power
   * @param leadFrames frames by which the envelope is moved to the right, so that it lies on the
   *     frames' centres: 1 + nFft / (2 hop)
   * @return {@code [nFrames]}, not negative
   */
  static double[] envelope(float[][] melPower, int leadFrames, Aggregate aggregate) {
    int frames = melPower.length;
    double[] envelope = new double[frames];
    double floor = loudestDb(melPower) - TOP_DB;
    double[] before = new double[0];

    for (int t = 0; t < frames; t++) {
      double[] now = new double[melPower[t].length];

      for (int m = 0; m < now.length; m++) {
        now[m] = Math.max(floor, Decibels.ofPower(melPower[t][m]));
      }

      int at = t - 1 + leadFrames;

      if (t > 0 && at < frames) {
        envelope[at] = rise(before, now, aggregate);
      }

      before = now;
    }

    return envelope;
  }

  private static double loudestDb(float[][] melPower) {
    float loudest = 0;

    for (float[] frame : melPower) {
      for (float power : frame) {
        loudest = Math.max(loudest, power);
      }
    }

    return Decibels.ofPower(loudest);
  }

  private static double rise(double[] before, double[] now, Aggregate aggregate) {
    double[] rises = new double[now.length];
    double sum = 0;

    for (int m = 0; m < now.length; m++) {
      rises[m] = Math.max(0, now[m] - before[m]);
      sum += rises[m];
    }

    if (aggregate == Aggregate.MEAN) {
      return sum / now.length;
    }

    Arrays.sort(rises);
    int middle = rises.length / 2;
    return rises.length % 2 == 1 ? rises[middle] : (rises[middle - 1] + rises[middle]) / 2;
  }
}

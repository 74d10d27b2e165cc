package io.soundalike.features;

import io.soundalike.math.Medians;

/**
 * Onset strength envelopes: the rise of the mel bands from each frame to the next.
 *
 * <p>References:
 *
 * <ul>
 *   <li>S. Böck, G. Widmer, Maximum filter vibrato suppression for onset detection, DAFx 2013:
 *       spectral flux
 *   <li>librosa.onset.onset_strength (0.10.1; lag=1, max_size=1, center=True)
 * </ul>
 *
 * @param mean {@code [frames]}: mean of the bands' rises in dB, librosa's default
 * @param median {@code [frames]}: median of the bands' rises in dB, as used by
 *     librosa.beat.beat_track
 */
record OnsetStrength(float[] mean, float[] median) {

  /**
   * Computes the envelopes of a song.
   *
   * @param mel mel bands of all frames
   * @param padFrames frames by which the envelopes are shifted to align them with the frames'
   *     centres: {@code 1 + nFft / (2 * hopLength)}, of which 1 is the lag of the difference
   */
  static OnsetStrength compute(DbFrameBuffer mel, int padFrames) {
    int frames = mel.frames();
    float[] mean = new float[frames];
    float[] median = new float[frames];
    float floor = mel.floorDb();
    float[] previous = new float[mel.bands()];
    float[] current = new float[mel.bands()];

    for (int t = 0; t < frames - padFrames + 1; t++) {
      mel.copyFrame(t, floor, current);

      if (t > 0) {
        mean[t - 1 + padFrames] = replaceByRises(previous, current);
        median[t - 1 + padFrames] = median(previous);
      }

      float[] swapped = previous;
      previous = current;
      current = swapped;
    }

    return new OnsetStrength(mean, median);
  }

  /** Replaces {@code previous} by the rises of the bands and returns their mean. */
  private static float replaceByRises(float[] previous, float[] current) {
    double sum = 0;

    for (int m = 0; m < current.length; m++) {
      previous[m] = Math.max(0, current[m] - previous[m]);
      sum += previous[m];
    }

    return (float) (sum / current.length);
  }

  private static float median(float[] rises) {
    int notRising = 0;

    for (float rise : rises) {
      notRising += rise == 0 ? 1 : 0;
    }

    // Shortcut: in most frames more than half of the bands do not rise.
    return notRising > rises.length / 2 ? 0 : Medians.median(rises, rises.length);
  }
}

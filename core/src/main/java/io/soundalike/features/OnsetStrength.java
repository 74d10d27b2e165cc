package io.soundalike.features;

import io.soundalike.math.Medians;

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
 *
 * @param mean {@code [frames]}: the bands' rises, averaged; what librosa gives by default
 * @param median {@code [frames]}: their median, from which librosa's beat tracker hears the beat
 */
record OnsetStrength(float[] mean, float[] median) {

  /**
   * The envelopes of a song.
   *
   * @param mel 128 bands
   * @param leadFrames frames by which the envelopes are moved to the right, so that they lie on the
   *     frames' centres: 1 + nFft / (2 hop), of which one is the difference's own
   */
  static OnsetStrength of(DbFrameBuffer mel, int leadFrames) {
    int frames = mel.frames();
    float[] mean = new float[frames];
    float[] median = new float[frames];
    float floor = mel.floorDb();
    float[] before = new float[mel.bands()];
    float[] now = new float[mel.bands()];

    for (int t = 0; t < frames - leadFrames + 1; t++) {
      mel.copyFrame(t, floor, now);

      if (t > 0) {
        mean[t - 1 + leadFrames] = rises(before, now);
        median[t - 1 + leadFrames] = median(before);
      }

      float[] swapped = before;
      before = now;
      now = swapped;
    }

    return new OnsetStrength(mean, median);
  }

  /** Turns {@code before} into the rises and gives their mean. */
  private static float rises(float[] before, float[] now) {
    double sum = 0;

    for (int m = 0; m < now.length; m++) {
      before[m] = Math.max(0, now[m] - before[m]);
      sum += before[m];
    }

    return (float) (sum / now.length);
  }

  private static float median(float[] rises) {
    int still = 0;

    for (float rise : rises) {
      still += rise == 0 ? 1 : 0;
    }

    // Mostly more than half of the bands fall.
    return still > rises.length / 2 ? 0 : Medians.median(rises, rises.length);
  }
}

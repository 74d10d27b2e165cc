package io.soundalike.features;

/**
 * The share of samples, frame by frame, at which the sign changes; frames are centred and the
 * signal's ends go on with their last value.
 *
 * <p>References: librosa.feature.zero_crossing_rate(frame_length=2048, hop_length=512, center=True)
 */
final class ZeroCrossings {

  private static final int FRAME_LENGTH = 2048;
  private static final int HOP_LENGTH = 512;

  /** What lies nearer to zero counts as zero, which has no sign of its own. */
  private static final float THRESHOLD = 1e-10f;

  private ZeroCrossings() {}

  /** The rates, {@code 1 + samples / 512} of them, in [0, 1]. */
  static double[] rates(float[] samples) {
    int[] before = new int[samples.length + 1];

    for (int i = 0; i < samples.length; i++) {
      boolean crosses = i > 0 && negative(samples[i]) != negative(samples[i - 1]);
      before[i + 1] = before[i] + (crosses ? 1 : 0);
    }

    double[] rates = new double[1 + samples.length / HOP_LENGTH];

    for (int t = 0; t < rates.length; t++) {
      int start = t * HOP_LENGTH - FRAME_LENGTH / 2;
      // The first sample of a frame is compared with none.
      int from = Math.max(0, Math.min(samples.length, start + 1));
      int to = Math.max(0, Math.min(samples.length, start + FRAME_LENGTH));
      rates[t] = (double) (before[to] - before[from]) / FRAME_LENGTH;
    }

    return rates;
  }

  private static boolean negative(float sample) {
    return sample < -THRESHOLD;
  }
}

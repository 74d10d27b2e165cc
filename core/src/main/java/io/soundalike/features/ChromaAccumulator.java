package io.soundalike.features;

import io.soundalike.dsp.ChromaFilterBank;
import java.util.Arrays;

/**
 * Sums chroma vectors over frames, each scaled to a maximum of 1. Chroma depends on the song's
 * tuning, which is known only at its end. The sums are therefore computed for tunings from -0.5 to
 * 0.5 in steps of 0.1 and interpolated by cubic polynomials.
 *
 * <p>References: librosa.feature.chroma_stft (0.10.1; norm=inf)
 */
final class ChromaAccumulator {

  private static final int PITCH_CLASSES = ChromaFilterBank.PITCH_CLASSES;

  /** Steps of the tuning grid per semitone. */
  private static final int DIVISIONS = 10;

  private static final int TUNINGS = DIVISIONS + 1;

  private final ChromaFilterBank filters;
  private final float[] chroma;
  private final double[] sums;

  /** Chroma of all frames so far at each tuning, as bytes from 0 to 255. */
  private byte[] frames = new byte[1 << 16];

  private int frameCount;

  /** Scale factor of the current frame for each tuning. */
  private final float[] scales = new float[TUNINGS];

  /**
   * @param filters filter bank for the tunings of {@link #tunings}
   */
  ChromaAccumulator(ChromaFilterBank filters) {
    this.filters = filters;
    this.chroma = new float[filters.outputs()];
    this.sums = new double[filters.outputs()];
  }

  /** Tunings of the grid, in semitones; the filter bank must be built for them. */
  static double[] tunings() {
    double[] tunings = new double[TUNINGS];
    Arrays.setAll(tunings, i -> (double) i / DIVISIONS - 0.5);
    return tunings;
  }

  /** Adds the power spectrum of the next frame. */
  void add(float[] power) {
    filters.apply(power, chroma);
    Arrays.fill(scales, 0);

    for (int at = 0; at < chroma.length; at++) {
      scales[at % TUNINGS] = Math.max(scales[at % TUNINGS], chroma[at]);
    }

    for (int t = 0; t < TUNINGS; t++) {
      // As in librosa.util.normalize, vectors below the smallest normal number are not scaled.
      scales[t] = scales[t] < Float.MIN_NORMAL ? 1 : 1 / scales[t];
    }

    int first = frameCount++ * chroma.length;

    if (first + chroma.length > frames.length) {
      frames = Arrays.copyOf(frames, frames.length + (frames.length >> 1));
    }

    for (int at = 0; at < chroma.length; at++) {
      float scaled = chroma[at] * scales[at % TUNINGS];
      sums[at] += scaled;
      frames[first + at] = (byte) (int) (255 * scaled + .5f);
    }
  }

  /**
   * Averages chroma between consecutive beats, at the tuning of the grid that is nearest.
   *
   * @param tuning deviation from A4 = 440 Hz in semitones, from -0.5 to 0.5
   * @param edges the first frame of each segment, then the end of the last one, ascending
   * @return {@code [segments][12]}, in [0, 1]
   *     <p>References: librosa.util.sync (0.10.1)
   */
  float[][] synchronise(double tuning, int[] edges) {
    int nearest = (int) Math.rint((tuning + 0.5) * DIVISIONS);
    float[][] segments = new float[Math.max(0, edges.length - 1)][PITCH_CLASSES];

    for (int s = 0; s < segments.length; s++) {
      int count = edges[s + 1] - edges[s];

      for (int c = 0; c < PITCH_CLASSES; c++) {
        int sum = 0;

        for (int t = edges[s]; t < edges[s + 1]; t++) {
          sum += frames[t * filters.outputs() + c * TUNINGS + nearest] & 0xff;
        }

        segments[s][c] = sum / (255f * count);
      }
    }

    return segments;
  }

  /**
   * Interpolates the chroma sums at a tuning.
   *
   * @param tuning deviation from A4 = 440 Hz in semitones, from -0.5 to 0.5
   * @return sums of the twelve pitch classes, C first
   */
  double[] interpolate(double tuning) {
    double position = (tuning + 0.5) * DIVISIONS;
    int first = (int) Math.max(0, Math.min(DIVISIONS - 3, Math.floor(position) - 1));
    double[] result = new double[PITCH_CLASSES];

    for (int i = 0; i < 4; i++) {
      double weight = 1;

      for (int j = 0; j < 4; j++) {
        weight *= i == j ? 1 : (position - first - j) / (i - j);
      }

      for (int c = 0; c < PITCH_CLASSES; c++) {
        result[c] += weight * sums[c * TUNINGS + first + i];
      }
    }

    return result;
  }
}

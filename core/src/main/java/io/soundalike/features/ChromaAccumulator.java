package io.soundalike.features;

import io.soundalike.dsp.ChromaFilterBank;
import java.util.Arrays;

/**
 * Sums over frames of the energies in the twelve pitch classes, the largest of each frame being 1.
 * They depend on the song's tuning, which is known only at its end; so they are summed for tunings
 * from -0.5 to 0.5, and those of the song's own lie on cubic curves between them.
 *
 * <p>References: librosa.feature.chroma_stft, norm=inf
 */
final class ChromaAccumulator {

  private static final int PITCH_CLASSES = ChromaFilterBank.PITCH_CLASSES;

  /** Tunings in a semitone. */
  private static final int DIVISIONS = 10;

  private static final int TUNINGS = DIVISIONS + 1;

  private final ChromaFilterBank filters;
  private final float[] chroma;
  private final double[] sums;

  /** What makes the largest energy of a tuning 1. */
  private final float[] scales = new float[TUNINGS];

  /**
   * @param filters for the tunings of {@link #tunings}
   */
  ChromaAccumulator(ChromaFilterBank filters) {
    this.filters = filters;
    this.chroma = new float[filters.outputs()];
    this.sums = new double[filters.outputs()];
  }

  /** The tunings that filters are needed for, in semitones. */
  static double[] tunings() {
    double[] tunings = new double[TUNINGS];
    Arrays.setAll(tunings, i -> (double) i / DIVISIONS - 0.5);
    return tunings;
  }

  /** Takes the next frame. */
  void add(float[] power) {
    filters.apply(power, chroma);
    Arrays.fill(scales, 0);

    for (int at = 0; at < chroma.length; at++) {
      scales[at % TUNINGS] = Math.max(scales[at % TUNINGS], chroma[at]);
    }

    for (int t = 0; t < TUNINGS; t++) {
      // As in librosa, what is smaller than any normal number is left as it is.
      scales[t] = scales[t] < Float.MIN_NORMAL ? 1 : 1 / scales[t];
    }

    for (int at = 0; at < chroma.length; at++) {
      sums[at] += chroma[at] * scales[at % TUNINGS];
    }
  }

  /**
   * The sums of the twelve pitch classes, C first.
   *
   * @param tuning from -0.5 to 0.5
   */
  double[] at(double tuning) {
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

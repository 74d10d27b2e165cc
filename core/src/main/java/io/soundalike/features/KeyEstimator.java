package io.soundalike.features;

import io.soundalike.dsp.ChromaFilterBank;
import io.soundalike.math.Statistics;

/**
 * Estimates the key of a song by the article's rule: the strongest pitch class is the tonic; the
 * song is in major if the major scale that fits its pitch classes best starts at the tonic, else in
 * minor.
 */
final class KeyEstimator {

  private static final String[] NAMES = {
    "C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"
  };

  private static final int[] MAJOR_SCALE = {0, 2, 4, 5, 7, 9, 11};

  private KeyEstimator() {}

  /**
   * Estimated key.
   *
   * @param tonic name of the tonic, such as {@code "F#"}
   * @param keySignature tonic and mode, such as {@code "F# Major"}
   * @param tonicZ z-score of the tonic's chroma sum among the twelve; 0 if all are equal
   */
  record Key(String tonic, String keySignature, double tonicZ) {}

  /**
   * Estimates the key.
   *
   * @param chromaSums chroma summed over frames, twelve values, C first
   */
  static Key estimate(double[] chromaSums) {
    int tonic = 0;
    int scale = 0;
    double bestFit = Double.NEGATIVE_INFINITY;

    for (int c = 0; c < ChromaFilterBank.PITCH_CLASSES; c++) {
      tonic = chromaSums[c] > chromaSums[tonic] ? c : tonic;
      double fit = 0;

      // All scales have seven notes, so ranking by the sum equals ranking by correlation.
      for (int step : MAJOR_SCALE) {
        fit += chromaSums[(c + step) % ChromaFilterBank.PITCH_CLASSES];
      }

      if (fit > bestFit) {
        bestFit = fit;
        scale = c;
      }
    }

    Statistics statistics = new Statistics();

    for (double sum : chromaSums) {
      statistics.add(sum);
    }

    double z =
        statistics.std() > 0 ? (chromaSums[tonic] - statistics.mean()) / statistics.std() : 0;
    return new Key(NAMES[tonic], NAMES[tonic] + (scale == tonic ? " Major" : " Minor"), z);
  }
}

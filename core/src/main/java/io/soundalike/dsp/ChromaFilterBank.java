package io.soundalike.dsp;

/**
 * Folds a power spectrum into the twelve pitch classes, C first: Gaussian bumps around the notes of
 * the equal temperament at A4 = 440 Hz, weighted towards the middle octaves.
 *
 * <p>References: D. Ellis, Chroma Feature Analysis and Synthesis, 2007, and librosa.filters.chroma
 * (ctroct 5, octwidth 2, norm 2), whose estimate of the song's tuning is not made
 */
public final class ChromaFilterBank {

  /** Pitch classes. */
  public static final int PITCH_CLASSES = 12;

  private static final double CENTRE_OCTAVE = 5;
  private static final double OCTAVE_WIDTH = 2;

  private final float[][] weights;

  /**
   * @param sampleRateHz of the signal
   * @param nFft of the transform
   */
  public ChromaFilterBank(int sampleRateHz, int nFft) {
    int bins = nFft / 2 + 1;
    weights = new float[bins][PITCH_CLASSES];

    for (int k = 0; k < bins; k++) {
      double position =
          k == 0 ? position(1, sampleRateHz, nFft) - 18 : position(k, sampleRateHz, nFft);
      double next = position(k + 1, sampleRateHz, nFft);
      fill(weights[k], position, Math.max(1, next - position));
    }
  }

  /** Semitones above C0. */
  private static double position(int bin, int sampleRateHz, int nFft) {
    double hz = (double) bin * sampleRateHz / nFft;
    return PITCH_CLASSES * Math.log(hz / (440.0 / 16)) / Math.log(2) + 9 - PITCH_CLASSES;
  }

  private static void fill(float[] row, double position, double width) {
    double[] bumps = new double[PITCH_CLASSES];
    double norm = 0;

    for (int c = 0; c < PITCH_CLASSES; c++) {
      double distance = Math.IEEEremainder(position - c, PITCH_CLASSES);
      bumps[c] = Math.exp(-0.5 * Math.pow(2 * distance / width, 2));
      norm += bumps[c] * bumps[c];
    }

    double octave = (position - 9) / PITCH_CLASSES + 1;
    double emphasis =
        Math.exp(-0.5 * Math.pow((octave - CENTRE_OCTAVE) / OCTAVE_WIDTH, 2)) / Math.sqrt(norm);

    for (int c = 0; c < PITCH_CLASSES; c++) {
      row[c] = (float) (bumps[c] * emphasis);
    }
  }

  /**
   * The twelve energies of a frame, the largest being 1; all 0 in silence.
   *
   * @param power {@code nFft / 2 + 1} values
   * @param chroma receives twelve values in [0, 1]
   */
  public void apply(float[] power, float[] chroma) {
    java.util.Arrays.fill(chroma, 0);

    for (int k = 0; k < weights.length; k++) {
      for (int c = 0; c < PITCH_CLASSES; c++) {
        chroma[c] += weights[k][c] * power[k];
      }
    }

    float max = 0;

    for (float value : chroma) {
      max = Math.max(max, value);
    }

    for (int c = 0; c < PITCH_CLASSES && max > 0; c++) {
      chroma[c] /= max;
    }
  }
}

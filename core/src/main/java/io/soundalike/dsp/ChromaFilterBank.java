package io.soundalike.dsp;

import java.util.Arrays;

/**
 * Maps a power spectrum to the twelve pitch classes, C first, by Gaussian weights around the notes
 * of the equal temperament, with emphasis on the middle octaves. One bank covers several tunings at
 * once, because a song's tuning is known only at its end. Not thread-safe: each instance holds
 * scratch buffers.
 *
 * <p>References: D. Ellis, Chroma Feature Analysis and Synthesis, 2007; librosa.filters.chroma
 * (0.10.1; ctroct=5, octwidth=2, norm=2)
 */
public final class ChromaFilterBank {

  /** Number of pitch classes. */
  public static final int PITCH_CLASSES = 12;

  /** Pitch class of A, C being 0. */
  private static final int A = 9;

  private static final double CENTRE_OCTAVE = 5;
  private static final double OCTAVE_WIDTH = 2;

  /**
   * Pitch classes with a weight for a bin no wider than a semitone, from two below its own; the
   * weights of the others are below 4e-6 of the largest and are omitted.
   */
  private static final int NARROW_CLASSES = 6;

  private final int tunings;

  /** First bin that is no wider than a semitone. */
  private final int firstNarrow;

  /**
   * {@code [bins][pitch classes * tunings]}: all twelve classes from C for wide bins, six classes
   * from {@code firstClasses} for narrow bins.
   */
  private final float[][] weights;

  /** First pitch class of each narrow bin. */
  private final int[] firstClasses;

  /** Sums over narrow bins, by their first pitch class; the wide bins have their own sums. */
  private final float[][] narrowSums;

  private final float[] wideSums;

  /**
   * @param sampleRateHz sample rate of the signal, in Hz
   * @param nFft length of the Fourier transform, in samples
   * @param tunings deviations from A4 = 440 Hz in semitones, each from -0.5 to 0.5
   */
  public ChromaFilterBank(int sampleRateHz, int nFft, double... tunings) {
    this.tunings = tunings.length;
    double binHz = (double) sampleRateHz / nFft;
    int bins = nFft / 2 + 1;
    weights = new float[bins][];
    firstClasses = new int[bins];
    narrowSums = new float[PITCH_CLASSES][NARROW_CLASSES * tunings.length];
    wideSums = new float[PITCH_CLASSES * tunings.length];
    int wide = 0;

    for (int k = 0; k < bins; k++) {
      // Frequency 0 has no pitch; like librosa, place it 1.5 octaves below the first bin.
      double position = k == 0 ? semitones(binHz) - 18 : semitones(k * binHz);
      double width = Math.max(1, semitones((k + 1) * binHz) - position);
      boolean narrow = width == 1;
      wide += narrow ? 0 : 1;
      int first = narrow ? Math.floorMod((int) Math.floor(position) - 2, PITCH_CLASSES) : 0;
      firstClasses[k] = first;
      weights[k] = new float[(narrow ? NARROW_CLASSES : PITCH_CLASSES) * tunings.length];

      for (int t = 0; t < tunings.length; t++) {
        fill(weights[k], t, first, position - tunings[t], width);
      }
    }

    firstNarrow = wide;
  }

  /** Semitones above C0, which is nine semitones below A0. */
  private static double semitones(double hz) {
    return Pitch.semitones(hz) + A;
  }

  private void fill(float[] row, int tuning, int first, double position, double width) {
    double[] gaussians = new double[PITCH_CLASSES];
    double norm = 0;

    for (int c = 0; c < PITCH_CLASSES; c++) {
      double distance = Math.IEEEremainder(position - c, PITCH_CLASSES);
      gaussians[c] = Math.exp(-0.5 * Math.pow(2 * distance / width, 2));
      norm += gaussians[c] * gaussians[c];
    }

    double octaves = ((position - A) / PITCH_CLASSES - CENTRE_OCTAVE) / OCTAVE_WIDTH;
    double emphasis = Math.exp(-0.5 * octaves * octaves) / Math.sqrt(norm);

    for (int i = 0; i < row.length / tunings; i++) {
      row[i * tunings + tuning] = (float) (gaussians[(first + i) % PITCH_CLASSES] * emphasis);
    }
  }

  /** Number of values that {@link #apply} computes: pitch classes times tunings. */
  public int outputs() {
    return PITCH_CLASSES * tunings;
  }

  /**
   * Computes the pitch class energies of a frame.
   *
   * @param power power spectrum, {@code nFft / 2 + 1} values
   * @param chroma receives {@code [12][tunings]}, row-major, C first
   */
  public void apply(float[] power, float[] chroma) {
    Arrays.fill(wideSums, 0);

    for (float[] sums : narrowSums) {
      Arrays.fill(sums, 0);
    }

    for (int k = 0; k < firstNarrow; k++) {
      addScaled(wideSums, weights[k], power[k]);
    }

    for (int k = firstNarrow; k < weights.length; k++) {
      addScaled(narrowSums[firstClasses[k]], weights[k], power[k]);
    }

    System.arraycopy(wideSums, 0, chroma, 0, chroma.length);

    for (int first = 0; first < PITCH_CLASSES; first++) {
      float[] sums = narrowSums[first];

      for (int i = 0; i < sums.length; i++) {
        int at = first * tunings + i;
        chroma[at < chroma.length ? at : at - chroma.length] += sums[i];
      }
    }
  }

  /** Separate and with a single index, so that the JIT compiler vectorises it. */
  private static void addScaled(float[] sum, float[] row, float factor) {
    for (int i = 0; i < row.length; i++) {
      sum[i] += row[i] * factor;
    }
  }
}

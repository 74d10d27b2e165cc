package io.soundalike.dsp;

import java.util.Arrays;

/**
 * Folds a power spectrum into the twelve pitch classes, C first: Gaussian bumps around the notes of
 * the equal temperament, weighted towards the middle octaves. One bank does so for several tunings
 * of the whole temperament at once, since a song's own is known only at its end. Holds scratch
 * space: one instance for one thread.
 *
 * <p>References: D. Ellis, Chroma Feature Analysis and Synthesis, 2007, and librosa.filters.chroma
 * (ctroct=5, octwidth=2, norm=2)
 */
public final class ChromaFilterBank {

  /** Pitch classes. */
  public static final int PITCH_CLASSES = 12;

  /** The pitch class of A, C being 0. */
  private static final int A = 9;

  private static final double CENTRE_OCTAVE = 5;
  private static final double OCTAVE_WIDTH = 2;

  /**
   * Pitch classes that a bin no wider than a semitone falls into, from two below its own; what the
   * others would get is less than 4 millionths of what its own gets.
   */
  private static final int NARROW_CLASSES = 6;

  private final int tunings;

  /** Bins below this one are wider than a semitone. */
  private final int firstNarrow;

  /**
   * {@code [bins][pitch classes * tunings]}: all twelve classes for wide bins, from C; those from
   * the bin's first one for narrow bins.
   */
  private final float[][] weights;

  /** The first pitch class of each narrow bin. */
  private final int[] firstClasses;

  /** Sums of the narrow bins by their first pitch class, then of the wide ones. */
  private final float[][] narrowSums;

  private final float[] wideSums;

  /**
   * @param sampleRateHz of the signal
   * @param nFft of the transform
   * @param tunings by how many semitones all notes lie above those at A4 = 440 Hz, each within half
   *     a semitone
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
      // Frequency 0 has no pitch; it is put an octave and a half below the first bin.
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

  /** Semitones above C0, which is nine below A0. */
  private static double semitones(double hz) {
    return Pitch.semitones(hz) + A;
  }

  private void fill(float[] row, int tuning, int first, double position, double width) {
    double[] bumps = new double[PITCH_CLASSES];
    double norm = 0;

    for (int c = 0; c < PITCH_CLASSES; c++) {
      double distance = Math.IEEEremainder(position - c, PITCH_CLASSES);
      bumps[c] = Math.exp(-0.5 * Math.pow(2 * distance / width, 2));
      norm += bumps[c] * bumps[c];
    }

    double octaves = ((position - A) / PITCH_CLASSES - CENTRE_OCTAVE) / OCTAVE_WIDTH;
    double emphasis = Math.exp(-0.5 * octaves * octaves) / Math.sqrt(norm);

    for (int i = 0; i < row.length / tunings; i++) {
      row[i * tunings + tuning] = (float) (bumps[(first + i) % PITCH_CLASSES] * emphasis);
    }
  }

  /** Energies that {@link #apply} gives: one for each pitch class and tuning. */
  public int outputs() {
    return PITCH_CLASSES * tunings;
  }

  /**
   * The energies of a frame.
   *
   * @param power {@code nFft / 2 + 1} values
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

  /** A method of its own, and with one index, so that the compiler makes vector code of it. */
  private static void addScaled(float[] sum, float[] row, float factor) {
    for (int i = 0; i < row.length; i++) {
      sum[i] += row[i] * factor;
    }
  }
}

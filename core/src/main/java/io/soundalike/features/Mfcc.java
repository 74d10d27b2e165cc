package io.soundalike.features;

import io.soundalike.dsp.Dct;
import io.soundalike.math.CovarianceAccumulator;

/**
 * Mean and covariance of a song's mel-frequency cepstral coefficients (MFCC). Coefficient 0 follows
 * the loudness; coefficients 1 to 19 describe the timbre and are complemented by their deltas,
 * which describe attacks and decays.
 *
 * <p>References:
 *
 * <ul>
 *   <li>librosa.feature.mfcc (0.10.1; n_mfcc=20, n_mels=128, dct_type=2, norm="ortho")
 *   <li>librosa.feature.delta (0.10.1; width=9, order=1, mode="interp"): slope of the straight line
 *       through nine frames; the first and last four frames have the slope of the outermost nine
 *   <li>M. Mandel, D. Ellis, Song-level features and support vector machines for music
 *       classification, ISMIR 2005: mean and covariance as the model of a song
 * </ul>
 *
 * @param mean {@code [20]}: means over frames
 * @param covariance {@code [210]}: covariance, as {@link CovarianceAccumulator#covariance}
 * @param timbreMean {@code [38]}: means of coefficients 1 to 19, then of their deltas per frame
 * @param timbreCovariance {@code [741]}: covariance of the same 38 values
 */
record Mfcc(float[] mean, float[] covariance, float[] timbreMean, float[] timbreCovariance) {

  /** Number of coefficients. */
  static final int COEFFICIENTS = 20;

  private static final int DELTA_WIDTH = 9;
  private static final int HALF_WIDTH = DELTA_WIDTH / 2;

  /** Sum of the squares of -4 to 4. */
  private static final double SUM_OF_SQUARES = 60;

  /**
   * Computes the coefficients of all frames.
   *
   * @param mel mel bands of all frames
   */
  static Mfcc compute(DbFrameBuffer mel) {
    Dct dct = new Dct(mel.bands(), COEFFICIENTS);
    float floor = mel.floorDb();
    float[] bands = new float[mel.bands()];
    CovarianceAccumulator allFrames = new CovarianceAccumulator(COEFFICIENTS);
    Timbre timbre = new Timbre(mel.frames());

    for (int t = 0; t < mel.frames(); t++) {
      mel.copyFrame(t, floor, bands);
      double[] values = timbre.coefficients(t);
      dct.apply(bands, values);
      allFrames.add(values);
      timbre.advance(t);
    }

    return new Mfcc(
        allFrames.means(),
        allFrames.covariance(),
        timbre.accumulator.means(),
        timbre.accumulator.covariance());
  }

  /** Window of the last nine frames, from which deltas are computed and accumulated. */
  private static final class Timbre {

    private final CovarianceAccumulator accumulator =
        new CovarianceAccumulator(2 * (COEFFICIENTS - 1));
    private final int frames;
    private final double[][] window = new double[DELTA_WIDTH][COEFFICIENTS];
    private final double[] deltas = new double[COEFFICIENTS];
    private final double[] vector = new double[2 * (COEFFICIENTS - 1)];

    Timbre(int frames) {
      this.frames = frames;
    }

    /** Coefficients of a frame, to be written or read while the frame is in the window. */
    double[] coefficients(int frame) {
      return window[frame % DELTA_WIDTH];
    }

    /** Accumulates every frame whose delta is known once {@code frame} has been written. */
    void advance(int frame) {
      boolean isLast = frame == frames - 1;

      if (frame < DELTA_WIDTH - 1) {
        // Deltas are 0 in a song shorter than nine frames.
        add(0, isLast ? frame : -1);
        return;
      }

      int centre = frame - HALF_WIDTH;
      updateDeltas(centre);
      add(centre == HALF_WIDTH ? 0 : centre, isLast ? frame : centre);
    }

    private void add(int from, int to) {
      for (int t = from; t <= to; t++) {
        System.arraycopy(coefficients(t), 1, vector, 0, COEFFICIENTS - 1);
        System.arraycopy(deltas, 1, vector, COEFFICIENTS - 1, COEFFICIENTS - 1);
        accumulator.add(vector);
      }
    }

    private void updateDeltas(int centre) {
      for (int c = 0; c < COEFFICIENTS; c++) {
        double sum = 0;

        for (int k = 1; k <= HALF_WIDTH; k++) {
          sum += k * (coefficients(centre + k)[c] - coefficients(centre - k)[c]);
        }

        deltas[c] = sum / SUM_OF_SQUARES;
      }
    }
  }
}

package io.soundalike.features;

import io.soundalike.dsp.Dct;
import io.soundalike.math.CovarianceAccumulator;

/**
 * Mel-frequency cepstral coefficients of a song: their means, and how they vary together. The first
 * coefficient follows the loudness, the others the timbre, for which their slopes over time are
 * taken along: how sounds begin and end.
 *
 * <p>References:
 *
 * <ul>
 *   <li>librosa.feature.mfcc(n_mfcc=20, n_mels=128, dct_type=2, norm="ortho")
 *   <li>librosa.feature.delta(width=9, order=1, mode="interp"): the slope of the straight line
 *       through nine frames; the first and the last four frames have that of the outermost nine
 *   <li>M. Mandel, D. Ellis, Song-level features and support vector machines for music
 *       classification, ISMIR 2005: mean and covariance as a song's model
 * </ul>
 *
 * @param mean {@code [20]}
 * @param covariance {@code [210]}, as {@link CovarianceAccumulator#covariance}
 * @param timbreMean {@code [38]}: coefficients 1 to 19, then their slopes per frame
 * @param timbreCovariance {@code [741]}, likewise
 */
record Mfcc(float[] mean, float[] covariance, float[] timbreMean, float[] timbreCovariance) {

  /** Coefficients. */
  static final int COEFFICIENTS = 20;

  private static final int WIDTH = 9;
  private static final int HALF = WIDTH / 2;

  /** Squares of -4 to 4. */
  private static final double SQUARES = 60;

  /**
   * Of all frames.
   *
   * @param mel 128 bands
   */
  static Mfcc of(DbFrameBuffer mel) {
    Dct dct = new Dct(mel.bands(), COEFFICIENTS);
    float floor = mel.floorDb();
    float[] bands = new float[mel.bands()];
    CovarianceAccumulator all = new CovarianceAccumulator(COEFFICIENTS);
    Timbre timbre = new Timbre(mel.frames());

    for (int t = 0; t < mel.frames(); t++) {
      mel.copyFrame(t, floor, bands);
      double[] values = timbre.room(t);
      dct.apply(bands, values);
      all.add(values);
      timbre.added(t);
    }

    return new Mfcc(
        all.means(), all.covariance(), timbre.moments.means(), timbre.moments.covariance());
  }

  /** The last nine frames, and what coefficients and slopes of all come to. */
  private static final class Timbre {

    private final CovarianceAccumulator moments = new CovarianceAccumulator(2 * (COEFFICIENTS - 1));
    private final int frames;
    private final double[][] window = new double[WIDTH][COEFFICIENTS];
    private final double[] slopes = new double[COEFFICIENTS];
    private final double[] joined = new double[2 * (COEFFICIENTS - 1)];

    Timbre(int frames) {
      this.frames = frames;
    }

    /** Where the coefficients of a frame belong. */
    double[] room(int frame) {
      return window[frame % WIDTH];
    }

    /** Takes every frame whose slope is known by now. */
    void added(int frame) {
      boolean isLast = frame == frames - 1;

      if (frame < WIDTH - 1) {
        // A song shorter than a slope has none.
        add(0, isLast ? frame : -1);
        return;
      }

      int centre = frame - HALF;
      updateSlopes(centre);
      add(centre == HALF ? 0 : centre, isLast ? frame : centre);
    }

    private void add(int from, int to) {
      for (int t = from; t <= to; t++) {
        System.arraycopy(room(t), 1, joined, 0, COEFFICIENTS - 1);
        System.arraycopy(slopes, 1, joined, COEFFICIENTS - 1, COEFFICIENTS - 1);
        moments.add(joined);
      }
    }

    private void updateSlopes(int centre) {
      for (int c = 0; c < COEFFICIENTS; c++) {
        double sum = 0;

        for (int k = 1; k <= HALF; k++) {
          sum += k * (room(centre + k)[c] - room(centre - k)[c]);
        }

        slopes[c] = sum / SQUARES;
      }
    }
  }
}

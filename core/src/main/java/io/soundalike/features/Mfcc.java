package io.soundalike.features;

import io.soundalike.dsp.Dct;
import io.soundalike.math.CovarianceAccumulator;

/**
 * Mean and covariance of a song's mel-frequency cepstral coefficients (MFCC), and of the timbre
 * vectors made of them: the coefficients of a frame, complemented by their differences to the frame
 * before, which describe attacks and decays. Coefficient 0 follows the loudness; its changes within
 * a song are part of the timbre, its mean is not.
 *
 * <p>References:
 *
 * <ul>
 *   <li>librosa.feature.mfcc (0.10.1; n_mfcc=20, n_mels=128, dct_type=2, norm="ortho")
 *   <li>numpy.diff (axis=1, prepend=the first frame)
 *   <li>M. Mandel, D. Ellis, Song-level features and support vector machines for music
 *       classification, ISMIR 2005: mean and covariance as the model of a song
 * </ul>
 *
 * @param mean {@code [20]}: means over frames
 * @param covariance {@code [210]}: covariance, as {@link CovarianceAccumulator#covariance}
 * @param timbreMean {@code [40]}: means of the coefficients, that of coefficient 0 replaced by 0,
 *     then of their differences per frame
 * @param timbreCovariance {@code [820]}: covariance of the same 40 values
 */
record Mfcc(float[] mean, float[] covariance, float[] timbreMean, float[] timbreCovariance) {

  /** Number of coefficients. */
  static final int COEFFICIENTS = 20;

  /**
   * Computes the coefficients of all frames.
   *
   * @param mel mel bands of all frames
   */
  static Mfcc compute(DbFrameBuffer mel) {
    Dct dct = new Dct(mel.bands(), COEFFICIENTS);
    float floor = mel.floorDb();
    float[] bands = new float[mel.bands()];
    double[] values = new double[COEFFICIENTS];
    double[] previous = new double[COEFFICIENTS];
    double[] vector = new double[2 * COEFFICIENTS];
    CovarianceAccumulator coefficients = new CovarianceAccumulator(COEFFICIENTS);
    CovarianceAccumulator timbre = new CovarianceAccumulator(2 * COEFFICIENTS);

    for (int t = 0; t < mel.frames(); t++) {
      mel.copyFrame(t, floor, bands);
      dct.apply(bands, values);

      for (int c = 0; c < COEFFICIENTS; c++) {
        vector[c] = values[c];
        // The first frame has none before it; its differences are 0.
        vector[COEFFICIENTS + c] = t == 0 ? 0 : values[c] - previous[c];
        previous[c] = values[c];
      }

      coefficients.add(values);
      timbre.add(vector);
    }

    float[] timbreMean = timbre.means();
    timbreMean[0] = 0;
    return new Mfcc(
        coefficients.means(), coefficients.covariance(), timbreMean, timbre.covariance());
  }
}

package io.soundalike.features;

import io.soundalike.dsp.Dct;

/**
 * Mel-frequency cepstral coefficients of a song: their means, and how they vary together. The first
 * coefficient follows the loudness, the others the timbre.
 *
 * <p>References:
 *
 * <ul>
 *   <li>librosa.feature.mfcc(n_mfcc=20, n_mels=128, dct_type=2, norm="ortho")
 *   <li>M. Mandel, D. Ellis, Song-level features and support vector machines for music
 *       classification, ISMIR 2005: mean and covariance as a song's model
 * </ul>
 *
 * @param mean {@code [20]}
 * @param covariance {@code [210]}: the upper triangle, row by row, diagonal included; normalised by
 *     one less than the frames, as numpy.cov; 0 for a single frame
 */
record Mfcc(float[] mean, float[] covariance) {

  /** Coefficients. */
  static final int COEFFICIENTS = 20;

  /**
   * Of all frames.
   *
   * @param mel 128 bands
   */
  static Mfcc of(BandSeries mel) {
    Dct dct = new Dct(mel.bands(), COEFFICIENTS);
    float floor = mel.floorDb();
    float[] bands = new float[mel.bands()];
    double[] origin = new double[COEFFICIENTS];
    double[] values = new double[COEFFICIENTS];
    double[] sums = new double[COEFFICIENTS];
    double[] products = new double[COEFFICIENTS * (COEFFICIENTS + 1) / 2];

    for (int t = 0; t < mel.frames(); t++) {
      mel.copyFrame(t, floor, bands);
      dct.apply(bands, values);

      if (t == 0) {
        // Sums of products lose digits far from zero; the first frame is near enough to the mean.
        System.arraycopy(values, 0, origin, 0, COEFFICIENTS);
      }

      accumulate(values, origin, sums, products);
    }

    return of(origin, sums, products, mel.frames());
  }

  private static void accumulate(
      double[] values, double[] origin, double[] sums, double[] products) {
    int at = 0;

    for (int i = 0; i < COEFFICIENTS; i++) {
      values[i] -= origin[i];
      sums[i] += values[i];
    }

    for (int i = 0; i < COEFFICIENTS; i++) {
      for (int j = i; j < COEFFICIENTS; j++) {
        products[at++] += values[i] * values[j];
      }
    }
  }

  private static Mfcc of(double[] origin, double[] sums, double[] products, int frames) {
    float[] mean = new float[COEFFICIENTS];
    float[] covariance = new float[products.length];
    int at = 0;

    for (int i = 0; i < COEFFICIENTS; i++) {
      mean[i] = (float) (origin[i] + sums[i] / Math.max(1, frames));

      for (int j = i; j < COEFFICIENTS; j++) {
        double centred = products[at] - sums[i] * sums[j] / Math.max(1, frames);
        covariance[at++] = (float) (centred / Math.max(1, frames - 1));
      }
    }

    return new Mfcc(mean, covariance);
  }
}

package io.soundalike.neighbours;

import java.util.Arrays;

/**
 * The features that two songs are compared by, in the units of the {@code features} table.
 *
 * @param embedding the song's embedding by the model
 * @param mfccMean {@code [20]}: mean MFCCs
 * @param mfccCovariance {@code [210]}: upper triangle of their covariance, row by row
 * @param timbreMean {@code [40]}: means of MFCCs 0 to 19 and their first differences; 0 in place of
 *     the mean of MFCC 0, which is the loudness
 * @param timbreCovariance {@code [820]}: upper triangle of their covariance, row by row
 * @param spectralContrastMeanDb {@code [7]}: mean spectral contrast by octave band
 * @param centroidMeanHz mean spectral centroid
 * @param bandwidthMeanHz mean spectral bandwidth
 * @param tempoBpm tempo; 0 without beats
 * @param beatDiffStdSeconds standard deviation of the time between beats
 * @param onsetMean mean onset strength
 * @param onsetStd standard deviation of the onset strength
 * @param harmony {@code [900]}: see {@link io.soundalike.features.ChromaFourierMagnitude}; empty
 *     where harmony is not compared
 */
public record SongDescriptor(
    float[] embedding,
    float[] mfccMean,
    float[] mfccCovariance,
    float[] timbreMean,
    float[] timbreCovariance,
    float[] spectralContrastMeanDb,
    double centroidMeanHz,
    double bandwidthMeanHz,
    double tempoBpm,
    double beatDiffStdSeconds,
    double onsetMean,
    double onsetStd,
    float[] harmony) {

  /** Spectral contrast, then centroid and bandwidth: {@code [9]}. */
  float[] texture() {
    int octaves = spectralContrastMeanDb.length;
    float[] texture = Arrays.copyOf(spectralContrastMeanDb, octaves + 2);
    texture[octaves] = (float) centroidMeanHz;
    texture[octaves + 1] = (float) bandwidthMeanHz;
    return texture;
  }

  /**
   * Logarithm of the tempo, beat deviation, onset mean and deviation: {@code [4]}. By the
   * logarithm, half the tempo is as far as twice the tempo.
   */
  float[] rhythm() {
    return new float[] {
      (float) Math.log(Math.max(1, tempoBpm)),
      (float) beatDiffStdSeconds,
      (float) onsetMean,
      (float) onsetStd
    };
  }
}

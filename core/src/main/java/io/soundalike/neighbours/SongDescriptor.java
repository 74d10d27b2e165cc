package io.soundalike.neighbours;

import java.util.Arrays;

/**
 * What two songs are compared by. Units are those of the {@code features} table.
 *
 * @param embedding the model's
 * @param mfccMean {@code [20]}
 * @param mfccCovariance {@code [210]}: upper triangle, row by row
 * @param timbreMean {@code [38]}: of MFCCs 1 to 19 and their slopes; without the first coefficient,
 *     which follows the loudness
 * @param timbreCovariance {@code [741]}: likewise
 * @param spectralContrastMeanDb {@code [7]}
 * @param centroidMeanHz mean spectral centroid
 * @param bandwidthMeanHz mean spectral bandwidth
 * @param tempoBpm 0 without beats
 * @param beatDiffStdSeconds how unsteady the beat is
 * @param onsetMean mean onset strength
 * @param onsetStd its deviation
 * @param chromaMean {@code [12]}, C first
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
    float[] chromaMean) {

  float[] texture() {
    int octaves = spectralContrastMeanDb.length;
    float[] texture = Arrays.copyOf(spectralContrastMeanDb, octaves + 2);
    texture[octaves] = (float) centroidMeanHz;
    texture[octaves + 1] = (float) bandwidthMeanHz;
    return texture;
  }

  /** The tempo by its logarithm: half as fast is as far as twice as fast. */
  float[] rhythm() {
    return new float[] {
      (float) Math.log(Math.max(1, tempoBpm)),
      (float) beatDiffStdSeconds,
      (float) onsetMean,
      (float) onsetStd
    };
  }

  /** Pitch classes from the loudest upwards, so that the key makes no difference. */
  float[] harmony() {
    int loudest = 0;

    for (int c = 1; c < chromaMean.length; c++) {
      loudest = chromaMean[c] > chromaMean[loudest] ? c : loudest;
    }

    float[] fromTonic = new float[chromaMean.length];

    for (int c = 0; c < fromTonic.length; c++) {
      fromTonic[c] = chromaMean[(loudest + c) % chromaMean.length];
    }

    return fromTonic;
  }
}

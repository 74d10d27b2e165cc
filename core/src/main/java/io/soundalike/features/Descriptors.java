package io.soundalike.features;

/**
 * What a song sounds like in numbers that distances can be taken between, beside the article's
 * columns.
 *
 * @param mfccMean {@code [20]}: means of the mel-frequency cepstral coefficients
 * @param mfccCovariance {@code [210]}: their covariance, the upper triangle row by row
 * @param timbreMean {@code [38]}: means of coefficients 1 to 19, and of their slopes per frame
 * @param timbreCovariance {@code [741]}: their covariance, likewise
 * @param spectralContrastMeanDb {@code [7]}: peaks above valleys, octave by octave from below 200
 *     Hz
 * @param chromaMean {@code [12]}: energies of the pitch classes, C first, in [0, 1]
 * @param tuning by how many semitones the song lies above A4 = 440 Hz, from -0.5 to 0.49
 * @param centroidMeanHz mean over frames of the spectral centroid
 * @param bandwidthMeanHz mean over frames of the spectral bandwidth
 * @param rmsMean mean over frames of the root mean square, 1 being full scale
 * @param loudnessDbfs root mean square of the whole song, in dB below full scale
 * @param beats frames of the beats, rising, counted from the song's beginning
 */
public record Descriptors(
    float[] mfccMean,
    float[] mfccCovariance,
    float[] timbreMean,
    float[] timbreCovariance,
    float[] spectralContrastMeanDb,
    float[] chromaMean,
    double tuning,
    double centroidMeanHz,
    double bandwidthMeanHz,
    double rmsMean,
    double loudnessDbfs,
    int[] beats) {}

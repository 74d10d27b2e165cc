package io.soundalike.features;

/**
 * Timbre, harmony and rhythm descriptors of a song, for distances between songs. The article's own
 * columns are in {@link TrackFeatures}.
 *
 * @param mfccMean {@code [20]}: means over frames of the mel-frequency cepstral coefficients (MFCC)
 * @param mfccCovariance {@code [210]}: covariance of the MFCCs, the upper triangle row by row
 * @param timbreMean {@code [40]}: means over frames of MFCCs 0 to 19, that of MFCC 0 replaced by 0,
 *     and of their first differences
 * @param timbreCovariance {@code [820]}: covariance of the same 40 values, likewise
 * @param spectralContrastMeanDb {@code [7]}: mean spectral contrast, in dB, of the band below 200
 *     Hz and the octaves above
 * @param chromaMean {@code [12]}: mean chroma, C first, in [0, 1]
 * @param tuning deviation from A4 = 440 Hz in semitones, from -0.5 to 0.49
 * @param centroidMeanHz mean over frames of the spectral centroid, in Hz
 * @param bandwidthMeanHz mean over frames of the spectral bandwidth, in Hz
 * @param rmsMean mean over frames of the root mean square, full scale being 1
 * @param loudnessDbfs root mean square of the whole song, in dB relative to full scale, at least
 *     -200
 * @param beats frame indices of the beats, ascending
 * @param harmony {@code [900]}: see {@link ChromaFourierMagnitude}
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
    int[] beats,
    float[] harmony) {}

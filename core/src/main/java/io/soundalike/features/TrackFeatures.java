package io.soundalike.features;

/**
 * The article's columns of one song, in its order and under its names in {@code features.csv}.
 *
 * @param sampleRateHz samplefreq: of the file
 * @param channels of the file
 * @param samplePoints sample_points: of one channel of the file
 * @param seconds audio_length_seconds
 * @param tempoBpm tempo_bpm: beats per minute; 0 without onsets
 * @param beatDiffMeanSeconds avg_diff_beat_times: mean time from beat to beat; 0 with fewer than
 *     two beats
 * @param beatDiffStdSeconds std_diff_beat_times
 * @param rolloffMeanHz rolloff_freq: mean over frames of the frequency below which 90 % of the
 *     magnitude lies
 * @param zcrMean avg_zcr: mean over frames of the share of samples where the sign changes
 * @param zcrRange zcr_range: largest minus smallest
 * @param melMean avg_mel_freq: mean of the mel power spectrogram
 * @param melStd std_mel_freq
 * @param onsetMean avg_onset_strength: mean of the onset strength envelope
 * @param onsetStd std_onset_strength
 * @param tonic the strongest pitch class, such as {@code "F#"}
 * @param keySignature key_signature, such as {@code "F# Major"}
 * @param tonicZ z_dist_avg_to_tonic: standard deviations from the mean pitch class to the tonic
 */
public record TrackFeatures(
    int sampleRateHz,
    int channels,
    long samplePoints,
    double seconds,
    double tempoBpm,
    double beatDiffMeanSeconds,
    double beatDiffStdSeconds,
    double rolloffMeanHz,
    double zcrMean,
    double zcrRange,
    double melMean,
    double melStd,
    double onsetMean,
    double onsetStd,
    String tonic,
    String keySignature,
    double tonicZ) {}

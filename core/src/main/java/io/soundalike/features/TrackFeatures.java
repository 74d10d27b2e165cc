package io.soundalike.features;

/**
 * The article's columns of one song, in the article's order. Each description starts with the
 * column's name in {@code features.csv}.
 *
 * @param sampleRateHz samplefreq: sample rate of the file, in Hz
 * @param channels channels: number of channels of the file
 * @param samplePoints sample_points: number of samples of each channel of the file
 * @param seconds audio_length_seconds: duration
 * @param tempoBpm tempo_bpm: beats per minute; 0 without onsets
 * @param beatDiffMeanSeconds avg_diff_beat_times: mean interval between beats, in seconds; 0 with
 *     fewer than two beats
 * @param beatDiffStdSeconds std_diff_beat_times: standard deviation of the intervals, in seconds
 * @param rolloffMeanHz rolloff_freq: mean over frames of the frequency in Hz below which 90 % of
 *     the magnitude lies
 * @param zcrMean avg_zcr: mean over frames of the zero crossing rate, from 0 to 1
 * @param zcrRange zcr_range: largest minus smallest zero crossing rate
 * @param melMean avg_mel_freq: mean of the mel power spectrogram
 * @param melStd std_mel_freq: standard deviation of the mel power spectrogram
 * @param onsetMean avg_onset_strength: mean of the onset strength envelope
 * @param onsetStd std_onset_strength: standard deviation of the onset strength envelope
 * @param tonic tonic: strongest pitch class, such as {@code "F#"}
 * @param keySignature key_signature: tonic and mode, such as {@code "F# Major"}
 * @param tonicZ z_dist_avg_to_tonic: z-score of the tonic's chroma sum among the twelve pitch
 *     classes
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

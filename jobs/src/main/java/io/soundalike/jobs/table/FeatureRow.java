package io.soundalike.jobs.table;

import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.jspecify.annotations.Nullable;

/**
 * A row of table {@code features}: the features of one song, or the fault that prevented its
 * analysis. Rows with a fault have zeros and empty arrays for features. Numbers follow librosa's
 * definitions; a new column raises {@link #SCHEMA_VERSION}.
 */
public final class FeatureRow implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Columns are the bean's properties. */
  public static final Encoder<FeatureRow> ENCODER = Encoders.bean(FeatureRow.class);

  /** The value of {@code schemaVersion} in rows that this version writes. */
  public static final int SCHEMA_VERSION = 6;

  private String trackId = "";
  private int schemaVersion = SCHEMA_VERSION;
  private String outcome = "";
  private @Nullable String fault;
  private @Nullable String detail;
  private int sampleRateHz;
  private int channels;
  private long samplePoints;
  private double seconds;
  private double tempoBpm;
  private double beatDiffMeanSeconds;
  private double beatDiffStdSeconds;
  private double rolloffMeanHz;
  private double zcrMean;
  private double zcrRange;
  private double melMean;
  private double melStd;
  private double onsetMean;
  private double onsetStd;
  private String tonic = "";
  private String keySignature = "";
  private double tonicZ;
  private float[] mfccMean = new float[0];
  private float[] mfccCovariance = new float[0];
  private float[] timbreMean = new float[0];
  private float[] timbreCovariance = new float[0];
  private float[] spectralContrastMeanDb = new float[0];
  private float[] chromaMean = new float[0];
  private float[] harmony = new float[0];
  private double tuning;
  private double centroidMeanHz;
  private double bandwidthMeanHz;
  private double rmsMean;
  private double loudnessDbfs;
  private @Nullable Double peakDbfs;
  private @Nullable Double clippedShare;
  private @Nullable Double quietShare;
  private @Nullable Double sideDb;
  private int[] beats = new int[0];
  private int melBands;
  private int frames;
  private byte[] spectrogram = new byte[0];

  /** SHA-256 of the file's bytes. Range: 64 hex digits. */
  public String getTrackId() {
    return trackId;
  }

  /** Sets {@link #getTrackId}. */
  public void setTrackId(String trackId) {
    this.trackId = trackId;
  }

  /**
   * Partition column; {@code unread}: the storage did not deliver the bytes. Range: {@code ok},
   * {@code quarantined}, {@code unread}.
   */
  public String getOutcome() {
    return outcome;
  }

  /** Sets {@link #getOutcome}. */
  public void setOutcome(String outcome) {
    this.outcome = outcome;
  }

  /**
   * Why the song cannot be used. Range: names of {@code AudioFault}. Null if the outcome is {@code
   * ok}.
   */
  public @Nullable String getFault() {
    return fault;
  }

  /** Sets {@link #getFault}. */
  public void setFault(@Nullable String fault) {
    this.fault = fault;
  }

  /** The fault as a sentence. Null if the outcome is {@code ok}. */
  public @Nullable String getDetail() {
    return detail;
  }

  /** Sets {@link #getDetail}. */
  public void setDetail(@Nullable String detail) {
    this.detail = detail;
  }

  /** Sample rate of the file. Unit: Hz. Range: 1,000 to 384,000. */
  public int getSampleRateHz() {
    return sampleRateHz;
  }

  /** Sets {@link #getSampleRateHz}. */
  public void setSampleRateHz(int sampleRateHz) {
    this.sampleRateHz = sampleRateHz;
  }

  /** Channels of the file. Range: 1 to 64. */
  public int getChannels() {
    return channels;
  }

  /** Sets {@link #getChannels}. */
  public void setChannels(int channels) {
    this.channels = channels;
  }

  /**
   * Samples per channel of the file, without the encoder's delay and padding. Unit: samples. Range:
   * from 1.
   */
  public long getSamplePoints() {
    return samplePoints;
  }

  /** Sets {@link #getSamplePoints}. */
  public void setSamplePoints(long samplePoints) {
    this.samplePoints = samplePoints;
  }

  /**
   * {@code samplePoints / sampleRateHz}; of a song that is too long or too short, the part that was
   * decoded. Unit: s. Range: from 0.
   */
  public double getSeconds() {
    return seconds;
  }

  /** Sets {@link #getSeconds}. */
  public void setSeconds(double seconds) {
    this.seconds = seconds;
  }

  /** {@code beat.beat_track(y)[0]}; 0 without onsets. Unit: 1/min. Range: from 0. */
  public double getTempoBpm() {
    return tempoBpm;
  }

  /** Sets {@link #getTempoBpm}. */
  public void setTempoBpm(double tempoBpm) {
    this.tempoBpm = tempoBpm;
  }

  /** Mean time from beat to beat; 0 with fewer than two beats. Unit: s. Range: from 0. */
  public double getBeatDiffMeanSeconds() {
    return beatDiffMeanSeconds;
  }

  /** Sets {@link #getBeatDiffMeanSeconds}. */
  public void setBeatDiffMeanSeconds(double beatDiffMeanSeconds) {
    this.beatDiffMeanSeconds = beatDiffMeanSeconds;
  }

  /**
   * Standard deviation of the time from beat to beat; 0 with fewer than two beats. Unit: s. Range:
   * from 0.
   */
  public double getBeatDiffStdSeconds() {
    return beatDiffStdSeconds;
  }

  /** Sets {@link #getBeatDiffStdSeconds}. */
  public void setBeatDiffStdSeconds(double beatDiffStdSeconds) {
    this.beatDiffStdSeconds = beatDiffStdSeconds;
  }

  /**
   * Mean of {@code feature.spectral_rolloff(S=S, roll_percent=0.9)}. Unit: Hz. Range: 0 to half the
   * analysed rate.
   */
  public double getRolloffMeanHz() {
    return rolloffMeanHz;
  }

  /** Sets {@link #getRolloffMeanHz}. */
  public void setRolloffMeanHz(double rolloffMeanHz) {
    this.rolloffMeanHz = rolloffMeanHz;
  }

  /**
   * Mean of {@code feature.zero_crossing_rate(y)}; always frames of 2,048 and hops of 512 samples.
   * Range: 0 to 1.
   */
  public double getZcrMean() {
    return zcrMean;
  }

  /** Sets {@link #getZcrMean}. */
  public void setZcrMean(double zcrMean) {
    this.zcrMean = zcrMean;
  }

  /** Largest minus smallest {@code feature.zero_crossing_rate(y)}. Range: 0 to 1. */
  public double getZcrRange() {
    return zcrRange;
  }

  /** Sets {@link #getZcrRange}. */
  public void setZcrRange(double zcrRange) {
    this.zcrRange = zcrRange;
  }

  /**
   * Mean of {@code feature.melspectrogram(y)} with {@code features.n-mels} bands up to {@code
   * features.f-max-hz}. Unit: power. Range: from 0.
   */
  public double getMelMean() {
    return melMean;
  }

  /** Sets {@link #getMelMean}. */
  public void setMelMean(double melMean) {
    this.melMean = melMean;
  }

  /** Standard deviation of the same. Unit: power. Range: from 0. */
  public double getMelStd() {
    return melStd;
  }

  /** Sets {@link #getMelStd}. */
  public void setMelStd(double melStd) {
    this.melStd = melStd;
  }

  /** Mean of {@code onset.onset_strength(y)}. Unit: dB. Range: from 0. */
  public double getOnsetMean() {
    return onsetMean;
  }

  /** Sets {@link #getOnsetMean}. */
  public void setOnsetMean(double onsetMean) {
    this.onsetMean = onsetMean;
  }

  /** Standard deviation of the same. Unit: dB. Range: from 0. */
  public double getOnsetStd() {
    return onsetStd;
  }

  /** Sets {@link #getOnsetStd}. */
  public void setOnsetStd(double onsetStd) {
    this.onsetStd = onsetStd;
  }

  /**
   * Pitch class with the largest sum of {@code feature.chroma_stft(y)}. Range: {@code C}, {@code
   * C#}, {@code D}, {@code Eb}, {@code E}, {@code F}, {@code F#}, {@code G}, {@code Ab}, {@code A},
   * {@code Bb}, {@code B}.
   */
  public String getTonic() {
    return tonic;
  }

  /** Sets {@link #getTonic}. */
  public void setTonic(String tonic) {
    this.tonic = tonic;
  }

  /**
   * {@code Major} if the major scale that fits the chroma sums best starts at the tonic, else
   * {@code Minor}. Range: tonic, space, {@code Major} or {@code Minor}.
   */
  public String getKeySignature() {
    return keySignature;
  }

  /** Sets {@link #getKeySignature}. */
  public void setKeySignature(String keySignature) {
    this.keySignature = keySignature;
  }

  /** (largest - mean) / standard deviation of the chroma sums. Range: from 0. */
  public double getTonicZ() {
    return tonicZ;
  }

  /** Sets {@link #getTonicZ}. */
  public void setTonicZ(double tonicZ) {
    this.tonicZ = tonicZ;
  }

  /**
   * Version of the columns. Version 4 has other timbre vectors (38 values), version 3 no {@code
   * peakDbfs} to {@code sideDb} (null), version 2 no {@code timbreMean} and {@code
   * timbreCovariance}, version 1 no {@code beats} and one channel only. Range: 1 to 5; this version
   * writes 5.
   */
  public int getSchemaVersion() {
    return schemaVersion;
  }

  /** Sets {@link #getSchemaVersion}. */
  public void setSchemaVersion(int schemaVersion) {
    this.schemaVersion = schemaVersion;
  }

  /** Means of {@code feature.mfcc(y)}. Length: 20. Unit: dB. */
  public float[] getMfccMean() {
    return mfccMean;
  }

  /** Sets {@link #getMfccMean}. */
  public void setMfccMean(float[] mfccMean) {
    this.mfccMean = mfccMean;
  }

  /**
   * {@code numpy.cov(feature.mfcc(y))}, the upper triangle row by row: (0,0), (0,1), ... (0,19),
   * (1,1) and so on. Length: 210. Unit: dB².
   */
  public float[] getMfccCovariance() {
    return mfccCovariance;
  }

  /** Sets {@link #getMfccCovariance}. */
  public void setMfccCovariance(float[] mfccCovariance) {
    this.mfccCovariance = mfccCovariance;
  }

  /**
   * Means of the rows of {@code feature.mfcc(y)}, the first replaced by 0, then of their {@code
   * numpy.diff(prepend=the first frame)}. Length: 40. Unit: dB, dB per frame.
   */
  public float[] getTimbreMean() {
    return timbreMean;
  }

  /** Sets {@link #getTimbreMean}. */
  public void setTimbreMean(float[] timbreMean) {
    this.timbreMean = timbreMean;
  }

  /** {@code numpy.cov} of these 40 rows, the upper triangle row by row. Length: 820. */
  public float[] getTimbreCovariance() {
    return timbreCovariance;
  }

  /** Sets {@link #getTimbreCovariance}. */
  public void setTimbreCovariance(float[] timbreCovariance) {
    this.timbreCovariance = timbreCovariance;
  }

  /**
   * Means of {@code feature.spectral_contrast(S=S)}, from the band below 200 Hz upwards. Length: 7.
   * Unit: dB. Range: from 0.
   */
  public float[] getSpectralContrastMeanDb() {
    return spectralContrastMeanDb;
  }

  /** Sets {@link #getSpectralContrastMeanDb}. */
  public void setSpectralContrastMeanDb(float[] spectralContrastMeanDb) {
    this.spectralContrastMeanDb = spectralContrastMeanDb;
  }

  /** Means of {@code feature.chroma_stft(y)}, C first. Length: 12. Range: 0 to 1. */
  public float[] getChromaMean() {
    return chromaMean;
  }

  /** Sets {@link #getChromaMean}. */
  public void setChromaMean(float[] chromaMean) {
    this.chromaMean = chromaMean;
  }

  /**
   * Magnitudes of the two-dimensional Fourier transform of beat-synchronous chroma, by beats and by
   * pairs of beats. Length: 900; 0 where it was not asked for. Range: 0 to 1.
   */
  public float[] getHarmony() {
    return harmony;
  }

  /** Sets {@link #getHarmony}. */
  public void setHarmony(float[] harmony) {
    this.harmony = harmony;
  }

  /** {@code estimate_tuning(y)}. Unit: semitones. Range: -0.5 to 0.49. */
  public double getTuning() {
    return tuning;
  }

  /** Sets {@link #getTuning}. */
  public void setTuning(double tuning) {
    this.tuning = tuning;
  }

  /**
   * Mean of {@code feature.spectral_centroid(S=S)}. Unit: Hz. Range: 0 to half the analysed rate.
   */
  public double getCentroidMeanHz() {
    return centroidMeanHz;
  }

  /** Sets {@link #getCentroidMeanHz}. */
  public void setCentroidMeanHz(double centroidMeanHz) {
    this.centroidMeanHz = centroidMeanHz;
  }

  /** Mean of {@code feature.spectral_bandwidth(S=S)}. Unit: Hz. Range: from 0. */
  public double getBandwidthMeanHz() {
    return bandwidthMeanHz;
  }

  /** Sets {@link #getBandwidthMeanHz}. */
  public void setBandwidthMeanHz(double bandwidthMeanHz) {
    this.bandwidthMeanHz = bandwidthMeanHz;
  }

  /**
   * Mean of {@code feature.rms(y)}; always frames of 2,048 and hops of 512 samples. Unit: full
   * scale. Range: from 0.
   */
  public double getRmsMean() {
    return rmsMean;
  }

  /** Sets {@link #getRmsMean}. */
  public void setRmsMean(double rmsMean) {
    this.rmsMean = rmsMean;
  }

  /** Root mean square of all samples; full scale is 0. Unit: dB. Range: from -200. */
  public double getLoudnessDbfs() {
    return loudnessDbfs;
  }

  /** Sets {@link #getLoudnessDbfs}. */
  public void setLoudnessDbfs(double loudnessDbfs) {
    this.loudnessDbfs = loudnessDbfs;
  }

  /**
   * Loudest sample of all channels of the file; full scale is 0; lossy formats can exceed it. Unit:
   * dB. Range: from -200. Null if the version is below 4, or the outcome is not {@code ok}.
   */
  public @Nullable Double getPeakDbfs() {
    return peakDbfs;
  }

  /** Sets {@link #getPeakDbfs}. */
  public void setPeakDbfs(@Nullable Double peakDbfs) {
    this.peakDbfs = peakDbfs;
  }

  /**
   * Share of samples that are clipped: 0.999 of full scale or more, three or more in a row. Range:
   * 0 to 1. Null if the version is below 4, or the outcome is not {@code ok}.
   */
  public @Nullable Double getClippedShare() {
    return clippedShare;
  }

  /** Sets {@link #getClippedShare}. */
  public void setClippedShare(@Nullable Double clippedShare) {
    this.clippedShare = clippedShare;
  }

  /**
   * Share of time, in blocks of 1,024 samples, in which no sample reaches -60 dBFS. Range: 0 to 1.
   * Null if the version is below 4, or the outcome is not {@code ok}.
   */
  public @Nullable Double getQuietShare() {
    return quietShare;
  }

  /** Sets {@link #getQuietShare}. */
  public void setQuietShare(@Nullable Double quietShare) {
    this.quietShare = quietShare;
  }

  /**
   * Energy of left minus right relative to left plus right. Unit: dB. Range: -200 to 200. Null if
   * the file has not two channels, the version is below 4, or the outcome is not {@code ok}.
   */
  public @Nullable Double getSideDb() {
    return sideDb;
  }

  /** Sets {@link #getSideDb}. */
  public void setSideDb(@Nullable Double sideDb) {
    this.sideDb = sideDb;
  }

  /**
   * {@code beat.beat_track(y)[1]}, counted from the beginning of the song. Unit: frames. Range:
   * rising, from 0.
   */
  public int[] getBeats() {
    return beats;
  }

  /** Sets {@link #getBeats}. */
  public void setBeats(int[] beats) {
    this.beats = beats;
  }

  /** Rows of the spectrogram. Range: {@code features.n-mels}. */
  public int getMelBands() {
    return melBands;
  }

  /** Sets {@link #getMelBands}. */
  public void setMelBands(int melBands) {
    this.melBands = melBands;
  }

  /** Columns of the spectrogram. Range: from 1. */
  public int getFrames() {
    return frames;
  }

  /** Sets {@link #getFrames}. */
  public void setFrames(int frames) {
    this.frames = frames;
  }

  /**
   * {@code [melBands][frames]}, row-major, unsigned: {@code power_to_db} of the mel spectrogram.
   * 255 is the loudest point; 0 is {@code features.top-db} below it, or lower. With {@code
   * audio.channel = stereo} twice as long: left, then right, both relative to the louder one's
   * loudest point. Range: 1 byte per value, 0 to 255.
   */
  public byte[] getSpectrogram() {
    return spectrogram;
  }

  /** Sets {@link #getSpectrogram}. */
  public void setSpectrogram(byte[] spectrogram) {
    this.spectrogram = spectrogram;
  }
}

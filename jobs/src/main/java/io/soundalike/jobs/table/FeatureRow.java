package io.soundalike.jobs.table;

import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.jspecify.annotations.Nullable;

/**
 * What one song sounds like in numbers, or why it could not be analysed. {@code docs/schema.md}
 * describes every column; a new column raises {@link #SCHEMA_VERSION}.
 */
public final class FeatureRow implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Columns are the bean's properties. */
  public static final Encoder<FeatureRow> ENCODER = Encoders.bean(FeatureRow.class);

  /** What {@code schemaVersion} is in rows that this version writes. */
  public static final int SCHEMA_VERSION = 4;

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

  /** SHA-256 of the song's bytes. */
  public String getTrackId() {
    return trackId;
  }

  /** Sets {@link #getTrackId}. */
  public void setTrackId(String trackId) {
    this.trackId = trackId;
  }

  /** {@code ok} or {@code quarantined}; the table is partitioned by it. */
  public String getOutcome() {
    return outcome;
  }

  /** Sets {@link #getOutcome}. */
  public void setOutcome(String outcome) {
    this.outcome = outcome;
  }

  /** A name of AudioFault; null if ok. */
  public @Nullable String getFault() {
    return fault;
  }

  /** Sets {@link #getFault}. */
  public void setFault(@Nullable String fault) {
    this.fault = fault;
  }

  /** The fault in a sentence. */
  public @Nullable String getDetail() {
    return detail;
  }

  /** Sets {@link #getDetail}. */
  public void setDetail(@Nullable String detail) {
    this.detail = detail;
  }

  /** Of the file. */
  public int getSampleRateHz() {
    return sampleRateHz;
  }

  /** Sets {@link #getSampleRateHz}. */
  public void setSampleRateHz(int sampleRateHz) {
    this.sampleRateHz = sampleRateHz;
  }

  /** Of the file. */
  public int getChannels() {
    return channels;
  }

  /** Sets {@link #getChannels}. */
  public void setChannels(int channels) {
    this.channels = channels;
  }

  /** Samples of one channel of the file. */
  public long getSamplePoints() {
    return samplePoints;
  }

  /** Sets {@link #getSamplePoints}. */
  public void setSamplePoints(long samplePoints) {
    this.samplePoints = samplePoints;
  }

  /** Length. */
  public double getSeconds() {
    return seconds;
  }

  /** Sets {@link #getSeconds}. */
  public void setSeconds(double seconds) {
    this.seconds = seconds;
  }

  /** Beats per minute. */
  public double getTempoBpm() {
    return tempoBpm;
  }

  /** Sets {@link #getTempoBpm}. */
  public void setTempoBpm(double tempoBpm) {
    this.tempoBpm = tempoBpm;
  }

  /** Mean time from beat to beat. */
  public double getBeatDiffMeanSeconds() {
    return beatDiffMeanSeconds;
  }

  /** Sets {@link #getBeatDiffMeanSeconds}. */
  public void setBeatDiffMeanSeconds(double beatDiffMeanSeconds) {
    this.beatDiffMeanSeconds = beatDiffMeanSeconds;
  }

  /** Its standard deviation. */
  public double getBeatDiffStdSeconds() {
    return beatDiffStdSeconds;
  }

  /** Sets {@link #getBeatDiffStdSeconds}. */
  public void setBeatDiffStdSeconds(double beatDiffStdSeconds) {
    this.beatDiffStdSeconds = beatDiffStdSeconds;
  }

  /** Mean 90 % roll-off. */
  public double getRolloffMeanHz() {
    return rolloffMeanHz;
  }

  /** Sets {@link #getRolloffMeanHz}. */
  public void setRolloffMeanHz(double rolloffMeanHz) {
    this.rolloffMeanHz = rolloffMeanHz;
  }

  /** Mean zero-crossing rate. */
  public double getZcrMean() {
    return zcrMean;
  }

  /** Sets {@link #getZcrMean}. */
  public void setZcrMean(double zcrMean) {
    this.zcrMean = zcrMean;
  }

  /** Its largest minus its smallest. */
  public double getZcrRange() {
    return zcrRange;
  }

  /** Sets {@link #getZcrRange}. */
  public void setZcrRange(double zcrRange) {
    this.zcrRange = zcrRange;
  }

  /** Mean of the mel power. */
  public double getMelMean() {
    return melMean;
  }

  /** Sets {@link #getMelMean}. */
  public void setMelMean(double melMean) {
    this.melMean = melMean;
  }

  /** Its standard deviation. */
  public double getMelStd() {
    return melStd;
  }

  /** Sets {@link #getMelStd}. */
  public void setMelStd(double melStd) {
    this.melStd = melStd;
  }

  /** Mean onset strength. */
  public double getOnsetMean() {
    return onsetMean;
  }

  /** Sets {@link #getOnsetMean}. */
  public void setOnsetMean(double onsetMean) {
    this.onsetMean = onsetMean;
  }

  /** Its standard deviation. */
  public double getOnsetStd() {
    return onsetStd;
  }

  /** Sets {@link #getOnsetStd}. */
  public void setOnsetStd(double onsetStd) {
    this.onsetStd = onsetStd;
  }

  /** Strongest pitch class. */
  public String getTonic() {
    return tonic;
  }

  /** Sets {@link #getTonic}. */
  public void setTonic(String tonic) {
    this.tonic = tonic;
  }

  /** Tonic and mode. */
  public String getKeySignature() {
    return keySignature;
  }

  /** Sets {@link #getKeySignature}. */
  public void setKeySignature(String keySignature) {
    this.keySignature = keySignature;
  }

  /** Standard deviations from the mean pitch class to the tonic. */
  public double getTonicZ() {
    return tonicZ;
  }

  /** Sets {@link #getTonicZ}. */
  public void setTonicZ(double tonicZ) {
    this.tonicZ = tonicZ;
  }

  /** Version of the columns. */
  public int getSchemaVersion() {
    return schemaVersion;
  }

  /** Sets {@link #getSchemaVersion}. */
  public void setSchemaVersion(int schemaVersion) {
    this.schemaVersion = schemaVersion;
  }

  /** {@code [20]}: means of the mel-frequency cepstral coefficients. */
  public float[] getMfccMean() {
    return mfccMean;
  }

  /** Sets {@link #getMfccMean}. */
  public void setMfccMean(float[] mfccMean) {
    this.mfccMean = mfccMean;
  }

  /** {@code [210]}: their covariance, the upper triangle row by row. */
  public float[] getMfccCovariance() {
    return mfccCovariance;
  }

  /** Sets {@link #getMfccCovariance}. */
  public void setMfccCovariance(float[] mfccCovariance) {
    this.mfccCovariance = mfccCovariance;
  }

  /** {@code [38]}: means of coefficients 1 to 19, and of their slopes per frame. */
  public float[] getTimbreMean() {
    return timbreMean;
  }

  /** Sets {@link #getTimbreMean}. */
  public void setTimbreMean(float[] timbreMean) {
    this.timbreMean = timbreMean;
  }

  /** {@code [741]}: their covariance, the upper triangle row by row. */
  public float[] getTimbreCovariance() {
    return timbreCovariance;
  }

  /** Sets {@link #getTimbreCovariance}. */
  public void setTimbreCovariance(float[] timbreCovariance) {
    this.timbreCovariance = timbreCovariance;
  }

  /** {@code [7]}: peaks above valleys, octave by octave. */
  public float[] getSpectralContrastMeanDb() {
    return spectralContrastMeanDb;
  }

  /** Sets {@link #getSpectralContrastMeanDb}. */
  public void setSpectralContrastMeanDb(float[] spectralContrastMeanDb) {
    this.spectralContrastMeanDb = spectralContrastMeanDb;
  }

  /** {@code [12]}: energies of the pitch classes, C first. */
  public float[] getChromaMean() {
    return chromaMean;
  }

  /** Sets {@link #getChromaMean}. */
  public void setChromaMean(float[] chromaMean) {
    this.chromaMean = chromaMean;
  }

  /** Semitones above A4 = 440 Hz. */
  public double getTuning() {
    return tuning;
  }

  /** Sets {@link #getTuning}. */
  public void setTuning(double tuning) {
    this.tuning = tuning;
  }

  /** Mean spectral centroid. */
  public double getCentroidMeanHz() {
    return centroidMeanHz;
  }

  /** Sets {@link #getCentroidMeanHz}. */
  public void setCentroidMeanHz(double centroidMeanHz) {
    this.centroidMeanHz = centroidMeanHz;
  }

  /** Mean spectral bandwidth. */
  public double getBandwidthMeanHz() {
    return bandwidthMeanHz;
  }

  /** Sets {@link #getBandwidthMeanHz}. */
  public void setBandwidthMeanHz(double bandwidthMeanHz) {
    this.bandwidthMeanHz = bandwidthMeanHz;
  }

  /** Mean root mean square, 1 being full scale. */
  public double getRmsMean() {
    return rmsMean;
  }

  /** Sets {@link #getRmsMean}. */
  public void setRmsMean(double rmsMean) {
    this.rmsMean = rmsMean;
  }

  /** Root mean square of the whole song, in dB below full scale. */
  public double getLoudnessDbfs() {
    return loudnessDbfs;
  }

  /** Sets {@link #getLoudnessDbfs}. */
  public void setLoudnessDbfs(double loudnessDbfs) {
    this.loudnessDbfs = loudnessDbfs;
  }

  /** Loudest sample of the file, full scale being 0; null before version 4. */
  public @Nullable Double getPeakDbfs() {
    return peakDbfs;
  }

  /** Sets {@link #getPeakDbfs}. */
  public void setPeakDbfs(@Nullable Double peakDbfs) {
    this.peakDbfs = peakDbfs;
  }

  /** Share of samples that are cut off; null before version 4. */
  public @Nullable Double getClippedShare() {
    return clippedShare;
  }

  /** Sets {@link #getClippedShare}. */
  public void setClippedShare(@Nullable Double clippedShare) {
    this.clippedShare = clippedShare;
  }

  /** Share of time below -60 dBFS; null before version 4. */
  public @Nullable Double getQuietShare() {
    return quietShare;
  }

  /** Sets {@link #getQuietShare}. */
  public void setQuietShare(@Nullable Double quietShare) {
    this.quietShare = quietShare;
  }

  /** Energy of left less right as against left and right; null unless there are two channels. */
  public @Nullable Double getSideDb() {
    return sideDb;
  }

  /** Sets {@link #getSideDb}. */
  public void setSideDb(@Nullable Double sideDb) {
    this.sideDb = sideDb;
  }

  /** Frames of the beats, rising, from the song's beginning. */
  public int[] getBeats() {
    return beats;
  }

  /** Sets {@link #getBeats}. */
  public void setBeats(int[] beats) {
    this.beats = beats;
  }

  /** Rows of the spectrogram. */
  public int getMelBands() {
    return melBands;
  }

  /** Sets {@link #getMelBands}. */
  public void setMelBands(int melBands) {
    this.melBands = melBands;
  }

  /** Columns of the spectrogram. */
  public int getFrames() {
    return frames;
  }

  /** Sets {@link #getFrames}. */
  public void setFrames(int frames) {
    this.frames = frames;
  }

  /**
   * {@code [melBands][frames]}, unsigned: 0 is the floor, 255 the loudest point; of stereo left,
   * then right.
   */
  public byte[] getSpectrogram() {
    return spectrogram;
  }

  /** Sets {@link #getSpectrogram}. */
  public void setSpectrogram(byte[] spectrogram) {
    this.spectrogram = spectrogram;
  }
}

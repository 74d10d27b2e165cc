package io.soundalike.jobs.features;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.DecodeOutcome;
import io.soundalike.audio.SignalQuality;
import io.soundalike.features.Descriptors;
import io.soundalike.features.FeatureExtractor.Outcome;
import io.soundalike.features.MelSpectrogram;
import io.soundalike.features.TrackFeatures;
import io.soundalike.jobs.table.FeatureOutcome;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.model.TimeAxisPooling;
import io.soundalike.settings.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Maps the results of an analysis to rows and back. */
public final class FeatureRowMapper {

  private FeatureRowMapper() {}

  static FeatureRow of(String trackId, Outcome outcome, SignalQuality quality) {
    if (outcome instanceof Outcome.Extracted extracted) {
      FeatureRow row = new FeatureRow();
      row.setTrackId(trackId);
      row.setOutcome(FeatureOutcome.OK);
      set(row, extracted.features());
      set(row, extracted.descriptors());
      set(row, extracted.spectrograms());
      set(row, quality);
      return row;
    }

    Outcome.Unusable unusable = (Outcome.Unusable) outcome;
    return unusable(trackId, unusable.fault(), unusable.detail());
  }

  /** The row of a song that cannot be used. */
  public static FeatureRow unusable(String trackId, AudioFault fault, String detail) {
    FeatureRow row = new FeatureRow();
    row.setTrackId(trackId);
    row.setOutcome(
        fault == AudioFault.UNREADABLE ? FeatureOutcome.UNREAD : FeatureOutcome.QUARANTINED);
    row.setFault(fault.name());
    row.setDetail(detail);
    return row;
  }

  /** The row of a song that cannot be decoded. */
  static FeatureRow undecodable(String trackId, DecodeOutcome.Undecodable outcome) {
    FeatureRow row = unusable(trackId, outcome.fault(), outcome.detail());
    row.setSeconds(outcome.seconds());
    return row;
  }

  /** The spectrograms of a row: 1, or 2 for left and right. */
  public static List<MelSpectrogram> spectrograms(FeatureRow row) {
    int size = row.getMelBands() * row.getFrames();
    byte[] all = row.getSpectrogram();
    List<MelSpectrogram> channels = new ArrayList<>();

    for (int from = 0; from < all.length; from += size) {
      byte[] values = all.length == size ? all : Arrays.copyOfRange(all, from, from + size);
      channels.add(new MelSpectrogram(row.getMelBands(), row.getFrames(), values));
    }

    return channels;
  }

  /** The images that the network encodes: one for each spectrogram of the song. */
  public static List<MelSpectrogram> images(FeatureRow row, Settings settings) {
    return TimeAxisPooling.pool(spectrograms(row), row.getBeats(), settings);
  }

  private static void set(FeatureRow row, TrackFeatures features) {
    row.setSampleRateHz(features.sampleRateHz());
    row.setChannels(features.channels());
    row.setSamplePoints(features.samplePoints());
    row.setSeconds(features.seconds());
    row.setTempoBpm(features.tempoBpm());
    row.setBeatDiffMeanSeconds(features.beatDiffMeanSeconds());
    row.setBeatDiffStdSeconds(features.beatDiffStdSeconds());
    row.setRolloffMeanHz(features.rolloffMeanHz());
    row.setZcrMean(features.zcrMean());
    row.setZcrRange(features.zcrRange());
    row.setMelMean(features.melMean());
    row.setMelStd(features.melStd());
    row.setOnsetMean(features.onsetMean());
    row.setOnsetStd(features.onsetStd());
    row.setTonic(features.tonic());
    row.setKeySignature(features.keySignature());
    row.setTonicZ(features.tonicZ());
  }

  private static void set(FeatureRow row, SignalQuality quality) {
    row.setPeakDbfs(quality.peakDbfs());
    row.setClippedShare(quality.clippedShare());
    row.setQuietShare(quality.quietShare());
    row.setSideDb(Double.isNaN(quality.sideDb()) ? null : quality.sideDb());
  }

  /** Quality of the signal; null in rows of a version that did not measure it. */
  public static @Nullable SignalQuality quality(FeatureRow row) {
    Double peak = row.getPeakDbfs();
    Double clipped = row.getClippedShare();
    Double quiet = row.getQuietShare();
    Double side = row.getSideDb();
    return peak == null || clipped == null || quiet == null
        ? null
        : new SignalQuality(peak, clipped, quiet, side == null ? Double.NaN : side);
  }

  private static void set(FeatureRow row, List<MelSpectrogram> channels) {
    MelSpectrogram first = channels.get(0);
    int size = first.values().length;
    byte[] all = new byte[channels.size() * size];

    for (int c = 0; c < channels.size(); c++) {
      System.arraycopy(channels.get(c).values(), 0, all, c * size, size);
    }

    row.setMelBands(first.nMels());
    row.setFrames(first.nFrames());
    row.setSpectrogram(all);
  }

  private static void set(FeatureRow row, Descriptors descriptors) {
    row.setMfccMean(descriptors.mfccMean());
    row.setMfccCovariance(descriptors.mfccCovariance());
    row.setTimbreMean(descriptors.timbreMean());
    row.setTimbreCovariance(descriptors.timbreCovariance());
    row.setSpectralContrastMeanDb(descriptors.spectralContrastMeanDb());
    row.setChromaMean(descriptors.chromaMean());
    row.setTuning(descriptors.tuning());
    row.setCentroidMeanHz(descriptors.centroidMeanHz());
    row.setBandwidthMeanHz(descriptors.bandwidthMeanHz());
    row.setRmsMean(descriptors.rmsMean());
    row.setLoudnessDbfs(descriptors.loudnessDbfs());
    row.setBeats(descriptors.beats());
    row.setHarmony(descriptors.harmony());
  }
}

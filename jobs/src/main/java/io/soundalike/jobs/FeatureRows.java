package io.soundalike.jobs;

import io.soundalike.audio.AudioFault;
import io.soundalike.features.Descriptors;
import io.soundalike.features.FeatureExtractor.Outcome;
import io.soundalike.features.MelSpectrogram;
import io.soundalike.features.TrackFeatures;
import io.soundalike.jobs.table.FeatureRow;

/** What an analysis gives, as rows keep it. */
public final class FeatureRows {

  /** Value of {@code outcome} for songs with features. */
  static final String OK = "ok";

  /** Value of {@code outcome} for songs with a fault. */
  static final String QUARANTINED = "quarantined";

  private FeatureRows() {}

  static FeatureRow of(String trackId, Outcome outcome) {
    if (outcome instanceof Outcome.Extracted extracted) {
      FeatureRow row = new FeatureRow();
      row.setTrackId(trackId);
      row.setOutcome(OK);
      set(row, extracted.features());
      set(row, extracted.descriptors());
      row.setMelBands(extracted.spectrogram().nMels());
      row.setFrames(extracted.spectrogram().nFrames());
      row.setSpectrogram(extracted.spectrogram().values());
      return row;
    }

    Outcome.Unusable unusable = (Outcome.Unusable) outcome;
    return quarantined(trackId, unusable.fault(), unusable.detail());
  }

  static FeatureRow quarantined(String trackId, AudioFault fault, String detail) {
    FeatureRow row = new FeatureRow();
    row.setTrackId(trackId);
    row.setOutcome(QUARANTINED);
    row.setFault(fault.name());
    row.setDetail(detail);
    return row;
  }

  /** The spectrogram that a row keeps. */
  public static MelSpectrogram spectrogram(FeatureRow row) {
    return new MelSpectrogram(row.getMelBands(), row.getFrames(), row.getSpectrogram());
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

  private static void set(FeatureRow row, Descriptors descriptors) {
    row.setMfccMean(descriptors.mfccMean());
    row.setMfccCovariance(descriptors.mfccCovariance());
    row.setSpectralContrastMeanDb(descriptors.spectralContrastMeanDb());
    row.setChromaMean(descriptors.chromaMean());
    row.setTuning(descriptors.tuning());
    row.setCentroidMeanHz(descriptors.centroidMeanHz());
    row.setBandwidthMeanHz(descriptors.bandwidthMeanHz());
    row.setRmsMean(descriptors.rmsMean());
    row.setLoudnessDbfs(descriptors.loudnessDbfs());
  }
}

package io.soundalike.settings;

import java.io.Serializable;

/**
 * All settings of a run, one record for each section. {@code conf/reference.conf} has the meaning,
 * unit, range and default of every setting; the constructors check the ranges and report every
 * violation of their section at once.
 */
public record Settings(
    InventorySettings inventory,
    AudioSettings audio,
    FeatureSettings features,
    ModelSettings model,
    TrainingSettings training,
    NeighbourSettings neighbours,
    RecommendationSettings recommend,
    MapSettings map,
    ReportSettings report,
    QuarantineSettings quarantine,
    SparkSettings spark)
    implements Serializable {

  /** Rows of the code, of all channels, at most: the covariance of twice as many is computed. */
  private static final int MAX_LDA_ROWS = 1024;

  /** Checks the rules that involve two sections. */
  public Settings {
    Bounds bounds = new Bounds("");
    int factor = 1 << model.channels().size();
    bounds.that(
        features.nMels() % factor == 0,
        "features.n-mels",
        "a multiple of " + factor + ", one halving for each of model.channels",
        features.nMels());
    int rows = model.channels().get(model.channels().size() - 1) * (features.nMels() / factor);
    bounds.that(
        model.recurrence() == ModelSettings.Recurrence.NONE || rows % 2 == 0,
        "model.channels",
        "an even product of the last channels and the code's rows for model.recurrence = lstm",
        rows);
    bounds.that(
        model.pooling() != ModelSettings.Pooling.HEAD || training.contrast() > 0,
        "model.pooling",
        "lda, mean-std or flatten where training.contrast is 0",
        "head; set training.contrast above 0 for head");
    bounds.that(
        model.pooling() != ModelSettings.Pooling.LDA
            || training.mode() == TrainingSettings.Mode.JOINT,
        "model.pooling",
        "mean-std or flatten where training.mode is per-song",
        "lda, which compares the songs of one network");
    bounds.that(
        model.pooling() != ModelSettings.Pooling.LDA || rows <= MAX_LDA_ROWS,
        "model.pooling",
        "head, mean-std or flatten where the code has more than "
            + MAX_LDA_ROWS
            + " rows (features.n-mels and model.channels)",
        "lda");
    bounds.that(
        features.frames() == 0 || features.frames() >= model.patchFrames(),
        "features.frames",
        "0 or at least " + model.patchFrames() + ", the frames of one image (model.patch-columns)",
        features.frames());
    bounds.that(
        features.fMaxHz() <= audio.sampleRateHz() / 2.0,
        "features.f-max-hz",
        "at most " + Bounds.plain(audio.sampleRateHz() / 2.0) + ", half of audio.sample-rate-hz",
        features.fMaxHz());
    double patchSeconds =
        1.0
            * (features.firstFrame() + model.patchFrames())
            * features.hopLength()
            / audio.sampleRateHz();
    bounds.that(
        features.frames() > 0 || patchSeconds < audio.minSeconds(),
        "audio.min-seconds",
        "more than "
            + Bounds.rounded(patchSeconds)
            + ", the length of one image (model.patch-columns)",
        audio.minSeconds());
    bounds.verify();
  }

  /** These settings with the network and the training of others. */
  public Settings withModelOf(Settings other) {
    return new Settings(
        inventory,
        audio,
        features,
        other.model,
        other.training,
        neighbours,
        recommend,
        map,
        report,
        quarantine,
        spark);
  }
}

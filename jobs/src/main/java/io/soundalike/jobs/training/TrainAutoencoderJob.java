package io.soundalike.jobs.training;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.table.EpochRow;
import io.soundalike.model.TrainedModel;
import io.soundalike.nd4j.NativeAcceleration;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsFingerprint;
import io.soundalike.settings.SettingsReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Trains the autoencoder.
 *
 * <p><b>What:</b> {@code training.mode} says how: one network for all songs, in each epoch of which
 * workers train on their own shares and average their parameters every few steps (DL4J's parameter
 * averaging), while held-out songs judge it; or one for each song.
 *
 * <p><b>Input:</b> features of the latest inventory. <b>Output:</b> {@code models/M}. M names the
 * settings and, for one network, the songs.
 *
 * <p><b>Usage:</b> {@code soundalike train --catalogue URI [--retrain]}
 *
 * <p><b>Notes:</b> a model that was trained with the same settings is used again, also when songs
 * have come since, unless {@code --retrain} is given. After each epoch the training's state is
 * kept: a run that was killed goes on from there, to the same model. What trains where depends on
 * songs and settings alone, not on machines, tasks or how the tables are partitioned.
 *
 * <p><b>References:</b> H. Su, H. Chen, Experiments on parallel training of deep neural network
 * using model averaging, 2015
 */
public final class TrainAutoencoderJob {

  private TrainAutoencoderJob() {}

  /**
   * The model to use.
   *
   * @param trained whether anything was trained now
   */
  public record Result(TrainedModel model, boolean trained) {}

  /**
   * The context for the use of a model by its name, whatever the settings of network and training
   * say.
   *
   * @throws UserException of MISMATCH if there is none, or it was trained on features of other
   *     settings
   */
  public static JobContext using(JobContext context, String modelId) throws IOException {
    List<TrainedModel> models = context.catalogue().models().all();
    TrainedModel model =
        models.stream()
            .filter(m -> m.modelId().equals(modelId))
            .findFirst()
            .orElseThrow(
                () ->
                    new UserException(
                        ExitCode.MISMATCH,
                        String.format(
                            Locale.ROOT,
                            "The catalogue has no model %s; it has %s.",
                            modelId,
                            models.stream().map(TrainedModel::modelId).toList())));
    Settings trainedWith = SettingsReader.readStored(model.settingsText());

    if (!SettingsFingerprint.FEATURES
        .of(trainedWith)
        .equals(SettingsFingerprint.FEATURES.of(context.settings()))) {
      throw new UserException(
          ExitCode.MISMATCH,
          String.format(
              Locale.ROOT,
              "Model %s was trained on other features: %s. Give it the --conf and --set of its"
                  + " run.",
              modelId,
              SettingsFingerprint.FEATURES.differences(trainedWith, context.settings())));
    }

    return context.with(modelId, context.settings().withModelOf(trainedWith));
  }

  /** The model to use: the one named, or the latest of the same settings; null if there is none. */
  public static @Nullable TrainedModel existing(JobContext context) throws IOException {
    TrainedModel latest = null;
    String named = context.modelId();
    String wanted = SettingsFingerprint.MODEL.of(context.settings());

    for (TrainedModel model : context.catalogue().models().all()) {
      if (named == null ? model.modelId().startsWith(wanted) : model.modelId().equals(named)) {
        latest = model;
      }
    }

    return latest;
  }

  /**
   * The model to use, where nothing can be done without.
   *
   * @throws UserException of NOTHING_TO_DO if there is none
   */
  public static TrainedModel required(JobContext context) throws IOException {
    TrainedModel model = existing(context);

    if (model == null) {
      throw new UserException(
          ExitCode.NOTHING_TO_DO,
          "The catalogue has no model of these settings; run soundalike run first, with the same"
              + " --conf and --set.");
    }

    return model;
  }

  /** Trains, or finds the model that is there. */
  public static Result run(JobContext context, Reuse reuse) throws IOException {
    TrainedModel existing = existing(context);
    Trainer trainer = Trainer.of(context.settings().training().mode());

    if (context.modelId() != null && reuse == Reuse.NEVER) {
      throw new UserException(
          ExitCode.USAGE, "--model takes a model that is there; leave it or --retrain out.");
    }

    if (existing != null && reuse == Reuse.EXISTING && !trainer.trainsEverySong()) {
      return new Result(existing, false);
    }

    context.describe("train");
    TrainingSongs songs = TrainingSongs.of(context);
    String modelId = trainer.modelId(SettingsFingerprint.MODEL.of(context.settings()), songs);

    if (existing != null && existing.modelId().equals(modelId) && !trainer.trainsEverySong()) {
      return new Result(existing, false);
    }

    if (!NativeAcceleration.isEnabled()) {
      context.report(
          "warning: convolutions do not run through oneDNN and take ten times as long; see"
              + " docs/performance.md");
    }

    Trainer.Learned learned = trainer.train(context, songs, modelId);

    if (learned.now()) {
      writeEpochs(context, learned.model());
    }

    return new Result(learned.model(), learned.now());
  }

  /** What to do when there is a model of the same settings. */
  public enum Reuse {
    /** Take it. */
    EXISTING,
    /** Train anew, if there are other songs now. */
    NEVER
  }

  private static void writeEpochs(JobContext context, TrainedModel model) {
    List<EpochRow> rows = new ArrayList<>();

    for (TrainedModel.Epoch epoch : model.epochs()) {
      EpochRow row = new EpochRow();
      row.setEpoch(epoch.epoch());
      row.setTrainingLoss(epoch.trainingLoss());
      row.setHeldOutLoss(epoch.heldOutLoss());
      row.setEntropy(epoch.entropy());
      row.setExcess(epoch.excess());
      row.setHeldOutContrast(epoch.heldOutContrast());
      row.setSquaredError(epoch.squaredError());
      row.setMeanPredictorError(epoch.meanPredictorError());
      row.setSeconds(epoch.seconds());
      rows.add(row);
    }

    context
        .spark()
        .createDataset(rows, EpochRow.ENCODER)
        .coalesce(1)
        .write()
        .mode("overwrite")
        .parquet(context.catalogue().models().epochs(model.modelId()));
  }
}

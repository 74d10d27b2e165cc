package io.soundalike.jobs.training;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.Stopwatch;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.table.EpochRow;
import io.soundalike.model.TrainedModel;
import io.soundalike.nd4j.NativeAcceleration;
import io.soundalike.settings.SettingsFingerprint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains the autoencoder.
 *
 * <p><b>What:</b> with {@code training.mode = joint}, one network for all songs: in each epoch,
 * workers train on their own shares and average their parameters every few steps (DL4J's parameter
 * averaging), and held-out songs validate the network. With {@code per-song}, one network for each
 * song.
 *
 * <p><b>Input:</b> features of the latest inventory. <b>Output:</b> {@code models/M}, where M is a
 * fingerprint of the settings and, for a joint network, of the songs.
 *
 * <p><b>Usage:</b> {@code soundalike train --catalogue URI [--retrain]}
 *
 * <p><b>Notes:</b> a model that was trained with the same settings is used again, even if songs
 * were added since, unless {@code --retrain} is given. The training state is checkpointed after
 * each epoch: a killed run resumes from the last checkpoint and produces the same model. The
 * assignment of songs to workers depends on songs and settings alone, not on machines, tasks or the
 * partitions of tables.
 *
 * <p><b>References:</b> H. Su, H. Chen, Experiments on parallel training of deep neural network
 * using model averaging, 2015
 */
public final class TrainAutoencoderJob {

  private static final Logger LOG = LoggerFactory.getLogger(TrainAutoencoderJob.class);

  private TrainAutoencoderJob() {}

  /**
   * The model to use.
   *
   * @param trained whether this run trained it
   */
  public record Result(TrainedModel model, boolean trained) {}

  /** Trains a model, or finds an existing one of the same settings. */
  public static Result run(JobContext context, Reuse reuse) throws IOException {
    TrainedModel existing = ModelSelection.find(context);
    Trainer trainer = Trainer.of(context.settings().training().mode());

    if (context.modelId() != null && reuse == Reuse.NEVER) {
      throw new UserException(
          ExitCode.USAGE,
          "--model uses an existing model and --retrain trains a new one; give only one of them.");
    }

    if (existing != null && reuse == Reuse.EXISTING && !trainer.trainsEverySong()) {
      LOG.info("Using the existing model {}", existing.modelId());
      return new Result(existing, false);
    }

    context.describe("train");
    Stopwatch stopwatch = Stopwatch.start();
    TrainingSongs songs = TrainingSongs.draw(context);
    // The networks of new songs are added to the existing model.
    String modelId =
        existing != null && trainer.trainsEverySong()
            ? existing.modelId()
            : trainer.modelId(SettingsFingerprint.MODEL.of(context.settings()), songs);

    if (existing != null && existing.modelId().equals(modelId) && !trainer.trainsEverySong()) {
      LOG.info("The existing model {} was trained on the same songs", modelId);
      return new Result(existing, false);
    }

    LOG.info("Training model {} of {} songs", modelId, songs.all().size());

    if (!NativeAcceleration.isEnabled()) {
      context.report(
          "warning: convolutions do not use oneDNN and take ten times as long; see"
              + " docs/performance.md");
    }

    Trainer.Outcome outcome = trainer.train(context, songs, modelId);

    if (outcome.isTrained()) {
      writeEpochs(context, outcome.model());
    }

    LOG.info(
        "Model {} has {} epochs; trained now: {}; {} s",
        modelId,
        outcome.model().epochs().size(),
        outcome.isTrained(),
        stopwatch.seconds());
    return new Result(outcome.model(), outcome.isTrained());
  }

  /** Whether an existing model of the same settings is used. */
  public enum Reuse {
    /** Use the existing model. */
    EXISTING,
    /** Train a new model, unless the existing one was trained on the same songs. */
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

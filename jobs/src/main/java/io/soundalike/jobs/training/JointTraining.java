package io.soundalike.jobs.training;

import io.soundalike.jobs.catalogue.ModelStore;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.model.ConvolutionalAutoencoder;
import io.soundalike.model.ReconstructionLoss;
import io.soundalike.model.TrainedModel;
import io.soundalike.model.TrainingState;
import io.soundalike.report.Plural;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsRenderer;
import io.soundalike.settings.TrainingSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The training of one network for all songs, from random weights or from the last checkpoint, until
 * it stops improving on the held-out songs.
 */
final class JointTraining {

  private static final Logger LOG = LoggerFactory.getLogger(JointTraining.class);

  private final JobContext context;
  private final Settings settings;
  private final String modelId;
  private final int trainingTracks;
  private final TrainingPatches patches;
  private final ValidationSongs heldOut;
  private final float[] bandMeans;

  JointTraining(
      JobContext context,
      String modelId,
      int trainingTracks,
      TrainingPatches patches,
      ValidationSongs heldOut) {
    this.context = context;
    this.settings = context.settings();
    this.modelId = modelId;
    this.trainingTracks = trainingTracks;
    this.patches = patches;
    this.heldOut = heldOut;
    this.bandMeans = patches.bandMeans();
  }

  /** Trains until the stopping rule holds, and returns the network of the best epoch. */
  TrainedModel run() throws IOException {
    ComputationGraph network = ConvolutionalAutoencoder.create(settings);
    TrainingState state = restoreOrStart(network);

    while (!isOver(state)) {
      TrainingState next = trainEpoch(network, state);

      if (!Double.isFinite(objective(last(next)))) {
        stopDiverged(state);
        break;
      }

      state = next;
      Optional<TrainedModel> committed = checkpoint(state);
      report(last(state));

      if (committed.isPresent()) {
        return committed.get();
      }
    }

    return state.bestModel();
  }

  /** Writes a checkpoint; returns the model if another run has committed it in the meantime. */
  private Optional<TrainedModel> checkpoint(TrainingState state) throws IOException {
    ModelStore models = context.catalogue().models();

    try {
      models.commitCheckpoint(context.runId(), state);
    } catch (IOException e) {
      // A run that commits this model deletes all of its checkpoints, also those being written.
      if (!models.has(modelId)) {
        throw e;
      }

      LOG.warn("The checkpoint of model {} could not be written; another run has it", modelId, e);
    }

    Optional<TrainedModel> committed = models.find(modelId);
    committed.ifPresent(
        model -> context.report("  another run has trained this model in the meantime; using it"));
    return committed;
  }

  /** Restores the latest checkpoint, or starts from random weights. */
  private TrainingState restoreOrStart(ComputationGraph network) throws IOException {
    Optional<TrainingState> checkpoint = context.catalogue().models().latestCheckpoint(modelId);

    if (checkpoint.isPresent()) {
      ConvolutionalAutoencoder.restore(network, checkpoint.get());
      context.report(
          "  resuming after epoch %d, where an earlier run stopped", checkpoint.get().epoch());
      return checkpoint.get();
    }

    float[] random = ConvolutionalAutoencoder.parameters(network);
    return new TrainingState(model(random, List.of()), new float[0], random, 0, 0);
  }

  private TrainingState trainEpoch(ComputationGraph network, TrainingState previous) {
    int epoch = previous.epoch() + 1;
    long start = System.nanoTime();
    double score = fit(network, epoch);
    float[] parameters = ConvolutionalAutoencoder.parameters(network);
    ValidationSongs.Validation validation =
        heldOut.validate(context.javaSpark(), model(parameters, List.of()), bandMeans);
    TrainedModel.Epoch current =
        metrics(epoch, score, validation, (System.nanoTime() - start) / 1e9);
    List<TrainedModel.Epoch> epochs = new ArrayList<>(previous.model().epochs());
    double best =
        previous.epoch() == 0
            ? Double.POSITIVE_INFINITY
            : objective(epochs.get(previous.bestEpoch() - 1));
    boolean isBest = objective(current) < best;
    epochs.add(current);
    return new TrainingState(
        model(parameters, epochs),
        ConvolutionalAutoencoder.updaterState(network),
        isBest ? parameters : previous.best(),
        isBest ? epoch : previous.bestEpoch(),
        network.getConfiguration().getIterationCount());
  }

  /** Stops with the model of the best epoch, since training cannot recover from a NaN loss. */
  private void stopDiverged(TrainingState state) {
    if (state.epoch() == 0) {
      throw new UserException(
          ExitCode.FAILURE,
          "The loss is not a number after the first epoch; set training.learning-rate to less than "
              + settings.training().learningRate()
              + ".");
    }

    context.report(
        "  stopped: the loss of epoch %d is not a number; the model of epoch %d is kept (a lower"
            + " training.learning-rate may help)",
        state.epoch() + 1, state.bestEpoch());
  }

  private double objective(TrainedModel.Epoch epoch) {
    return epoch.objective(settings.training().contrast());
  }

  private static TrainedModel.Epoch last(TrainingState state) {
    return state.model().epochs().get(state.epoch() - 1);
  }

  /** Trains one epoch and returns DL4J's score of its last batches. */
  private double fit(ComputationGraph network, int epoch) {
    TrainingPatches.Epoch data = patches.epoch(epoch);
    SparkComputationGraph spark =
        new SparkComputationGraph(
            context.javaSpark(), network, new OrderedAveraging(settings.training(), data.plan()));
    Settings captured = settings; // not this, which is not serializable
    JavaRDD<MultiDataSet> batches =
        data.shares().mapPartitions(share -> TrainingPatches.batches(share, captured, epoch), true);

    try {
      spark.fitMultiDataSet(batches);
    } finally {
      data.release();
    }

    return spark.getScore();
  }

  private TrainedModel.Epoch metrics(
      int epoch, double score, ValidationSongs.Validation validation, double seconds) {
    ReconstructionLoss loss = validation.reconstruction();
    // DL4J sums its score over the pixels of a patch.
    double pixels = (double) settings.features().nMels() * settings.model().patchColumns();
    return new TrainedModel.Epoch(
        epoch,
        score / pixels,
        loss.crossEntropy(),
        loss.entropy(),
        validation.contrast(),
        loss.squaredError(),
        loss.meanPredictorError(),
        seconds);
  }

  private void report(TrainedModel.Epoch epoch) {
    context.report(
        "  epoch %2d/%d: training %.4f, held out %.4f, entropy %.4f, excess %.4f, error %.0f %% of"
            + " the mean spectrum's%s  (%.1f s)",
        epoch.epoch(),
        settings.training().maxEpochs(),
        epoch.trainingLoss(),
        epoch.heldOutLoss(),
        epoch.entropy(),
        epoch.excess(),
        100 * epoch.errorRatio(),
        settings.training().contrast() > 0
            ? String.format(Locale.ROOT, ", contrast %.3f", epoch.heldOutContrast())
            : "",
        epoch.seconds());
  }

  private boolean isOver(TrainingState state) {
    TrainingSettings training = settings.training();

    if (state.epoch() == 0) {
      return false;
    }

    if (last(state).excess() < training.targetExcess()) {
      context.report("  stopped: the excess is below %s", training.targetExcess());
      return true;
    }

    if (state.epoch() - state.bestEpoch() >= training.patience()) {
      context.report(
          "  stopped: no improvement on the held-out songs in %s",
          Plural.of(training.patience(), "epoch"));
      return true;
    }

    return state.epoch() >= training.maxEpochs();
  }

  private TrainedModel model(float[] parameters, List<TrainedModel.Epoch> epochs) {
    return new TrainedModel(
        modelId,
        SettingsRenderer.render(settings),
        parameters,
        trainingTracks,
        List.copyOf(epochs));
  }
}

package io.soundalike.jobs.training;

import io.soundalike.jobs.catalogue.ModelStore;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.features.LatestTracks;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.model.ConvolutionalAutoencoder;
import io.soundalike.model.ReconstructionLoss;
import io.soundalike.model.TrainedModel;
import io.soundalike.model.TrainingState;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsFingerprint;
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

/**
 * One network for all songs: in each epoch workers train on their shares of its images, and every
 * few steps their parameters are averaged. After each epoch the held-out songs are redrawn and
 * judged, and the state is kept, so that a run that was killed goes on from there. The best network
 * is the model.
 */
final class AveragingTrainer implements Trainer {

  @Override
  public boolean trainsEverySong() {
    return false;
  }

  @Override
  public String modelId(String settingsId, TrainingSongs songs) {
    String all = SettingsFingerprint.shortHash(String.join("\n", songs.all().keySet()));
    return settingsId + "-" + all.substring(0, 6);
  }

  @Override
  public Learned train(JobContext context, TrainingSongs songs, String modelId) throws IOException {
    Settings settings = context.settings();
    MemoryCheck.verify(context, settings.training().workers());
    JavaRDD<FeatureRow> all = LatestTracks.withFeatures(context).javaRDD();
    TrainingImages images =
        new TrainingImages(context.javaSpark(), all, songs.training(), settings);
    ValidationSongs heldOut = new ValidationSongs(all, songs.judging().keySet(), settings);
    context.report(
        "  %d songs train on %d workers, %d songs are held out",
        songs.training().size(),
        settings.training().workers(),
        songs.all().size() == 1 ? 0 : songs.judging().size());

    try {
      TrainedModel best =
          new Training(context, modelId, songs.training().size(), images, heldOut).run();
      boolean own = context.catalogue().models().commitOnce(context.runId(), best);
      return new Learned(best, own);
    } finally {
      images.release();
      heldOut.release();
    }
  }

  /** One training, from random weights or from where it stopped. */
  private static final class Training {

    private final JobContext context;
    private final Settings settings;
    private final String modelId;
    private final int trainingTracks;
    private final TrainingImages images;
    private final ValidationSongs heldOut;
    private final float[] bandMeans;

    Training(
        JobContext context,
        String modelId,
        int trainingTracks,
        TrainingImages images,
        ValidationSongs heldOut) {
      this.context = context;
      this.settings = context.settings();
      this.modelId = modelId;
      this.trainingTracks = trainingTracks;
      this.images = images;
      this.heldOut = heldOut;
      this.bandMeans = images.bandMeans();
    }

    TrainedModel run() throws IOException {
      ComputationGraph network = ConvolutionalAutoencoder.create(settings);
      TrainingState state = start(network);

      while (!isOver(state)) {
        TrainingState next = epoch(network, state);

        if (!Double.isFinite(objective(last(next)))) {
          giveUp(state);
          break;
        }

        state = next;
        Optional<TrainedModel> others = keep(state);
        report(last(state));

        if (others.isPresent()) {
          return others.get();
        }
      }

      return state.bestModel();
    }

    /** Keeps the state; gives the model, if another run has made it meanwhile. */
    private Optional<TrainedModel> keep(TrainingState state) throws IOException {
      ModelStore models = context.catalogue().models();

      try {
        models.commitCheckpoint(context.runId(), state);
      } catch (IOException e) {
        // A run that ends with this model deletes its checkpoints, under another's hands perhaps.
        if (!models.has(modelId)) {
          throw e;
        }
      }

      Optional<TrainedModel> others = models.find(modelId);
      others.ifPresent(
          model -> context.report("  another run has made this model meanwhile; it is taken"));
      return others;
    }

    /** Where an earlier run was stopped, or random weights. */
    private TrainingState start(ComputationGraph network) throws IOException {
      Optional<TrainingState> stopped = context.catalogue().models().latestCheckpoint(modelId);

      if (stopped.isPresent()) {
        ConvolutionalAutoencoder.restore(network, stopped.get());
        context.report(
            "  goes on after epoch %d, where an earlier run stopped", stopped.get().epoch());
        return stopped.get();
      }

      float[] random = ConvolutionalAutoencoder.parameters(network);
      return new TrainingState(model(random, List.of()), new float[0], random, 0, 0);
    }

    private TrainingState epoch(ComputationGraph network, TrainingState before) {
      int epoch = before.epoch() + 1;
      long start = System.nanoTime();
      double score = fit(network, epoch);
      float[] parameters = ConvolutionalAutoencoder.parameters(network);
      ValidationSongs.Validation verdict =
          heldOut.validate(context.javaSpark(), model(parameters, List.of()), bandMeans);
      TrainedModel.Epoch now = measured(epoch, score, verdict, (System.nanoTime() - start) / 1e9);
      List<TrainedModel.Epoch> epochs = new ArrayList<>(before.model().epochs());
      double best =
          before.epoch() == 0
              ? Double.POSITIVE_INFINITY
              : objective(epochs.get(before.bestEpoch() - 1));
      boolean isBest = objective(now) < best;
      epochs.add(now);
      return new TrainingState(
          model(parameters, epochs),
          ConvolutionalAutoencoder.updaterState(network),
          isBest ? parameters : before.best(),
          isBest ? epoch : before.bestEpoch(),
          network.getConfiguration().getIterationCount());
    }

    /** Keeps the best model there is; parameters that are no numbers never get better. */
    private void giveUp(TrainingState state) {
      if (state.epoch() == 0) {
        throw new UserException(
            ExitCode.FAILURE,
            "The loss is not a number after the first epoch; set training.learning-rate lower than "
                + settings.training().learningRate()
                + ".");
      }

      context.report(
          "  stopped: the loss of epoch %d is not a number; the model of epoch %d is kept (a lower"
              + " training.learning-rate may mend it)",
          state.epoch() + 1, state.bestEpoch());
    }

    private double objective(TrainedModel.Epoch epoch) {
      return epoch.objective(settings.training().contrast());
    }

    private static TrainedModel.Epoch last(TrainingState state) {
      return state.model().epochs().get(state.epoch() - 1);
    }

    /** Trains one epoch and gives DL4J's score of its last batches. */
    private double fit(ComputationGraph network, int epoch) {
      TrainingImages.Epoch taken = images.epoch(epoch);
      SparkComputationGraph spark =
          new SparkComputationGraph(
              context.javaSpark(),
              network,
              new OrderedAveraging(settings.training(), taken.plan()));
      Settings used = settings;
      JavaRDD<MultiDataSet> batches =
          taken.shares().mapPartitions(share -> TrainingImages.batches(share, used, epoch), true);

      try {
        spark.fitMultiDataSet(batches);
      } finally {
        taken.release();
      }

      return spark.getScore();
    }

    private TrainedModel.Epoch measured(
        int epoch, double score, ValidationSongs.Validation verdict, double seconds) {
      ReconstructionLoss loss = verdict.reconstruction();
      // DL4J sums its score over the pixels of an image.
      double pixels = (double) settings.features().nMels() * settings.model().patchColumns();
      return new TrainedModel.Epoch(
          epoch,
          score / pixels,
          loss.crossEntropy(),
          loss.entropy(),
          verdict.contrast(),
          loss.squaredError(),
          loss.meanPredictorError(),
          seconds);
    }

    private void report(TrainedModel.Epoch epoch) {
      context.report(
          "  epoch %2d/%d: training %.4f, held out %.4f, floor %.4f, excess %.4f, error %.0f %% of"
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
            "  stopped: no better on the held-out songs in %d epochs", training.patience());
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
}

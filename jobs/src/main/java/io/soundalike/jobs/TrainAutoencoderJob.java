package io.soundalike.jobs;

import io.soundalike.features.MelSpectrogram;
import io.soundalike.jobs.UserException.ExitCode;
import io.soundalike.jobs.table.EpochRow;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.model.ConvolutionalAutoencoder;
import io.soundalike.model.Encoder;
import io.soundalike.model.NativeAcceleration;
import io.soundalike.model.ReconstructionLoss;
import io.soundalike.model.TrainedModel;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsFingerprint;
import io.soundalike.settings.SettingsReader;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Encoders;
import org.apache.spark.storage.StorageLevel;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Trains one autoencoder on all songs.
 *
 * <p><b>What:</b> each epoch takes images from every training song; workers train on their own
 * share and their parameters are averaged every few steps (DL4J's parameter averaging). After each
 * epoch the held-out songs, split off by song, are redrawn and judged; the best network so far is
 * kept.
 *
 * <p><b>Input:</b> features of the latest inventory. <b>Output:</b> {@code models/M}. M names the
 * settings and the songs it was trained on.
 *
 * <p><b>Usage:</b> {@code soundalike train --catalogue URI [--retrain]}
 *
 * <p><b>Notes:</b> a model that was trained with the same settings is used again, also when songs
 * have come since, unless {@code --retrain} is given. Which song trains where depends on its
 * identity alone, so that the result does not depend on how the tables are partitioned.
 *
 * <p><b>References:</b> H. Su, H. Chen, Experiments on parallel training of deep neural network
 * using model averaging, 2015
 */
public final class TrainAutoencoderJob {

  private static final StorageLevel STORAGE = StorageLevel.MEMORY_AND_DISK_SER();

  private TrainAutoencoderJob() {}

  /**
   * The model to use.
   *
   * @param trained whether it was trained now
   */
  public record Result(TrainedModel model, boolean trained) {}

  /** The latest model of the same settings; null if there is none. */
  public static @Nullable TrainedModel existing(JobContext context) throws IOException {
    TrainedModel latest = null;
    String wanted = SettingsFingerprint.MODEL.of(context.settings());

    for (TrainedModel model : context.catalogue().models()) {
      if (model.modelId().startsWith(wanted)) {
        latest = model;
      }
    }

    return latest;
  }

  /** Trains, or finds the model that is there. */
  public static Result run(JobContext context, Reuse reuse) throws IOException {
    TrainedModel existing = existing(context);

    if (existing != null && reuse == Reuse.EXISTING) {
      return new Result(existing, false);
    }

    context.describe("train: parameter averaging");
    Set<String> tracks = trackIds(context);
    String modelId =
        SettingsFingerprint.MODEL.of(context.settings())
            + "-"
            + SettingsFingerprint.shortHash(String.join("\n", tracks)).substring(0, 6);

    if (existing != null && existing.modelId().equals(modelId)) {
      return new Result(existing, false);
    }

    if (!NativeAcceleration.isOn()) {
      context.report(
          "warning: convolutions do not run through oneDNN and take ten times as long; see docs/performance.md");
    }

    TrainedModel model = new Training(context, modelId, tracks).run();
    context.catalogue().commitModel(model);
    writeEpochs(context, model);
    return new Result(model, true);
  }

  /** What to do when there is a model of the same settings. */
  public enum Reuse {
    /** Take it. */
    EXISTING,
    /** Train anew, if there are other songs now. */
    NEVER
  }

  private static Set<String> trackIds(JobContext context) throws IOException {
    Set<String> tracks =
        new TreeSet<>(
            Tracks.withoutSpectrograms(context)
                .select("trackId")
                .as(Encoders.STRING())
                .collectAsList());

    if (tracks.isEmpty()) {
      throw new UserException(
          ExitCode.NOTHING_TO_DO, "No song could be analysed, so there is nothing to train on.");
    }

    return tracks;
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
      row.setSeconds(epoch.seconds());
      rows.add(row);
    }

    context
        .spark()
        .createDataset(rows, EpochRow.ENCODER)
        .coalesce(1)
        .write()
        .mode("overwrite")
        .parquet(context.catalogue().epochs(model.modelId()));
  }

  /** One training, from random weights to the best network. */
  private static final class Training {

    private final JobContext context;
    private final Settings settings;
    private final String modelId;
    private final Set<String> heldOut;
    private final int trainingTracks;

    Training(JobContext context, String modelId, Set<String> tracks) {
      this.context = context;
      this.settings = context.settings();
      this.modelId = modelId;
      this.heldOut = heldOut(tracks, settings.training());
      this.trainingTracks = Math.max(1, tracks.size() - heldOut.size());
    }

    TrainedModel run() throws IOException {
      JavaRDD<FeatureRow> songs = Tracks.withFeatures(context).javaRDD();
      Set<String> out = heldOut;
      boolean single = heldOut.isEmpty();
      JavaRDD<FeatureRow> training =
          TrainingImages.placeByTrack(
                  songs.filter(row -> !out.contains(row.getTrackId())),
                  settings.training().workers())
              .persist(STORAGE);
      JavaRDD<FeatureRow> judged =
          (single ? training : songs.filter(row -> out.contains(row.getTrackId())))
              .persist(STORAGE);
      context.report(
          "  %d songs train on %d workers, %d songs are held out",
          trainingTracks, settings.training().workers(), heldOut.size());

      try {
        return epochs(training, judged);
      } finally {
        training.unpersist();
        judged.unpersist();
      }
    }

    private TrainedModel epochs(JavaRDD<FeatureRow> training, JavaRDD<FeatureRow> judged) {
      MultiLayerNetwork network = ConvolutionalAutoencoder.create(settings);
      SparkDl4jMultiLayer spark =
          new SparkDl4jMultiLayer(context.javaSpark(), network, master(settings.training()));
      List<TrainedModel.Epoch> epochs = new ArrayList<>();
      float[] best = parameters(network);
      double bestLoss = Double.POSITIVE_INFINITY;
      int bestEpoch = 0;

      for (int epoch = 1; epoch <= settings.training().maxEpochs(); epoch++) {
        long start = System.nanoTime();
        MultiLayerNetwork trained = fit(spark, training, epoch);
        float[] parameters = parameters(trained);
        ReconstructionLoss loss = judge(judged, parameters);
        epochs.add(measured(epoch, spark.getScore(), loss, (System.nanoTime() - start) / 1e9));
        report(epochs.get(epoch - 1));

        if (loss.crossEntropy() < bestLoss) {
          bestLoss = loss.crossEntropy();
          bestEpoch = epoch;
          best = parameters;
        }

        if (stops(epochs.get(epoch - 1), epoch - bestEpoch)) {
          break;
        }
      }

      return model(best, epochs);
    }

    private MultiLayerNetwork fit(
        SparkDl4jMultiLayer spark, JavaRDD<FeatureRow> training, int epoch) {
      Settings used = settings;
      JavaRDD<DataSet> images =
          training
              .mapPartitionsWithIndex(
                  (partition, rows) -> TrainingImages.ofEpoch(rows, used, epoch, partition), true)
              .persist(STORAGE);

      try {
        return spark.fit(images);
      } finally {
        images.unpersist();
      }
    }

    private ReconstructionLoss judge(JavaRDD<FeatureRow> judged, float[] parameters) {
      Settings used = settings;
      Broadcast<TrainedModel> model = context.javaSpark().broadcast(model(parameters, List.of()));
      // Sums are added in the order of the songs, so that the loss repeats to the last digit.
      List<ReconstructionLoss> losses =
          judged
              .mapPartitions(
                  rows -> {
                    Encoder encoder =
                        MappedIterator.closedWithTask(new Encoder(model.value(), used));
                    return new MappedIterator<>(rows, row -> judge(encoder, row, used));
                  })
              .collect()
              .stream()
              .sorted(Comparator.comparing(Judged::trackId))
              .map(Judged::loss)
              .toList();
      model.destroy();
      return losses.stream().reduce(ReconstructionLoss.ZERO, ReconstructionLoss::plus);
    }

    private static Judged judge(Encoder encoder, FeatureRow row, Settings settings) {
      MelSpectrogram spectrogram = FeatureRows.spectrogram(row);
      return new Judged(
          row.getTrackId(),
          ReconstructionLoss.of(encoder, spectrogram, settings.model().patchFrames()));
    }

    private TrainedModel.Epoch measured(
        int epoch, double score, ReconstructionLoss loss, double seconds) {
      // DL4J sums its score over the pixels of an image.
      double pixels = (double) settings.features().nMels() * settings.model().patchFrames();
      return new TrainedModel.Epoch(
          epoch, score / pixels, loss.crossEntropy(), loss.entropy(), seconds);
    }

    private void report(TrainedModel.Epoch epoch) {
      context.report(
          "  epoch %2d/%d: training %.4f, held out %.4f, floor %.4f, excess %.4f  (%.1f s)",
          epoch.epoch(),
          settings.training().maxEpochs(),
          epoch.trainingLoss(),
          epoch.heldOutLoss(),
          epoch.entropy(),
          epoch.excess(),
          epoch.seconds());
    }

    private boolean stops(TrainedModel.Epoch epoch, int withoutProgress) {
      if (epoch.excess() < settings.training().targetExcess()) {
        context.report("  stopped: the excess is below %s", settings.training().targetExcess());
        return true;
      }

      if (withoutProgress >= settings.training().patience()) {
        context.report("  stopped: no better held-out loss in %d epochs", withoutProgress);
        return true;
      }

      return false;
    }

    private TrainedModel model(float[] parameters, List<TrainedModel.Epoch> epochs) {
      return new TrainedModel(
          modelId,
          SettingsReader.render(settings),
          parameters,
          trainingTracks,
          List.copyOf(epochs));
    }
  }

  /** A held-out song's loss. */
  private record Judged(String trackId, ReconstructionLoss loss) implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  /** The songs that judge: those whose identity, mixed with the seed, comes first. */
  private static Set<String> heldOut(Set<String> tracks, Settings.Training training) {
    if (tracks.size() < 2) {
      return Set.of();
    }

    int count = (int) Math.max(1, Math.round(training.heldOutFraction() * tracks.size()));
    List<String> shuffled = new ArrayList<>(tracks);
    shuffled.sort(
        Comparator.comparing(id -> SettingsFingerprint.shortHash(training.seed() + ":" + id)));
    return Set.copyOf(shuffled.subList(0, count));
  }

  private static float[] parameters(MultiLayerNetwork network) {
    return network.params().dup('c').data().asFloat();
  }

  private static ParameterAveragingTrainingMaster master(Settings.Training training) {
    return new ParameterAveragingTrainingMaster.Builder(training.workers(), 1)
        .batchSizePerWorker(training.batchSizePerWorker())
        .averagingFrequency(training.averagingFrequency())
        .workerPrefetchNumBatches(0)
        .rddTrainingApproach(RDDTrainingApproach.Direct)
        .storageLevel(STORAGE)
        .rngSeed(training.seed())
        .build();
  }
}

package io.soundalike.jobs.training;

import io.soundalike.features.MeanSpectrum;
import io.soundalike.features.MelSpectrogram;
import io.soundalike.jobs.table.SongModelRow;
import io.soundalike.model.ConvolutionalAutoencoder;
import io.soundalike.model.Encoder;
import io.soundalike.model.ReconstructionLoss;
import io.soundalike.settings.Settings;
import io.soundalike.settings.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import scala.Tuple2;

/** The training of one song's network, within one task. */
final class SongTraining {

  private SongTraining() {}

  /**
   * Trains on one song until the excess is below {@code training.target-excess}, or the loss has
   * not improved for {@code training.patience} epochs, or {@code training.max-epochs} are done.
   *
   * @return the network of the best epoch; without parameters if its loss was never a number
   */
  static SongModelRow run(String trackId, List<MelSpectrogram> channels, Settings settings) {
    long start = System.nanoTime();
    TrainingSettings training = settings.training();
    SongModelRow best = new SongModelRow();
    best.setTrackId(trackId);
    best.setLoss(Double.POSITIVE_INFINITY);
    ComputationGraph network = ConvolutionalAutoencoder.create(settings);
    float[] bandMeans =
        channels.stream()
            .map(MeanSpectrum::sumFrames)
            .reduce(MeanSpectrum::plus)
            .orElseThrow()
            .means();
    int bestEpoch = 0;
    int epoch = 0;

    try (Encoder encoder = new Encoder(network, settings)) {
      while (epoch < training.maxEpochs() && epoch - bestEpoch < training.patience()) {
        epoch++;
        train(network, trackId, channels, epoch, settings);
        ReconstructionLoss loss =
            ReconstructionLoss.measure(encoder, channels, settings, bandMeans);

        if (!Double.isFinite(loss.crossEntropy())) {
          break;
        }

        if (loss.crossEntropy() < best.getLoss()) {
          bestEpoch = epoch;
          setNetwork(best, network, loss);
        }

        if (loss.crossEntropy() - loss.entropy() < training.targetExcess()) {
          break;
        }
      }
    }

    best.setEpochs(epoch);
    best.setSeconds((System.nanoTime() - start) / 1e9);
    return best;
  }

  private static void train(
      ComputationGraph network,
      String trackId,
      List<MelSpectrogram> channels,
      int epoch,
      Settings settings) {
    List<Tuple2<Integer, Views>> views = new ArrayList<>();

    for (byte[] patch : PatchSampler.sample(trackId, channels, epoch, settings)) {
      views.add(new Tuple2<>(views.size(), new Views(0, List.of(patch))));
    }

    try (Batches batches = new Batches(views.iterator(), settings, epoch)) {
      while (batches.hasNext()) {
        network.fit(batches.next());
      }
    }

    network.incrementEpochCount();
  }

  private static void setNetwork(
      SongModelRow row, ComputationGraph network, ReconstructionLoss loss) {
    row.setParameters(ConvolutionalAutoencoder.parameters(network));
    row.setLoss(loss.crossEntropy());
    row.setEntropy(loss.entropy());
    row.setSquaredError(loss.squaredError());
    row.setMeanPredictorError(loss.meanPredictorError());
  }
}

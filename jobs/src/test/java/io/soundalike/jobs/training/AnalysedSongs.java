package io.soundalike.jobs.training;

import io.soundalike.jobs.TestCatalogue;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.features.ExtractFeaturesJob;
import io.soundalike.jobs.features.ExtractFeaturesJob.Quarantined;
import io.soundalike.jobs.inventory.InventoryJob;
import io.soundalike.jobs.training.TrainAutoencoderJob.Reuse;
import io.soundalike.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Analysed songs of the demo; the first use analyses them, later ones restore the result. */
final class AnalysedSongs {

  /** Settings of a network without contrastive training. */
  static final String[] PLAIN = {
    "model.batch-norm=false",
    "model.frames-per-column=1",
    "model.pooling=mean-std",
    "training.contrast=0",
    "training.batch-size-per-worker=2",
    "training.learning-rate=0.003",
    "training.decay=0"
  };

  private final Path folder;
  private final TestCatalogue catalogue;

  private AnalysedSongs(Path folder) {
    this.folder = folder;
    this.catalogue = new TestCatalogue(folder.resolve("test"));
  }

  /** Six analysed songs in a folder that all tests of a class share, without a model. */
  static AnalysedSongs in(Path folder) throws IOException {
    AnalysedSongs songs = new AnalysedSongs(folder);
    songs.reset();
    return songs;
  }

  /** Removes all models. */
  void reset() throws IOException {
    Path snapshot = folder.resolve("snapshot");

    if (Files.exists(snapshot)) {
      catalogue.restore(snapshot);
    } else {
      catalogue.withSongs(0, 6);
      JobContext context = context();
      InventoryJob.run(context, List.of(catalogue.music().toString()));
      ExtractFeaturesJob.run(context, Quarantined.SKIP);
      catalogue.save(snapshot);
    }
  }

  TestCatalogue catalogue() {
    return catalogue;
  }

  JobContext context(String... overrides) {
    return catalogue.context(TestCatalogue.settings(overrides));
  }

  /** Trains a model, or finds an existing one of the same settings. */
  TrainedModel train(String... overrides) throws IOException {
    return TrainAutoencoderJob.run(context(overrides), Reuse.EXISTING).model();
  }

  /** All files of the catalogue's models with this name. */
  List<Path> modelFiles(String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("test/catalogue/models"))) {
      return files.filter(file -> file.getFileName().toString().equals(name)).toList();
    }
  }

  static String[] join(String[] some, String... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }

  /** The held-out loss of each epoch. */
  static List<Double> losses(TrainedModel model) {
    return model.epochs().stream()
        .sorted(Comparator.comparingInt(TrainedModel.Epoch::epoch))
        .map(TrainedModel.Epoch::heldOutLoss)
        .toList();
  }
}

package io.soundalike.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.jobs.TestCatalogue;
import io.soundalike.jobs.embedding.EncodeTracksJob;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.features.ExtractFeaturesJob;
import io.soundalike.jobs.features.ExtractFeaturesJob.Quarantined;
import io.soundalike.jobs.features.FeatureRowMapper;
import io.soundalike.jobs.features.LatestTracks;
import io.soundalike.jobs.inventory.InventoryJob;
import io.soundalike.jobs.table.EmbeddingRow;
import io.soundalike.jobs.table.EpochRow;
import io.soundalike.jobs.training.TrainAutoencoderJob.Reuse;
import io.soundalike.model.TrainedModel;
import io.soundalike.model.TrainingState;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsFingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainAutoencoderJobTest {

  /** Analysed once; each test trains from there. */
  @TempDir private static Path shared;

  private TestCatalogue catalogue;

  @BeforeEach
  void analysedSongs() throws IOException {
    Path snapshot = shared.resolve("snapshot");
    catalogue = new TestCatalogue(shared.resolve("test"));

    if (Files.exists(snapshot)) {
      catalogue.restore(snapshot);
    } else {
      catalogue.withSongs(0, 6);
      JobContext context = catalogue.context(settings());
      InventoryJob.run(context, List.of(catalogue.music().toString()));
      ExtractFeaturesJob.run(context, Quarantined.SKIP);
      catalogue.keep(snapshot);
    }
  }

  /** Redrawing alone. */
  private static final String[] PLAIN = {
    "model.batch-norm=false",
    "model.frames-per-column=1",
    "model.pooling=mean-std",
    "training.contrast=0",
    "training.batch-size-per-worker=2",
    "training.learning-rate=0.003",
    "training.decay=0"
  };

  private static Settings settings(String... overrides) {
    return TestCatalogue.settings(overrides);
  }

  private TrainedModel train(String... overrides) throws IOException {
    return TrainAutoencoderJob.run(catalogue.context(settings(overrides)), Reuse.EXISTING).model();
  }

  @Test
  void aKilledTrainingGoesOnToTheSameModel() throws IOException {
    String[] four = {"training.max-epochs=4", "training.noise=0.1", "training.patience=9"};
    TrainedModel whole = train(four);
    analysedSongs();
    JobContext killed = catalogue.context(settings(four));
    JobContext dying =
        new JobContext(
            killed.spark(),
            killed.settings(),
            killed.catalogue(),
            killed.runId(),
            null,
            line -> {
              if (line.contains("epoch  2/4")) {
                throw new IllegalStateException("killed");
              }
            });

    assertThatThrownBy(() -> TrainAutoencoderJob.run(dying, Reuse.EXISTING)).hasMessage("killed");
    assertThat(TrainAutoencoderJob.existing(killed)).isNull();

    TrainedModel continued = train(four);

    assertThat(catalogue.said())
        .contains("goes on after epoch 2, where an earlier run stopped")
        .contains("epoch  3/4")
        .doesNotContain("epoch  2/4");
    assertThat(losses(continued)).isEqualTo(losses(whole));
    assertThat(continued.epochs().get(3).heldOutContrast())
        .isEqualTo(whole.epochs().get(3).heldOutContrast());
    assertThat(continued.parameters()).containsExactly(whole.parameters());
    assertThat(files("checkpoints")).isEmpty();
    assertThat(
            TestCatalogue.read(
                    catalogue.context(settings(four)).catalogue().models().epochs(whole.modelId()),
                    EpochRow.ENCODER)
                .stream()
                .map(EpochRow::getEpoch)
                .sorted())
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void trainingLearns() throws IOException {
    TrainedModel model =
        train(
            join(
                PLAIN,
                "training.max-epochs=12",
                "training.patches-per-song=12",
                "model.channels=[8,8]"));
    List<TrainedModel.Epoch> epochs = model.epochs();

    assertThat(epochs.get(epochs.size() - 1).excess()).isLessThan(0.6 * epochs.get(0).excess());
    assertThat(epochs.get(epochs.size() - 1).errorRatio()).isLessThan(0.8);
  }

  @Test
  void songsAreToldApart() throws IOException {
    TrainedModel model =
        train(
            "training.max-epochs=20",
            "training.patience=99",
            "training.patches-per-song=12",
            "training.batch-size-per-worker=6",
            "training.learning-rate=0.005",
            "training.averaging-frequency=2",
            "training.held-out-fraction=0.5");
    List<TrainedModel.Epoch> epochs = model.epochs();

    assertThat(catalogue.said()).contains("3 songs train on 2 workers, 3 songs are held out");
    assertThat(epochs.get(0).heldOutContrast()).isBetween(1.0, 4.0);
    assertThat(epochs.stream().mapToDouble(TrainedModel.Epoch::trainingLoss).min().orElseThrow())
        .isLessThan(0.9 * epochs.get(0).trainingLoss());

    JobContext context = catalogue.context(settings());
    JobContext using = TrainAutoencoderJob.using(context, model.modelId());
    EncodeTracksJob.run(using, model);

    assertThat(using.catalogue().embeddingRows(using.spark(), model.modelId()).collectAsList())
        .hasSize(6)
        .allSatisfy(row -> assertThat(row.getEmbedding()).hasSize(64));
  }

  @Test
  void anEpochTakesAsManySongsAsItIsTold() throws IOException {
    TrainedModel two = train("training.songs-per-epoch=2");
    TrainedModel all = train("training.songs-per-epoch=5");
    TrainedModel more = train("training.songs-per-epoch=50");

    assertThat(two.trainedTracks()).isEqualTo(5);
    assertThat(two.parameters()).isNotEqualTo(all.parameters());
    assertThat(more.parameters()).containsExactly(all.parameters());
  }

  @Test
  void severalWorkersTrainTheSameModelEachTime() throws IOException {
    String[] three = {"training.workers=3", "training.averaging-frequency=2"};
    float[] first = train(three).parameters();
    analysedSongs();

    assertThat(train(three).parameters()).containsExactly(first);
  }

  @Test
  void adadeltaTrainsByItsLearningRate() throws IOException {
    String[] adadelta = join(PLAIN, "training.updater=adadelta", "training.averaging-frequency=1");
    TrainedModel fast = train(join(adadelta, "training.learning-rate=1"));
    TrainedModel none = train(join(adadelta, "training.learning-rate=0.00000001"));

    assertThat(losses(fast).get(1)).isLessThan(losses(fast).get(0));
    assertThat(losses(none).get(1)).isEqualTo(losses(none).get(0));
  }

  @Test
  void aModelByNameEncodesUnderItsOwnSettings() throws IOException {
    TrainedModel model = train("model.channels=[4,4,4]");
    JobContext plain = catalogue.context(settings());
    JobContext named = TrainAutoencoderJob.using(plain, model.modelId());

    assertThat(TrainAutoencoderJob.run(named, Reuse.EXISTING).model().modelId())
        .isEqualTo(model.modelId());
    assertThatThrownBy(() -> TrainAutoencoderJob.run(named, Reuse.NEVER))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
    assertThat(EncodeTracksJob.run(named, model).encoded()).isEqualTo(6);
    assertThatThrownBy(() -> TrainAutoencoderJob.using(plain, "nobody"))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.MISMATCH))
        .hasMessage("The catalogue has no model nobody; it has [" + model.modelId() + "].");
    assertThatThrownBy(
            () ->
                TrainAutoencoderJob.using(
                    catalogue.context(settings("features.n-mels=16")), model.modelId()))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.MISMATCH))
        .hasMessageContaining("was trained on other features: [features.n-mels: 32 -> 16]");
  }

  @Test
  void moreWorkersThanImagesTrain() throws IOException {
    TrainedModel model = train(join(PLAIN, "training.workers=40", "training.patches-per-song=1"));

    assertThat(model.epochs()).hasSize(2);
    assertThat(model.trainedTracks()).isEqualTo(5);
  }

  @Test
  void moreSongsThanWantedAreDrawn() throws IOException {
    assertThat(train("training.max-songs=3").trainedTracks()).isEqualTo(3);
    assertThat(catalogue.said()).contains("3 songs train on 2 workers, 1 songs are held out");
  }

  @Test
  void aLossThatIsNoNumberEndsTheTraining() throws IOException {
    TrainedModel good = train(join(PLAIN, "training.max-epochs=1"));
    String[] two = join(PLAIN, "training.max-epochs=2");
    JobContext context = catalogue.context(settings(two));
    String modelId =
        SettingsFingerprint.MODEL.of(context.settings())
            + good.modelId().substring(good.modelId().indexOf('-'));

    // No settings within bounds were found that make one, so a training is put there.
    context
        .catalogue()
        .models()
        .commitCheckpoint(context.runId(), diverged(modelId, good, good.epochs()));
    TrainedModel kept = train(two);

    assertThat(catalogue.said())
        .contains("the loss of epoch 2 is not a number; the model of epoch 1 is kept");
    assertThat(kept.parameters()).containsExactly(good.parameters());
    assertThat(kept.epochs()).hasSize(1);

    analysedSongs();
    context
        .catalogue()
        .models()
        .commitCheckpoint(context.runId(), diverged(modelId, good, List.of()));

    assertThatThrownBy(() -> train(two))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILURE))
        .hasMessageContaining("set training.learning-rate lower than 0.003");
  }

  private static TrainingState diverged(
      String modelId, TrainedModel good, List<TrainedModel.Epoch> epochs) {
    float[] parameters = good.parameters().clone();
    Arrays.fill(parameters, Float.NaN);
    TrainedModel model =
        new TrainedModel(modelId, good.settingsText(), parameters, good.trainedTracks(), epochs);
    return new TrainingState(
        model, new float[2 * parameters.length], good.parameters(), epochs.size(), 8);
  }

  @Test
  void anEpochThatWasStoppedMidwayIsTrainedAnew() throws IOException {
    String[] three = {
      "training.max-epochs=3", "training.averaging-frequency=1", "training.patches-per-song=16"
    };
    TrainedModel whole = train(three);
    analysedSongs();
    JobContext context = catalogue.context(settings(three));
    AtomicBoolean isSecond = new AtomicBoolean();
    JobContext stopped =
        new JobContext(
            context.spark(),
            context.settings(),
            context.catalogue(),
            context.runId(),
            null,
            line -> isSecond.compareAndSet(false, line.contains("epoch  1/3")));
    SparkListener stop =
        new SparkListener() {
          private int tasks;

          @Override
          public void onTaskEnd(SparkListenerTaskEnd end) {
            // Again and again: between two jobs there is nothing to cancel.
            if (isSecond.get() && ++tasks >= 6) {
              context.spark().sparkContext().cancelAllJobs();
            }
          }
        };
    context.spark().sparkContext().addSparkListener(stop);

    try {
      assertThatThrownBy(() -> TrainAutoencoderJob.run(stopped, Reuse.EXISTING))
          .hasMessageContaining("cancelled");
    } finally {
      context.spark().sparkContext().removeSparkListener(stop);
    }

    TrainedModel continued = train(three);

    assertThat(catalogue.said()).contains("goes on after epoch 1, where an earlier run stopped");
    assertThat(continued.parameters()).containsExactly(whole.parameters());
  }

  @Test
  void anLstmReadsTheSongInBeats() throws IOException {
    String[] beats =
        join(PLAIN, "model.recurrence=lstm", "model.time-step=beat", "training.max-epochs=3");
    TrainedModel model = train(beats);
    JobContext context = catalogue.context(settings(beats));
    EncodeTracksJob.run(context, model);

    assertThat(losses(model).get(2)).isLessThan(losses(model).get(0));
    assertThat(context.catalogue().embeddingRows(context.spark(), model.modelId()).collectAsList())
        .hasSize(6)
        .allSatisfy(row -> assertThat(row.getEmbedding()).hasSize(2 * 4 * 8));
    assertThat(LatestTracks.withFeatures(context).collectAsList())
        .allSatisfy(row -> assertThat(row.getBeats()).hasSizeGreaterThan(3).isSorted());

    // All of each song, so that the images must be as many as their beats say.
    TrainedModel all = train(join(beats, "training.patches-per-song=0", "training.max-epochs=2"));

    assertThat(all.epochs()).hasSize(2);
  }

  @Test
  void bothSidesOfSongsTrainAndAreEncoded() throws IOException {
    String[] stereo = join(PLAIN, "audio.channel=stereo");
    JobContext context = catalogue.context(settings(stereo));
    ExtractFeaturesJob.run(context, Quarantined.SKIP);

    assertThat(LatestTracks.withFeatures(context).collectAsList())
        .hasSize(6)
        .allSatisfy(
            row -> {
              assertThat(row.getSpectrogram()).hasSize(2 * 32 * row.getFrames());
              assertThat(FeatureRowMapper.spectrograms(row)).hasSize(2);
            });

    for (String mode : List.of("training.mode=joint", "training.mode=per-song")) {
      TrainedModel model = train(join(stereo, mode));
      JobContext encoding = catalogue.context(settings(join(stereo, mode)));
      EncodeTracksJob.run(encoding, model);

      assertThat(
              encoding.catalogue().embeddingRows(encoding.spark(), model.modelId()).collectAsList())
          .hasSize(6)
          .allSatisfy(row -> assertThat(row.getEmbedding()).hasSize(2 * 2 * 4 * 8));
    }
  }

  @Test
  void eachSongHasANetworkOfItsOwn() throws IOException {
    String[] perSong = join(PLAIN, "training.mode=per-song", "model.pooling=flatten");
    TrainedModel model = train(perSong);
    JobContext context = catalogue.context(settings(perSong));

    assertThat(model.trainedTracks()).isEqualTo(6);
    assertThat(
            context.catalogue().models().songRows(context.spark(), model.modelId()).collectAsList())
        .hasSize(6)
        .allSatisfy(
            row -> {
              assertThat(row.getEpochs()).isEqualTo(2);
              assertThat(row.getLoss()).isGreaterThan(row.getEntropy());
            })
        .extracting(row -> row.getParameters()[0])
        .doesNotHaveDuplicates();

    EncodeTracksJob.run(context, model);
    List<EmbeddingRow> embeddings =
        context.catalogue().embeddingRows(context.spark(), model.modelId()).collectAsList();

    assertThat(embeddings).hasSize(6);
    assertThat(embeddings.get(0).getEmbedding()).hasSize(4 * 8 * 16);

    // A song that comes later trains alone.
    catalogue.withSongs(6, 7);
    JobContext later = catalogue.context(settings(perSong));
    InventoryJob.run(later, List.of(catalogue.music().toString()));
    ExtractFeaturesJob.run(later, Quarantined.SKIP);

    assertThat(train(perSong).trainedTracks()).isEqualTo(7);
    assertThat(catalogue.said()).contains("1 songs train, each a network of its own");

    TrainAutoencoderJob.Result again =
        TrainAutoencoderJob.run(catalogue.context(settings(perSong)), Reuse.EXISTING);

    assertThat(again.trained()).isFalse();
  }

  private static String[] join(String[] some, String... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }

  private static List<Double> losses(TrainedModel model) {
    return model.epochs().stream()
        .sorted(Comparator.comparingInt(TrainedModel.Epoch::epoch))
        .map(TrainedModel.Epoch::heldOutLoss)
        .toList();
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.walk(shared.resolve("test/catalogue/models"))) {
      return new ArrayList<>(files.filter(f -> f.getFileName().toString().equals(name)).toList());
    }
  }
}

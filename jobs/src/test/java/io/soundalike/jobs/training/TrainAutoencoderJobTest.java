package io.soundalike.jobs.training;

import static io.soundalike.jobs.training.AnalysedSongs.PLAIN;
import static io.soundalike.jobs.training.AnalysedSongs.join;
import static io.soundalike.jobs.training.AnalysedSongs.losses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.jobs.embedding.EncodeTracksJob;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.features.ExtractFeaturesJob;
import io.soundalike.jobs.features.ExtractFeaturesJob.Quarantined;
import io.soundalike.jobs.features.FeatureRowMapper;
import io.soundalike.jobs.features.LatestTracks;
import io.soundalike.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Joint training: what it learns, and how settings select songs, workers and networks. */
class TrainAutoencoderJobTest {

  @TempDir private static Path shared;

  private AnalysedSongs songs;

  @BeforeEach
  void analysedSongs() throws IOException {
    songs = AnalysedSongs.in(shared);
  }

  @Test
  void trainingReducesExcessAndError() throws IOException {
    TrainedModel model =
        songs.train(
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
  void contrastiveTrainingReducesTheLoss() throws IOException {
    TrainedModel model =
        songs.train(
            "training.max-epochs=20",
            "training.patience=99",
            "training.patches-per-song=12",
            "training.batch-size-per-worker=6",
            "training.learning-rate=0.005",
            "training.decay=0.06",
            "training.averaging-frequency=2",
            "training.held-out-fraction=0.5");
    List<TrainedModel.Epoch> epochs = model.epochs();

    assertThat(songs.catalogue().said())
        .contains("training on 3 songs with 2 workers; 3 songs held out");
    assertThat(epochs.get(0).heldOutContrast()).isBetween(1.0, 4.0);
    assertThat(epochs.stream().mapToDouble(TrainedModel.Epoch::trainingLoss).min().orElseThrow())
        .isLessThan(0.9 * epochs.get(0).trainingLoss());

    JobContext context = songs.context();
    JobContext using = ModelSelection.use(context, model.modelId());
    EncodeTracksJob.run(using, model);

    assertThat(using.catalogue().embeddingRows(using.spark(), model.modelId()).collectAsList())
        .hasSize(6)
        .allSatisfy(row -> assertThat(row.getEmbedding()).hasSize(5));
  }

  @Test
  void songsWithTheSameLabelArePositives() throws IOException {
    TrainedModel alone = songs.train();
    TrainedModel byArtist = songs.train("training.positives=artist");
    Path file = shared.resolve("labels.csv");
    Files.writeString(file, labels("own %d"));
    TrainedModel ownLabels = songs.train("training.positives=" + file);
    Files.writeString(file, labels("all"));
    TrainedModel oneLabel = songs.train("training.positives=" + file);

    assertThat(byArtist.parameters()).isNotEqualTo(alone.parameters());
    assertThat(ownLabels.parameters()).containsExactly(alone.parameters());
    // The settings are the same, the labels in the file are not; the existing model is kept.
    assertThat(oneLabel.modelId()).isEqualTo(ownLabels.modelId());

    TrainedModel retrained =
        TrainAutoencoderJob.run(
                songs.context("training.positives=" + file), TrainAutoencoderJob.Reuse.NEVER)
            .model();

    assertThat(retrained.modelId()).isNotEqualTo(ownLabels.modelId());
    assertThat(retrained.parameters()).isNotEqualTo(ownLabels.parameters());
    assertThatThrownBy(() -> songs.train("training.positives=nowhere.csv"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Labels are album, artist, genre, folder or a CSV file; nowhere.csv cannot be read.");
  }

  /** A label for each song, the number of the song being its argument. */
  private String labels(String label) throws IOException {
    StringBuilder csv = new StringBuilder("path,label\n");

    try (Stream<Path> files = Files.list(songs.catalogue().music())) {
      int[] number = {0};
      files
          .sorted()
          .forEach(
              file ->
                  csv.append(file)
                      .append(',')
                      .append(String.format(Locale.ROOT, label, number[0]++))
                      .append('\n'));
    }

    return csv.toString();
  }

  @Test
  void epochUsesTheConfiguredNumberOfSongs() throws IOException {
    TrainedModel two = songs.train("training.songs-per-epoch=2");
    TrainedModel all = songs.train("training.songs-per-epoch=5");
    TrainedModel more = songs.train("training.songs-per-epoch=50");

    assertThat(two.trainedTracks()).isEqualTo(5);
    assertThat(two.parameters()).isNotEqualTo(all.parameters());
    assertThat(more.parameters()).containsExactly(all.parameters());
  }

  @Test
  void severalWorkersTrainTheSameModelInEveryRun() throws IOException {
    String[] three = {"training.workers=3", "training.averaging-frequency=2"};
    float[] first = songs.train(three).parameters();
    songs.reset();

    assertThat(songs.train(three).parameters()).containsExactly(first);
  }

  @Test
  void adadeltaUsesTheLearningRate() throws IOException {
    String[] adadelta = join(PLAIN, "training.updater=adadelta", "training.averaging-frequency=1");
    TrainedModel fast = songs.train(join(adadelta, "training.learning-rate=1"));
    TrainedModel none = songs.train(join(adadelta, "training.learning-rate=0.00000001"));

    assertThat(losses(fast).get(1)).isLessThan(losses(fast).get(0));
    assertThat(losses(none).get(1)).isEqualTo(losses(none).get(0));
  }

  @Test
  void trainingWorksWithMoreWorkersThanPatches() throws IOException {
    TrainedModel model =
        songs.train(join(PLAIN, "training.workers=40", "training.patches-per-song=1"));

    assertThat(model.epochs()).hasSize(2);
    assertThat(model.trainedTracks()).isEqualTo(5);
  }

  @Test
  void songsAboveTheMaximumAreLeftOut() throws IOException {
    assertThat(songs.train("training.max-songs=3").trainedTracks()).isEqualTo(3);
    assertThat(songs.catalogue().said())
        .contains("training on 3 songs with 2 workers; 1 song held out");
  }

  @Test
  void lstmTrainsOnBeatSynchronousColumns() throws IOException {
    String[] beats =
        join(PLAIN, "model.recurrence=lstm", "model.time-step=beat", "training.max-epochs=3");
    TrainedModel model = songs.train(beats);
    JobContext context = songs.context(beats);
    EncodeTracksJob.run(context, model);

    assertThat(losses(model).get(2)).isLessThan(losses(model).get(0));
    assertThat(context.catalogue().embeddingRows(context.spark(), model.modelId()).collectAsList())
        .hasSize(6)
        .allSatisfy(row -> assertThat(row.getEmbedding()).hasSize(2 * 4 * 8));
    assertThat(LatestTracks.withFeatures(context).collectAsList())
        .allSatisfy(row -> assertThat(row.getBeats()).hasSizeGreaterThan(3).isSorted());

    // All columns of each song, so that the number of patches must match the number of beats.
    TrainedModel all =
        songs.train(join(beats, "training.patches-per-song=0", "training.max-epochs=2"));

    assertThat(all.epochs()).hasSize(2);
  }

  @Test
  void stereoChannelsTrainAndAreEncoded() throws IOException {
    String[] stereo = join(PLAIN, "audio.channel=stereo");
    JobContext context = songs.context(stereo);
    ExtractFeaturesJob.run(context, Quarantined.SKIP);

    assertThat(LatestTracks.withFeatures(context).collectAsList())
        .hasSize(6)
        .allSatisfy(
            row -> {
              assertThat(row.getSpectrogram()).hasSize(2 * 32 * row.getFrames());
              assertThat(FeatureRowMapper.spectrograms(row)).hasSize(2);
            });

    for (String mode : List.of("training.mode=joint", "training.mode=per-song")) {
      TrainedModel model = songs.train(join(stereo, mode));
      JobContext encoding = songs.context(join(stereo, mode));
      EncodeTracksJob.run(encoding, model);

      assertThat(
              encoding.catalogue().embeddingRows(encoding.spark(), model.modelId()).collectAsList())
          .hasSize(6)
          .allSatisfy(row -> assertThat(row.getEmbedding()).hasSize(2 * 2 * 4 * 8));
    }
  }
}

package io.soundalike.jobs.training;

import static io.soundalike.jobs.training.AnalysedSongs.PLAIN;
import static io.soundalike.jobs.training.AnalysedSongs.join;
import static io.soundalike.jobs.training.AnalysedSongs.losses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.jobs.TestCatalogue;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.table.EpochRow;
import io.soundalike.jobs.training.TrainAutoencoderJob.Reuse;
import io.soundalike.model.TrainedModel;
import io.soundalike.model.TrainingState;
import io.soundalike.settings.SettingsFingerprint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that are killed, interrupted or diverge. */
class TrainingCheckpointTest {

  @TempDir private static Path shared;

  private AnalysedSongs songs;

  @BeforeEach
  void analysedSongs() throws IOException {
    songs = AnalysedSongs.in(shared);
  }

  @Test
  void killedTrainingResumesToTheSameModel() throws IOException {
    String[] four = {"training.max-epochs=4", "training.noise=0.1", "training.patience=9"};
    TrainedModel whole = songs.train(four);
    songs.reset();
    JobContext killed = songs.context(four);
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
    assertThat(ModelSelection.find(killed)).isNull();

    TrainedModel continued = songs.train(four);

    assertThat(songs.catalogue().said())
        .contains("resuming after epoch 2, where an earlier run stopped")
        .contains("epoch  3/4")
        .doesNotContain("epoch  2/4");
    assertThat(losses(continued)).isEqualTo(losses(whole));
    assertThat(continued.epochs().get(3).heldOutContrast())
        .isEqualTo(whole.epochs().get(3).heldOutContrast());
    assertThat(continued.parameters()).containsExactly(whole.parameters());
    assertThat(songs.modelFiles("checkpoints")).isEmpty();
    assertThat(
            TestCatalogue.read(
                    songs.context(four).catalogue().models().epochs(whole.modelId()),
                    EpochRow.ENCODER)
                .stream()
                .map(EpochRow::getEpoch)
                .sorted())
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void interruptedEpochIsTrainedAgain() throws IOException {
    String[] three = {
      "training.max-epochs=3", "training.averaging-frequency=1", "training.patches-per-song=16"
    };
    TrainedModel whole = songs.train(three);
    songs.reset();
    JobContext context = songs.context(three);
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
            // Repeatedly, since between two jobs there is nothing to cancel.
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

    TrainedModel continued = songs.train(three);

    assertThat(songs.catalogue().said())
        .contains("resuming after epoch 1, where an earlier run stopped");
    assertThat(continued.parameters()).containsExactly(whole.parameters());
  }

  @Test
  void divergedTrainingKeepsTheBestEpoch() throws IOException {
    TrainedModel good = songs.train(join(PLAIN, "training.max-epochs=1"));
    String[] two = join(PLAIN, "training.max-epochs=2");
    JobContext context = songs.context(two);
    String modelId =
        SettingsFingerprint.MODEL.of(context.settings())
            + good.modelId().substring(good.modelId().indexOf('-'));

    // No valid settings were found that diverge, so a diverged checkpoint is written.
    context
        .catalogue()
        .models()
        .commitCheckpoint(context.runId(), diverged(modelId, good, good.epochs()));
    TrainedModel kept = songs.train(two);

    assertThat(songs.catalogue().said())
        .contains("the loss of epoch 2 is not a number; the model of epoch 1 is kept");
    assertThat(kept.parameters()).containsExactly(good.parameters());
    assertThat(kept.epochs()).hasSize(1);

    songs.reset();
    context
        .catalogue()
        .models()
        .commitCheckpoint(context.runId(), diverged(modelId, good, List.of()));

    assertThatThrownBy(() -> songs.train(two))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILURE))
        .hasMessageContaining("set training.learning-rate to less than 0.003");
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
}

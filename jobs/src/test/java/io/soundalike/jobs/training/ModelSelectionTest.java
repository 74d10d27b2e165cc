package io.soundalike.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.jobs.embedding.EncodeTracksJob;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.training.TrainAutoencoderJob.Reuse;
import io.soundalike.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which model of a catalogue a job uses. */
class ModelSelectionTest {

  @TempDir private static Path shared;

  private AnalysedSongs songs;

  @BeforeEach
  void analysedSongs() throws IOException {
    songs = AnalysedSongs.in(shared);
  }

  @Test
  void namedModelEncodesWithItsOwnSettings() throws IOException {
    TrainedModel model = songs.train("model.channels=[4,4,4]");
    JobContext plain = songs.context();
    JobContext named = ModelSelection.use(plain, model.modelId());

    assertThat(TrainAutoencoderJob.run(named, Reuse.EXISTING).model().modelId())
        .isEqualTo(model.modelId());
    assertThatThrownBy(() -> TrainAutoencoderJob.run(named, Reuse.NEVER))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
    assertThat(EncodeTracksJob.run(named, model).encoded()).isEqualTo(6);
    assertThatThrownBy(() -> ModelSelection.use(plain, "missing"))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.MISMATCH))
        .hasMessage(
            "The catalogue has no model missing; it has "
                + model.modelId()
                + ". Leave --model out to use the latest.");
    assertThatThrownBy(
            () -> ModelSelection.use(songs.context("features.n-mels=16"), model.modelId()))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.MISMATCH))
        .hasMessageContaining(
            "was trained on features of other settings: [features.n-mels: 32 -> 16]");
  }

  @Test
  void latestModelOfTheSameSettingsIsFound() throws IOException {
    TrainedModel model = songs.train("training.max-epochs=1");
    TrainedModel other = songs.train("training.max-epochs=1", "training.seed=2");
    JobContext context = songs.context("training.max-epochs=1");

    assertThat(other.modelId()).isNotEqualTo(model.modelId());
    assertThat(ModelSelection.find(context)).isNotNull();
    assertThat(ModelSelection.require(context).modelId()).isEqualTo(model.modelId());
    assertThat(ModelSelection.require(ModelSelection.use(context, other.modelId())).modelId())
        .isEqualTo(other.modelId());

    // Settings of other stages do not matter.
    assertThat(ModelSelection.require(songs.context("training.max-epochs=1", "map.k=5")).modelId())
        .isEqualTo(model.modelId());
  }

  @Test
  void missingModelIsRefusedOnlyWhereOneIsRequired() throws IOException {
    JobContext context = songs.context();

    assertThat(ModelSelection.find(context)).isNull();
    assertThatThrownBy(() -> ModelSelection.require(context))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NO_INPUT))
        .hasMessage(
            "The catalogue "
                + context.catalogue().uri()
                + " has no model of these settings; run soundalike run first, with the same --conf"
                + " and --set.");
  }
}

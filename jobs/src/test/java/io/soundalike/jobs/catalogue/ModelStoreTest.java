package io.soundalike.jobs.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.jobs.FaultyFileSystem;
import io.soundalike.model.ModelMismatchException;
import io.soundalike.model.TrainedModel;
import io.soundalike.model.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {

  private static final String RUN_A = "20260101T000000Z-aaaa";
  private static final String RUN_B = "20260102T000000Z-bbbb";

  @TempDir private Path root;

  private ModelStore models;

  @BeforeEach
  void open() throws IOException {
    models = new ModelStore(CommittedFoldersTest.in(root), 0);
  }

  @AfterEach
  void heal() {
    FaultyFileSystem.heal();
  }

  private static TrainedModel model(String modelId, int epochs) {
    List<TrainedModel.Epoch> measured = new ArrayList<>();

    for (int epoch = 1; epoch <= epochs; epoch++) {
      measured.add(new TrainedModel.Epoch(epoch, 0.7, 0.65, 0.6, 2.5, 0.01, 0.04, 1.5));
    }

    return new TrainedModel(
        modelId, "soundalike.map.k = 5\n", new float[] {1, 2, epochs}, 5, measured);
  }

  private static TrainingState state(String modelId, int epochs) {
    return new TrainingState(
        model(modelId, epochs), new float[] {3}, new float[] {4, 5, 6}, epochs, 8 * epochs);
  }

  private List<String> folders(String below) throws IOException {
    return CommittedFoldersTest.in(root).children("models/" + below);
  }

  @Test
  void aCommittedModelIsReadBack() throws IOException {
    TrainedModel model = model("m", 2);
    models.commit(model);

    assertThat(models.has("m")).isTrue();
    assertThat(models.find("m").orElseThrow()).usingRecursiveComparison().isEqualTo(model);
    assertThat(models.find("other")).isEmpty();
  }

  @Test
  void aModelThatWasNotWrittenWholeIsNoModel() throws IOException {
    FaultyFileSystem.tear("model.json");

    assertThatThrownBy(() -> models.commit(model("m", 1))).hasMessageContaining("killed");
    assertThat(models.has("m")).isFalse();
    assertThat(models.find("m")).isEmpty();
    assertThat(models.all()).isEmpty();
  }

  @Test
  void aReplacedFileOfAModelIsRefused() throws IOException {
    models.commit(model("m", 1));
    Files.write(root.resolve("models/m/parameters.f32"), new byte[12]);

    assertThatThrownBy(() -> models.find("m"))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("does not match its parameters.f32");
  }

  @Test
  void modelsAreOrderedByTheTimeOfTheirCommitThenById() throws IOException {
    for (String modelId : List.of("a", "b", "c", "d")) {
      models.commit(model(modelId, 1));
    }

    setCommitTime("c", 1000);
    setCommitTime("d", 3000);
    setCommitTime("b", 2000);
    setCommitTime("a", 2000);

    assertThat(models.all()).extracting(TrainedModel::modelId).containsExactly("c", "a", "b", "d");
  }

  private void setCommitTime(String modelId, long ms) throws IOException {
    Files.setLastModifiedTime(
        root.resolve("models/" + modelId + "/_SUCCESS"), FileTime.fromMillis(ms));
  }

  @Test
  void theLastTwoCheckpointsOfARunStay() throws IOException {
    for (int epoch = 1; epoch <= 4; epoch++) {
      models.commitCheckpoint(RUN_A, state("m", epoch));
    }

    assertThat(folders("m/checkpoints/run=" + RUN_A))
        .containsExactly("epoch=000003", "epoch=000004");
    assertThat(models.has("m")).isFalse();
  }

  @Test
  void theCheckpointWithTheMostEpochsOfAllRunsIsTheLatest() throws IOException {
    models.commitCheckpoint(RUN_A, state("m", 12));
    models.commitCheckpoint(RUN_B, state("m", 3));

    assertThat(models.latestCheckpoint("m").orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(state("m", 12));
    assertThat(models.latestCheckpoint("other")).isEmpty();
  }

  @Test
  void aCheckpointThatWasNotWrittenWholeIsIgnored() throws IOException {
    models.commitCheckpoint(RUN_A, state("m", 1));
    FaultyFileSystem.tear("updater.f32");

    assertThatThrownBy(() -> models.commitCheckpoint(RUN_A, state("m", 2)))
        .hasMessageContaining("killed");
    assertThat(models.latestCheckpoint("m").orElseThrow().epoch()).isEqualTo(1);
  }

  @Test
  void committingAModelDeletesItsCheckpoints() throws IOException {
    models.commitCheckpoint(RUN_A, state("m", 1));
    models.commitCheckpoint(RUN_B, state("other", 1));
    models.commit(model("m", 2));

    assertThat(models.latestCheckpoint("m")).isEmpty();
    assertThat(models.latestCheckpoint("other")).isPresent();
  }

  @Test
  void checkpointsOfEarlierRunsAreFound() throws IOException {
    models.commitCheckpoint(RUN_A, state("m", 1));
    models.commitCheckpoint(RUN_B, state("m", 1));

    assertThat(models.checkpointsBefore(RUN_B))
        .containsExactly("models/m/checkpoints/run=" + RUN_A);
    assertThat(models.checkpointsBefore(RUN_A)).isEmpty();
  }

  @Test
  void ofTwoRunsTheFirstCommitsAModel() throws IOException {
    models.commitCheckpoint(RUN_B, state("m", 1));

    assertThat(models.commitOnce(RUN_A, model("m", 2))).isTrue();
    models.commitCheckpoint(RUN_B, state("m", 2));
    assertThat(models.commitOnce(RUN_B, model("m", 3))).isFalse();
    assertThat(models.find("m").orElseThrow().epochs()).hasSize(2);
    assertThat(models.latestCheckpoint("m")).isEmpty();
  }

  @Test
  void aCommitterThatHasDiedIsReplaced() throws IOException {
    FaultyFileSystem.tear("parameters.f32");

    assertThatThrownBy(() -> models.commitOnce(RUN_A, model("m", 2)))
        .hasMessageContaining("killed");
    assertThat(models.has("m")).isFalse();

    FaultyFileSystem.heal();

    assertThat(models.commitOnce(RUN_B, model("m", 3))).isTrue();
    assertThat(models.find("m").orElseThrow().epochs()).hasSize(3);
    assertThat(root.resolve("models/m/committer")).content().isEqualTo(RUN_A);
  }
}

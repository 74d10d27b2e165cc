package io.soundalike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ModelArchiveTest {

  private static final TrainedModel MODEL =
      new TrainedModel(
          "0123456789ab-abcdef",
          "soundalike.map.k = 5\n",
          new float[] {1, -0.5f, Float.MIN_VALUE, 1e30f},
          5,
          List.of(new TrainedModel.Epoch(1, 0.7, 0.65, 0.6, 2.5, 0.01, 0.04, 1.5)));

  @Test
  void modelIsReadAsItWasWritten() throws IOException {
    TrainedModel read = ModelArchive.readModel(ModelArchive.files(MODEL)::get);

    assertThat(read.parameters()).containsExactly(MODEL.parameters());
    assertThat(read).usingRecursiveComparison().isEqualTo(MODEL);
  }

  @Test
  void discriminantIsReadAsItWasWritten() throws IOException {
    TrainedModel model =
        MODEL.withDiscriminant(new LinearDiscriminant(2, new float[] {1, 2, 3, -4, 5, 6}));

    assertThat(ModelArchive.readModel(ModelArchive.files(model)::get))
        .usingRecursiveComparison()
        .isEqualTo(model);
  }

  @Test
  void trainingStateIsReadAsItWasWritten() throws IOException {
    TrainingState state =
        new TrainingState(MODEL, new float[] {3, 4}, new float[] {5, 6, 7, 8}, 1, 96);

    TrainingState read = ModelArchive.readState(ModelArchive.files(state)::get);

    assertThat(read).usingRecursiveComparison().isEqualTo(state);
    assertThat(read.epoch()).isEqualTo(1);
    assertThat(read.bestModel().parameters()).containsExactly(5, 6, 7, 8);
  }

  @Test
  void parametersAreLittleEndianFloats() {
    byte[] bytes = Objects.requireNonNull(ModelArchive.files(MODEL).get("parameters.f32"));

    assertThat(bytes).startsWith(0, 0, 0x80, 0x3f, 0, 0, 0, 0xbf).hasSize(16);
  }

  @Test
  void damagedOrForeignArchivesAreRefused() {
    assertRefused(files("parameters.f32", b -> flip(b)), "does not match its parameters.f32");
    assertRefused(files("parameters.f32", b -> new byte[12]), "does not match its parameters.f32");
    assertRefused(described("1.0.0-M2", "9"), "was trained with deeplearning4j 9");
    assertRefused(
        described("\"format\" : 4", "\"format\" : 3"),
        "has format 3, this version reads 4; train again");
    assertRefused(
        files("model.json", b -> "{}".getBytes(StandardCharsets.UTF_8)), "cannot be read");
    assertRefused(files("model.json", b -> new byte[] {1, 2, 3}), "cannot be read");
    assertRefused(described("\"format\"", "include \"/etc/hosts\"\n\"format\""), "cannot be read");
  }

  private static void assertRefused(Map<String, byte[]> files, String message) {
    assertThatThrownBy(() -> ModelArchive.readModel(files::get))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining(message);
  }

  private static Map<String, byte[]> described(String from, String to) {
    return files(
        "model.json",
        b -> {
          String text = new String(b, StandardCharsets.UTF_8);
          assertThat(text).contains(from);
          return text.replace(from, to).getBytes(StandardCharsets.UTF_8);
        });
  }

  private static Map<String, byte[]> files(String name, UnaryOperator<byte[]> change) {
    Map<String, byte[]> files = new HashMap<>(ModelArchive.files(MODEL));
    files.computeIfPresent(name, (n, bytes) -> change.apply(bytes));
    return files;
  }

  private static byte[] flip(byte[] bytes) {
    bytes[5] ^= 1;
    return bytes;
  }
}

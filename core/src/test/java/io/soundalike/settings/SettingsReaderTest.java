package io.soundalike.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

  @Test
  void defaultsAreThoseOfTheReference() {
    Settings settings = SettingsReader.defaults();

    assertThat(settings.features().nMels()).isEqualTo(128);
    assertThat(settings.features().fMaxHz()).isEqualTo(11025);
    assertThat(settings.audio().channel()).isEqualTo(Settings.Channel.MEAN);
    assertThat(settings.model().pooling()).isEqualTo(Settings.Pooling.HEAD);
    assertThat(settings.inventory().extensions()).startsWith("mp3", "wav");
  }

  @Test
  void laterSourcesWin() {
    Settings settings =
        SettingsReader.read(
            List.of("soundalike.map.k = 3", "soundalike.map.k = 4, soundalike.map.seed = 9"),
            List.of("map.k=5"));

    assertThat(settings.map().k()).isEqualTo(5);
    assertThat(settings.map().seed()).isEqualTo(9);
  }

  @Test
  void everyViolationIsReportedAtOnce() {
    assertThatThrownBy(
            () ->
                SettingsReader.read(
                    List.of(),
                    List.of(
                        "map.k=-1",
                        "audio.channel=middle",
                        "audio.silence-dbfs=5",
                        "audio.min-seconds=-1",
                        "training.epoch=3",
                        "features.n-mels=many")))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("map.k must be 0 or lie between 2 and 10000, got -1")
        .hasMessageContaining("audio.channel must be left | right | mean | stereo, got middle")
        .hasMessageContaining("Unknown setting training.epoch")
        .hasMessageContaining("features.n-mels");
  }

  @Test
  void everyViolationOfASectionIsReported() {
    assertThatThrownBy(
            () ->
                SettingsReader.read(
                    List.of(), List.of("audio.silence-dbfs=5", "audio.min-seconds=-1")))
        .hasMessageContaining("audio.silence-dbfs must lie between -120 and 0, got 5")
        .hasMessageContaining("audio.min-seconds must lie between 0.1 and 14400, got -1");
  }

  @Test
  void imagesMustFitTheNetwork() {
    assertThatThrownBy(() -> SettingsReader.read(List.of(), List.of("features.n-mels=100")))
        .hasMessageContaining("features.n-mels must divide by 8");
  }

  @Test
  void renderedSettingsReadBackEqual() {
    Settings settings =
        SettingsReader.read(List.of(), List.of("map.k=5", "training.learning-rate=0.01"));

    assertThat(SettingsReader.read(List.of(SettingsReader.render(settings)), List.of()))
        .isEqualTo(settings);
  }

  @ParameterizedTest
  @ValueSource(strings = {"article.conf", "autoencoder.conf", "lstm.conf", "stereo.conf"})
  void shippedFilesAreValid(String name) throws IOException {
    String document = Files.readString(Path.of("..", "conf", name));

    assertThat(SettingsReader.read(List.of(document), List.of())).isNotNull();
  }

  @Test
  void anotherFileRootIsRefused() {
    assertThatThrownBy(() -> SettingsReader.read(List.of("soundlike.map.k = 3"), List.of()))
        .hasMessageContaining("Unknown section soundlike");
  }

  @Test
  void textThatIsNoHoconIsRefusedInOneSentence() {
    assertThatThrownBy(() -> SettingsReader.read(List.of("a { b"), List.of()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageStartingWith("Cannot read a settings file");
    assertThatThrownBy(() -> SettingsReader.read(List.of("soundalike = 3"), List.of()))
        .isInstanceOf(InvalidSettingsException.class);
    assertThatThrownBy(() -> SettingsReader.read(List.of("soundalike.map.k = ${x}"), List.of()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("${x}");
    assertThatThrownBy(() -> SettingsReader.read(List.of(), List.of("map.k")))
        .hasMessageContaining("--set takes key=value");
  }

  @Test
  void timesAndSizesAreReadAsPeopleWriteThem() {
    assertThat(SettingsReader.seconds("--max-duration", "4h")).isEqualTo(14400);
    assertThat(SettingsReader.seconds("--max-duration", "1.5 m")).isEqualTo(90);
    assertThat(SettingsReader.seconds("--time-limit", "600")).isEqualTo(600);
    assertThat(SettingsReader.seconds("--max-duration", null)).isNull();
    assertThat(SettingsReader.bytes("--max-file-size", "512MiB")).isEqualTo(536_870_912);
    assertThatThrownBy(() -> SettingsReader.bytes("--max-file-size", "much"))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage("--max-file-size takes a size such as 200MB or 1GiB, got: much");
  }
}

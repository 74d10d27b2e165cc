package io.soundalike.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

  @Test
  void defaultsAreThoseOfTheReference() {
    Settings settings = SettingsReader.defaults();

    assertThat(settings.features().nMels()).isEqualTo(128);
    assertThat(settings.features().fMaxHz()).isEqualTo(11025);
    assertThat(settings.audio().channel()).isEqualTo(AudioSettings.Channel.MEAN);
    assertThat(settings.model().pooling()).isEqualTo(ModelSettings.Pooling.LDA);
    assertThat(settings.inventory().extensions()).startsWith("mp3").contains("wav", "flac", "m4a");
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
  void filesMayReferToDefaults() {
    Settings settings =
        SettingsReader.read(
            List.of(
                "soundalike.inventory.extensions = ${soundalike.inventory.extensions} [m4a]",
                "soundalike.map.seed = ${soundalike.training.seed}"),
            List.of("training.seed=5"));

    assertThat(settings.inventory().extensions()).startsWith("mp3").endsWith("m4a");
    assertThat(settings.map().seed()).isEqualTo(5);
  }

  @Test
  void everyViolationIsReportedAtOnce() {
    assertThatThrownBy(
            () ->
                read(
                    "map.k=-1",
                    "audio.channel=middle",
                    "audio.silence-dbfs=5",
                    "audio.min-seconds=-1",
                    "training.workers=two",
                    "map.perplexty=3"))
        .isInstanceOf(InvalidSettingsException.class)
        .message()
        .isEqualToIgnoringNewLines(
            """
            map.perplexty: unknown setting; did you mean map.perplexity?
            audio.channel: expected left | right | mean | stereo, got 'middle'
            training.workers: expected a whole number, got 'two'
            map.k: expected 0, or 2 to 10000, got -1
            """);
    assertThatThrownBy(() -> read("audio.silence-dbfs=5", "audio.min-seconds=-1"))
        .hasMessage(
            "audio.min-seconds: expected 0.1 to 86400, got -1\n"
                + "audio.silence-dbfs: expected -120 to 0, got 5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "map.k=5.7 | map.k: expected a whole number, got 5.7",
        "map.seed=0.5 | map.seed: expected a whole number, got 0.5",
        "map.k=99999999999 | map.k: expected a whole number, got 99999999999",
        "map.k=null | map.k: expected a whole number, got null",
        "map.perplexity=few | map.perplexity: expected a number, got 'few'",
        "map=5 | map: expected a section with keys of its own, got 5",
        "model.batch-norm=3 | model.batch-norm: expected true or false, got 3",
        "model.channels=[4,many] | model.channels: expected a list of whole numbers such as [16,"
            + " 32], got [4,\"many\"]",
        "model.channels=[4.5] | model.channels: expected a list of whole numbers such as [16, 32],"
            + " got [4.5]",
        "model.channels=[] | model.channels: expected 1 to 6 convolutions, got 0",
        "inventory.extensions=mp3 | inventory.extensions: expected a list such as [mp3, wav], got"
            + " 'mp3'",
        "features.n-mels=100 | features.n-mels: expected a multiple of 8, one halving for each of"
            + " model.channels, got 100",
        "model.channels=[16,32,256] | model.pooling: expected head, mean-std or flatten where the"
            + " code has more than 1024 rows (features.n-mels and model.channels), got lda",
        "audio.min-seconds=2 | audio.min-seconds: expected more than 2.97, the length of one image"
            + " (model.patch-columns), got 2",
      })
  void messagesNameKeyBoundAndValue(String override, String message) {
    assertThatThrownBy(() -> read(override)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "map.perplexty=3 | map.perplexty: unknown setting; did you mean map.perplexity?",
        "maps.k=3 | maps.k: unknown setting; did you mean map.k?",
        "neighbours.weight.timbre=1 | neighbours.weight.timbre: unknown setting; did you mean"
            + " neighbours.weights.timbre?",
        "spark.cores=3 | spark.cores: unknown setting; known are [spark.partitions,"
            + " spark.songs-per-commit]",
      })
  void unknownSettingsAreRefusedWithTheNearestKnownOne(String override, String message) {
    assertThatThrownBy(() -> read(override)).hasMessage(message);
  }

  @Test
  void oldNamesAreAcceptedWithAWarning() {
    List<String> warnings = new ArrayList<>();
    Settings settings =
        SettingsReader.read(
            List.of("soundalike.neighbours.weights { learned = 2, timbre = 0 }"),
            List.of("map.keep=0.3", "map.beside=[]"),
            warnings::add);

    assertThat(settings.neighbours().weights().embedding()).isEqualTo(2);
    assertThat(settings.neighbours().weights().timbre()).isZero();
    assertThat(settings.neighbours().weights().texture()).isEqualTo(0.15);
    assertThat(settings.map().relayoutFraction()).isEqualTo(0.3);
    assertThat(settings.map().alternatives()).isEmpty();
    assertThat(warnings)
        .containsExactly(
            "map.beside is now map.alternatives; the old name is accepted until 0.2.",
            "map.keep is now map.relayout-fraction; the old name is accepted until 0.2.",
            "neighbours.weights.learned is now neighbours.weights.embedding; the old name is"
                + " accepted until 0.2.");
  }

  @Test
  void currentNamesGiveNoWarning() {
    List<String> warnings = new ArrayList<>();
    SettingsReader.read(
        List.of("soundalike.map.alternatives = []"),
        List.of("map.relayout-fraction=0"),
        warnings::add);

    assertThat(warnings).isEmpty();
  }

  @Test
  void anOldNameBesideTheCurrentOneIsRefused() {
    assertThatThrownBy(
            () ->
                SettingsReader.read(
                    List.of("soundalike.map.keep = 0.2"),
                    List.of("map.relayout-fraction=0.3", "map.k=1")))
        .hasMessage(
            "map.keep and map.relayout-fraction are the same setting; give map.relayout-fraction"
                + " alone\n"
                + "map.k: expected 0, or 2 to 10000, got 1");
  }

  @Test
  void anOldNamesBoundIsReportedUnderTheCurrentOne() {
    assertThatThrownBy(() -> read("map.keep=3"))
        .hasMessage("map.relayout-fraction: expected 0 to 1, got 3");
  }

  @Test
  void storedSettingsOfAnEarlierVersionAreReadSilently() {
    String stored =
        SettingsRenderer.render(read("map.relayout-fraction=0.5", "map.k=5"))
            .replace("map.relayout-fraction", "map.keep")
            .replace("map.alternatives", "map.beside");

    assertThat(SettingsReader.readStored(stored))
        .isEqualTo(read("map.relayout-fraction=0.5", "map.k=5"));
    assertThat(SettingsRenderer.flatten(stored))
        .containsEntry("map.relayout-fraction", "0.5")
        .containsEntry("map.alternatives", "[\"features\"]")
        .doesNotContainKeys("map.keep", "map.beside");
  }

  @Test
  void renderedSettingsReadBackEqual() {
    Settings settings = read("map.k=5", "training.learning-rate=0.01");
    String rendered = SettingsRenderer.render(settings);

    assertThat(SettingsReader.read(List.of(rendered), List.of())).isEqualTo(settings);
    assertThat(SettingsReader.readStored(rendered)).isEqualTo(settings);
    assertThat(SettingsRenderer.flatten(rendered)).isEqualTo(SettingsRenderer.flatten(settings));
  }

  @ParameterizedTest
  @ValueSource(strings = {"article.conf", "autoencoder.conf", "lstm.conf", "stereo.conf"})
  void shippedFilesAreValid(String name) throws IOException {
    String document = Files.readString(Path.of("..", "conf", name));
    List<String> warnings = new ArrayList<>();

    assertThat(SettingsReader.read(List.of(document), List.of(), warnings::add)).isNotNull();
    assertThat(warnings).isEmpty();
  }

  @Test
  void anotherFileRootIsRefused() {
    assertThatThrownBy(() -> SettingsReader.read(List.of("soundlike.map.k = 3"), List.of()))
        .hasMessage(
            "soundlike: unknown section; every setting is below soundalike, such as"
                + " soundalike.map.k");
  }

  @Test
  void limitsOfTheDurationAreComparedInOneSentence() {
    assertThatThrownBy(() -> read("audio.max-seconds=3"))
        .hasMessage("audio.max-seconds: expected at least audio.min-seconds, which is 5, got 3");
    assertThatThrownBy(() -> read("audio.max-seconds=0"))
        .hasMessage("audio.max-seconds: expected 0.1 to 86400, got 0");
  }

  @Test
  void positivesNeedTheContrastiveLoss() {
    assertThat(read(SettingsReader.override("training.positives", "a \"b\".csv")))
        .extracting(settings -> settings.training().positives())
        .isEqualTo("a \"b\".csv");
    assertThatThrownBy(
            () -> read("training.contrast=0", "model.pooling=flatten", "training.positives=album"))
        .hasMessage("training.positives: expected song where training.contrast is 0, got album");
  }

  @Test
  void anErrorOfSyntaxNamesTheFileAndTheLine() {
    assertThatThrownBy(() -> SettingsReader.verifySyntax("my.conf", "a = 1\nb { c"))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageStartingWith("Cannot read my.conf: 2: ");
    assertThatThrownBy(() -> read("map.k="))
        .hasMessage("--set map.k= has no value; write key=value, such as map.k=5");
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

  private static Settings read(String... overrides) {
    return SettingsReader.read(List.of(), List.of(overrides));
  }
}

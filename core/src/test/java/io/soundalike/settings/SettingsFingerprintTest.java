package io.soundalike.settings;

import static io.soundalike.settings.SettingsFingerprint.FEATURES;
import static io.soundalike.settings.SettingsFingerprint.MAP;
import static io.soundalike.settings.SettingsFingerprint.MODEL;
import static io.soundalike.settings.SettingsFingerprint.NEIGHBOURS;
import static io.soundalike.settings.SettingsFingerprint.RESULTS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFingerprintTest {

  private static final Settings DEFAULTS = SettingsReader.defaults();

  /** Catalogues have these in the names of folders; a change that moves them computes all anew. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        " |" + " 7dfcee362de6 89fb46d153e1 1a6e6876e19a" + " c555036ad493 5fa32e77f3b8",
        "features.n-mels=64 |"
            + " 32c935f5addc 49cd70bbc0f4 1a6e6876e19a"
            + " c555036ad493 628531e69b2f",
        "audio.channel=stereo audio.sample-rate-hz=30000 |"
            + " 52b489bc7a5e 46b5156ea182 1a6e6876e19a"
            + " c555036ad493 909305e8bdf4",
        "audio.silence-dbfs=-60.5 audio.max-damaged-fraction=1 |"
            + " c9c9d840bd43 30e032ea3dde 1a6e6876e19a"
            + " c555036ad493 e040a7a87663",
        "training.learning-rate=0.00001 training.seed=3 |"
            + " 7dfcee362de6 cf621b5fca39 1a6e6876e19a"
            + " c555036ad493 2598f4e8b668",
        "model.channels=[4,4] model.pooling=mean-std training.contrast=0 |"
            + " 7dfcee362de6 6c7f876ff72f 1a6e6876e19a"
            + " c555036ad493 ff9465c5b530",
        "neighbours.weights.learned=2 neighbours.weights.timbre=0.25 |"
            + " 7dfcee362de6 89fb46d153e1 793821bda821"
            + " aa40f8346246 0782dea372b9",
        "neighbours.distance=euclidean neighbours.k=9 |"
            + " 7dfcee362de6 89fb46d153e1 6d5f76985ac0"
            + " c98ef65ec75e ba0e3e532759",
        "map.keep=0.25 map.beside=[] map.perplexity=3 |"
            + " 7dfcee362de6 89fb46d153e1 1a6e6876e19a"
            + " 20dcfa3f809b f0f246f5dff8",
        "map.beside=[features,0123456789ab-cdef01] map.k=0 map.cluster-by=embedding |"
            + " 7dfcee362de6 89fb46d153e1 1a6e6876e19a"
            + " c555036ad493 d2d80bd4ae3a",
        "report.example-tracks=1 spark.partitions=7 recommend.rank=3 quarantine.max-fraction=1 |"
            + " 7dfcee362de6 89fb46d153e1 1a6e6876e19a"
            + " c555036ad493 fd2516cf9b89",
      })
  void hashesStayThoseOfTheCataloguesOfThisVersion(String overrides, String hashes) {
    Settings settings =
        SettingsReader.read(
            List.of(), overrides == null ? List.of() : List.of(overrides.split(" ")));

    assertThat(hashes(stage -> stage.of(settings))).isEqualTo(hashes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"audio.min-seconds=3", "audio.max-seconds=60", "audio.max-bytes=1048576"})
  void limitsChangeNoFingerprint(String override) {
    Settings settings = SettingsReader.read(List.of(), List.of(override));

    assertThat(hashes(stage -> stage.of(settings))).isEqualTo(hashes(stage -> stage.of(DEFAULTS)));
  }

  /** The extensions decide which files are listed; a run's state holds the songs themselves. */
  @Test
  void extensionsChangeNoFingerprint() {
    assertThat(changedBy("inventory.extensions=[mp3,wav,aif,aiff,au,flac,ogg,oga]")).isEmpty();
    assertThat(changedBy("inventory.extensions=[mp3]")).isEmpty();

    Settings mp3 = SettingsReader.read(List.of(), List.of("inventory.extensions=[mp3]"));

    assertThat(SettingsFingerprint.differences(SettingsRenderer.render(DEFAULTS), mp3))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("inventory.extensions: ")
        .endsWith(" -> [\"mp3\"] (only files of these kinds come or go)");
  }

  @ParameterizedTest
  @EnumSource
  void aRaisedVersionChangesItsStageAndTheLaterOnesThatUseIt(SettingsFingerprint raised) {
    Set<SettingsFingerprint> expected = EnumSet.range(raised, RESULTS);

    if (raised == FEATURES) {
      expected.remove(MODEL);
    }

    Set<SettingsFingerprint> changed =
        Arrays.stream(SettingsFingerprint.values())
            .filter(
                stage ->
                    !stage
                        .of(DEFAULTS, other -> other == raised ? 6 : 5)
                        .equals(stage.of(DEFAULTS, any -> 5)))
            .collect(Collectors.toSet());

    assertThat(changed).isEqualTo(expected);
  }

  @Test
  void versionsOfTwoStagesAreToldApart() {
    assertThat(RESULTS.of(DEFAULTS, stage -> stage == NEIGHBOURS ? 6 : 5))
        .isNotEqualTo(RESULTS.of(DEFAULTS, stage -> stage == MODEL ? 6 : 5))
        .isNotEqualTo(RESULTS.of(DEFAULTS, stage -> stage == NEIGHBOURS ? 7 : 5));
  }

  @Test
  void numbersThatDependOnASettingChangeTheirFingerprint() {
    assertThat(changedBy("features.n-mels=64")).containsExactly(FEATURES, MODEL, RESULTS);
    assertThat(changedBy("training.seed=1")).containsExactly(MODEL, RESULTS);
    assertThat(changedBy("neighbours.k=9")).containsExactly(NEIGHBOURS, RESULTS);
    assertThat(changedBy("neighbours.weights.rhythm=9")).containsExactly(NEIGHBOURS, MAP, RESULTS);
    assertThat(changedBy("map.perplexity=3")).containsExactly(MAP, RESULTS);
    assertThat(changedBy("map.k=5")).containsExactly(RESULTS);
  }

  @Test
  void parallelismChangesNoFingerprint() {
    assertThat(changedBy("spark.partitions=7")).isEmpty();
  }

  @Test
  void differencesSayWhatFollows() {
    String before = SettingsRenderer.render(DEFAULTS);
    Settings after =
        SettingsReader.read(
            List.of(),
            List.of("audio.max-seconds=60", "features.n-mels=64", "map.k=5", "spark.partitions=3"));

    assertThat(SettingsFingerprint.differences(before, after))
        .containsExactly(
            "audio.max-seconds: 14400 -> 60 (only songs between the two limits come or go)",
            "features.n-mels: 128 -> 64 (features and all later stages are computed again)",
            "map.k: 8 -> 5 (neighbours, map and report are computed again)");
    assertThat(SettingsFingerprint.differences(before, DEFAULTS)).isEmpty();
    assertThat(FEATURES.differences(DEFAULTS, after)).containsExactly("features.n-mels: 128 -> 64");
  }

  private static List<SettingsFingerprint> changedBy(String override) {
    Settings settings = SettingsReader.read(List.of(), List.of(override));
    return Arrays.stream(SettingsFingerprint.values())
        .filter(stage -> !stage.of(settings).equals(stage.of(DEFAULTS)))
        .toList();
  }

  private static String hashes(java.util.function.Function<SettingsFingerprint, String> hash) {
    return Arrays.stream(SettingsFingerprint.values()).map(hash).collect(Collectors.joining(" "));
  }
}

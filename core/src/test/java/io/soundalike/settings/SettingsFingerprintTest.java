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

  /** Computed by the build of commit 681b45b; catalogues have these in the names of folders. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        " | 384944ec8862 6b9e180d6357 39cf9cd58b64 40c7bb3f11b3 7ae6b23e063a",
        "features.n-mels=64 | 213ab5bf9369 5dbe0920a3ce 39cf9cd58b64 40c7bb3f11b3 7f35f200324f",
        "audio.channel=stereo audio.sample-rate-hz=30000 | edb7f937d3ef 53cc284c0860 39cf9cd58b64"
            + " 40c7bb3f11b3 c72cce1852c9",
        "audio.silence-dbfs=-60.5 audio.max-damaged-fraction=1 | 9edcc1de554b c03d8aa42dca"
            + " 39cf9cd58b64 40c7bb3f11b3 6d7fbc3f6d63",
        "training.learning-rate=0.00001 training.seed=3 | 384944ec8862 028c58b2b166 39cf9cd58b64"
            + " 40c7bb3f11b3 1add3cf6dadb",
        "model.channels=[4,4] model.pooling=mean-std training.contrast=0 | 384944ec8862"
            + " 41e56bbbc2e7 39cf9cd58b64 40c7bb3f11b3 d5fc24465f4c",
        "neighbours.weights.learned=2 neighbours.weights.timbre=0.25 | 384944ec8862 6b9e180d6357"
            + " 7c3fb2d44778 9e4703b59546 2c2115803058",
        "neighbours.distance=euclidean neighbours.k=9 | 384944ec8862 6b9e180d6357 7d1bad5b5e7c"
            + " f3c4f23bb393 929d2ad5e77e",
        "map.keep=0.25 map.beside=[] map.perplexity=3 | 384944ec8862 6b9e180d6357 39cf9cd58b64"
            + " 62f827b6830c c24688ca520d",
        "map.beside=[features,0123456789ab-cdef01] map.k=0 map.cluster-by=embedding | 384944ec8862"
            + " 6b9e180d6357 39cf9cd58b64 40c7bb3f11b3 320909ddfb31",
        "report.example-tracks=1 spark.partitions=7 recommend.rank=3 quarantine.max-fraction=1 |"
            + " 384944ec8862 6b9e180d6357 39cf9cd58b64 40c7bb3f11b3 10b622df594f",
      })
  void hashesStayThoseOfEarlierCatalogues(String overrides, String hashes) {
    Settings settings =
        SettingsReader.read(
            List.of(), overrides == null ? List.of() : List.of(overrides.split(" ")));

    assertThat(hashes(stage -> stage.of(settings, any -> 5))).isEqualTo(hashes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"audio.min-seconds=3", "audio.max-seconds=60", "audio.max-bytes=1048576"})
  void limitsChangeNoFingerprint(String override) {
    Settings settings = SettingsReader.read(List.of(), List.of(override));

    assertThat(hashes(stage -> stage.of(settings))).isEqualTo(hashes(stage -> stage.of(DEFAULTS)));
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

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
        " |" + " 7dfcee362de6 b9d940ca3bda a4abdd728224" + " 1adbc108c3ef df5c60b55a79",
        "features.n-mels=64 |"
            + " 32c935f5addc 0ae16d753cfd a4abdd728224"
            + " 1adbc108c3ef e3cbf6e12d41",
        "audio.channel=stereo audio.sample-rate-hz=30000 |"
            + " 52b489bc7a5e 6152b36f29ff a4abdd728224"
            + " 1adbc108c3ef a72ecd51fb76",
        "audio.silence-dbfs=-60.5 audio.max-damaged-fraction=1 |"
            + " c9c9d840bd43 664fadeaac93 a4abdd728224"
            + " 1adbc108c3ef 1ed3e5e5b102",
        "training.learning-rate=0.00001 training.seed=3 |"
            + " 7dfcee362de6 3c3bb34bb8ef a4abdd728224"
            + " 1adbc108c3ef 64a6668dc8f8",
        "model.channels=[4,4] model.pooling=mean-std training.contrast=0 |"
            + " 7dfcee362de6 ae1027fcba77 a4abdd728224"
            + " 1adbc108c3ef f9b7671a71eb",
        "neighbours.weights.learned=2 neighbours.weights.timbre=0.25 |"
            + " 7dfcee362de6 b9d940ca3bda 850320eac7df"
            + " c4206a1aaaa8 7f71c9171c2a",
        "neighbours.distance=euclidean neighbours.k=9 |"
            + " 7dfcee362de6 b9d940ca3bda 4fa59cb189c0"
            + " c5c0f5ad41f7 b8c4bdb2afa7",
        "map.keep=0.25 map.beside=[] map.perplexity=3 |"
            + " 7dfcee362de6 b9d940ca3bda a4abdd728224"
            + " 15d9dd08734d f5e4d7d68bd0",
        "map.beside=[features,0123456789ab-cdef01] map.k=0 map.cluster-by=embedding |"
            + " 7dfcee362de6 b9d940ca3bda a4abdd728224"
            + " 1adbc108c3ef 137279d7cfa1",
        "report.example-tracks=1 spark.partitions=7 recommend.rank=3 quarantine.max-fraction=1 |"
            + " 7dfcee362de6 b9d940ca3bda a4abdd728224"
            + " 1adbc108c3ef 02b79e696f39",
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

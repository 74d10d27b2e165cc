package io.soundalike.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsFingerprintTest {

  private static final Settings DEFAULTS = SettingsReader.defaults();

  @Test
  void numbersThatDependOnASettingChangeTheirFingerprint() {
    Settings mels = with("features.n-mels=64");
    Settings seed = with("training.seed=1");
    Settings clusters = with("map.k=5");

    for (SettingsFingerprint stage :
        List.of(
            SettingsFingerprint.FEATURES, SettingsFingerprint.MODEL, SettingsFingerprint.RESULTS)) {
      assertThat(stage.of(mels)).isNotEqualTo(stage.of(DEFAULTS));
    }

    assertThat(SettingsFingerprint.FEATURES.of(seed))
        .isEqualTo(SettingsFingerprint.FEATURES.of(DEFAULTS));
    assertThat(SettingsFingerprint.MODEL.of(seed))
        .isNotEqualTo(SettingsFingerprint.MODEL.of(DEFAULTS));
    assertThat(SettingsFingerprint.MODEL.of(clusters))
        .isEqualTo(SettingsFingerprint.MODEL.of(DEFAULTS));
    // Clusters move no song, nor do they change who is near; perplexity and weights do.
    assertThat(SettingsFingerprint.MAP.of(clusters))
        .isEqualTo(SettingsFingerprint.MAP.of(DEFAULTS));
    assertThat(SettingsFingerprint.MAP.of(with("map.perplexity=3")))
        .isNotEqualTo(SettingsFingerprint.MAP.of(DEFAULTS));
    assertThat(SettingsFingerprint.MAP.of(with("neighbours.weights.rhythm=9")))
        .isNotEqualTo(SettingsFingerprint.MAP.of(DEFAULTS));
    assertThat(SettingsFingerprint.MAP.of(with("neighbours.k=9")))
        .isEqualTo(SettingsFingerprint.MAP.of(DEFAULTS));
    assertThat(SettingsFingerprint.NEIGHBOURS.of(with("neighbours.k=9")))
        .isNotEqualTo(SettingsFingerprint.NEIGHBOURS.of(DEFAULTS));
    assertThat(SettingsFingerprint.NEIGHBOURS.of(clusters))
        .isEqualTo(SettingsFingerprint.NEIGHBOURS.of(DEFAULTS));
    assertThat(SettingsFingerprint.RESULTS.of(clusters))
        .isNotEqualTo(SettingsFingerprint.RESULTS.of(DEFAULTS));
  }

  @Test
  void parallelismChangesNoFingerprint() {
    for (SettingsFingerprint stage : SettingsFingerprint.values()) {
      assertThat(stage.of(with("spark.partitions=7"))).isEqualTo(stage.of(DEFAULTS));
    }
  }

  @Test
  void differencesSayWhatFollows() {
    String before = SettingsReader.render(DEFAULTS);
    Settings after =
        SettingsReader.read(
            List.of(), List.of("features.n-mels=64", "map.k=5", "spark.partitions=3"));

    assertThat(SettingsFingerprint.differences(before, after))
        .containsExactly(
            "features.n-mels: 128 -> 64 (features and all that follows anew)",
            "map.k: 8 -> 5 (neighbours, map and report anew)");
    assertThat(SettingsFingerprint.differences(before, DEFAULTS)).isEmpty();
  }

  private static Settings with(String override) {
    return SettingsReader.read(List.of(), List.of(override));
  }
}

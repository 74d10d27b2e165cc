package io.soundalike.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UnitsTest {

  @Test
  void timesAreReadInSeconds() {
    assertThat(Units.seconds("--max-duration", "4h")).isEqualTo(14400);
    assertThat(Units.seconds("--max-duration", "1.5 m")).isEqualTo(90);
    assertThat(Units.seconds("--time-limit", "600")).isEqualTo(600);
    assertThat(Units.seconds("--max-duration", null)).isNull();
    assertThatThrownBy(() -> Units.seconds("--time-limit", "5.5.5"))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage("--time-limit: expected a time such as 90m or 4h, got '5.5.5'");
  }

  @Test
  void sizesAreReadInBytes() {
    assertThat(Units.bytes("--max-file-size", "512MiB")).isEqualTo(536_870_912);
    assertThat(Units.bytes("--max-file-size", "200MB")).isEqualTo(200_000_000);
    assertThat(Units.bytes("--max-file-size", null)).isNull();
    assertThatThrownBy(() -> Units.bytes("--max-file-size", "much"))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage("--max-file-size: expected a size such as 200MB or 1GiB, got 'much'");
  }
}

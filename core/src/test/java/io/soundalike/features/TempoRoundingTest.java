package io.soundalike.features;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TempoRoundingTest {

  @Test
  void aTempoHasOneDecimal() {
    assertThat(Tempo.rounded(95.703125)).isEqualTo(95.7);
    assertThat(Tempo.rounded(96.46)).isEqualTo(96.5);
    assertThat(Tempo.rounded(0)).isZero();
    assertThat(String.valueOf(Tempo.rounded(117.453835227))).isEqualTo("117.5");
  }
}

package io.soundalike.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DecibelsTest {

  @Test
  void powerBecomesDecibels() {
    assertThat(Decibels.ofPower(1)).isZero();
    assertThat(Decibels.ofPower(100)).isCloseTo(20, within(1e-12));
    assertThat(Decibels.ofPower(0)).isCloseTo(-100, within(1e-12));
  }

  @Test
  void bytesKeepEightBits() {
    assertThat(Decibels.toByte(-3, -3, 80)).isEqualTo((byte) 255);
    assertThat(Decibels.toByte(-83, -3, 80)).isZero();
    assertThat(Decibels.toByte(-200, -3, 80)).isZero();

    for (double db = -80; db <= 0; db += 0.37) {
      float unit = Decibels.toUnit(Decibels.toByte(db, 0, 80));
      assertThat(unit * 80 - 80).isCloseTo((float) db, within(80f / 255 / 2 + 1e-4f));
    }
  }
}

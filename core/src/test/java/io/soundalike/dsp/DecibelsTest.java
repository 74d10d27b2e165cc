package io.soundalike.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DecibelsTest {

  @Test
  void powerIsConvertedToDecibels() {
    assertThat(Decibels.powerToDb(1)).isZero();
    assertThat(Decibels.powerToDb(100)).isEqualTo(20f);
    assertThat(Decibels.powerToDb(0)).isEqualTo(-100f);
    assertThat(Decibels.powerToDb(-1)).isEqualTo(-100f);
  }

  @Test
  void fastLogarithmAgreesWithMath() {
    Random random = new Random(5);

    for (int i = 0; i < 100_000; i++) {
      float power = (float) Math.pow(10, 20 * random.nextDouble() - 10);

      // One unit in the last place of a float of this size.
      assertThat((double) Decibels.powerToDb(power))
          .isCloseTo(10 * Math.log10(power), within((double) Math.ulp(100f)));
    }
  }

  @Test
  void bytesKeepLevelsWithinHalfAStep() {
    assertThat(Decibels.toByte(-3, -3, 80)).isEqualTo((byte) 255);
    assertThat(Decibels.toByte(-83, -3, 80)).isZero();
    assertThat(Decibels.toByte(-200, -3, 80)).isZero();

    for (double db = -80; db <= 0; db += 0.37) {
      float unit = Decibels.toUnit(Decibels.toByte(db, 0, 80));
      assertThat(unit * 80 - 80).isCloseTo((float) db, within(80f / 255 / 2 + 1e-4f));
    }
  }
}

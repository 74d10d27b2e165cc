package io.soundalike.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.Golden;
import org.junit.jupiter.api.Test;

class MelFilterBankTest {

  @Test
  void scaleIsLinearBelow1000HzAndLogarithmicAbove() {
    assertThat(MelFilterBank.hzToMel(1000)).isCloseTo(15, within(1e-9));
    assertThat(MelFilterBank.hzToMel(3000)).isCloseTo(30.97940199, within(1e-8));
    assertThat(MelFilterBank.melToHz(MelFilterBank.hzToMel(440))).isCloseTo(440, within(1e-9));
    assertThat(MelFilterBank.melToHz(MelFilterBank.hzToMel(7000))).isCloseTo(7000, within(1e-9));
  }

  @Test
  void weightsAgreeWithLibrosa() {
    MelFilterBank filters = new MelFilterBank(22050, 2048, 512, 0, 8192);

    float[] golden = Golden.floats("mel_filterbank_512_8192.f32");
    float largest = 0;

    for (int i = 0; i < golden.length; i++) {
      largest = Math.max(largest, golden[i]);
    }

    for (int m = 0; m < 512; m += 16) {
      float[] row = filters.row(m, 1025);

      for (int k = 0; k < 1025; k++) {
        assertThat(row[k])
            .as("filter %s, bin %s", m, k)
            .isCloseTo(golden[m / 16 * 1025 + k], within(1e-6f * largest));
      }
    }
  }

  @Test
  void silenceHasNoEnergy() {
    float[] mel = new float[128];
    new MelFilterBank(22050, 2048, 128, 0, 11025).apply(new float[1025], mel);

    assertThat(mel).containsOnly(0);
  }

  @Test
  void filtersAboveHalfTheSampleRateAreRejected() {
    assertThatThrownBy(() -> new MelFilterBank(22050, 2048, 128, 0, 12000))
        .hasMessageContaining("fMax <= 11025.0 Hz, got 0.0 and 12000.0");
  }
}

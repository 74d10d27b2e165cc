package io.soundalike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PatchStatisticsTest {

  private static final int BANDS = 32;
  private static final int COLUMNS = 16;

  private final PatchStatistics statistics = new PatchStatistics(BANDS, COLUMNS);

  @Test
  void constantPatchHasNoStatistics() {
    float[] patch = new float[BANDS * COLUMNS];
    Arrays.fill(patch, 0.5f);

    assertThat(statistics.compute(patch))
        .hasSize(PatchStatistics.size(BANDS))
        .hasSize(59 + 64 + 16)
        .containsOnly(new float[] {0}, within(1e-6f));
  }

  @Test
  void anotherLevelChangesNothing() {
    float[] patch = random(0.1f);
    float[] louder = patch.clone();

    for (int i = 0; i < louder.length; i++) {
      louder[i] += 0.3f;
    }

    assertThat(statistics.compute(louder))
        .containsExactly(statistics.compute(patch), within(1e-5f));
  }

  @Test
  void eachStatisticIsWhereItIsDocumented() {
    float[] patch = new float[BANDS * COLUMNS];

    for (int t = 0; t < COLUMNS; t++) {
      patch[5 * COLUMNS + t] = t % 2; // band 5 alternates between 0 and 1
    }

    float[] found = statistics.compute(patch);
    double basis = Math.sqrt(2.0 / BANDS) * Math.cos(Math.PI * 5.5 / BANDS); // MFCC 1 of band 5

    assertThat((double) found[0]).as("mean of MFCC 1").isCloseTo(basis / 2, within(1e-6));
    assertThat((double) found[19])
        .as("deviation of MFCC 0")
        .isCloseTo(Math.sqrt(1.0 / BANDS) / 2, within(1e-6));
    assertThat((double) found[20]).as("deviation of MFCC 1").isCloseTo(basis / 2, within(1e-6));
    // Differences alternate between 1 and -1, eight of one sign and seven of the other.
    assertThat((double) found[40])
        .as("deviation of MFCC 1's differences")
        .isCloseTo(basis * Math.sqrt(1 - 1.0 / 225), within(1e-6));
    assertThat(found[59 + 5]).as("mean of band 5").isCloseTo(0.5f - 0.5f / 32, within(1e-6f));
    assertThat(found[59 + 6]).as("mean of band 6").isCloseTo(-0.5f / 32, within(1e-6f));
    assertThat(found[59 + 32 + 5]).as("deviation of band 5").isCloseTo(0.5f, within(1e-6f));
    assertThat(found[59 + 32 + 6]).as("deviation of band 6").isZero();
    // Band 5 is in the second range of four bands: one band is its largest fifth.
    assertThat(found[123 + 1]).as("mean contrast").isCloseTo(0.5f, within(1e-6f));
    assertThat(found[123]).as("contrast of the range without it").isZero();
    assertThat(found[131 + 1]).as("deviation of the contrast").isCloseTo(0.5f, within(1e-6f));
  }

  @Test
  void fewBandsHaveFewerStatistics() {
    int size = PatchStatistics.size(8);

    assertThat(size).isEqualTo(23 + 16 + 4);
    assertThat(new PatchStatistics(8, 1).compute(new float[8])).hasSize(size).containsOnly(0);
  }

  private static float[] random(float from) {
    Random random = new Random(1);
    float[] patch = new float[BANDS * COLUMNS];

    for (int i = 0; i < patch.length; i++) {
      patch[i] = from + 0.5f * random.nextFloat();
    }

    return patch;
  }
}

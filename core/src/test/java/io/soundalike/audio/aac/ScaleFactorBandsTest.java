package io.soundalike.audio.aac;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleFactorBandsTest {

  /** Numbers of bands of the standard's tables: long and short windows, frames of 1024 and 960. */
  @ParameterizedTest
  @CsvSource({
    "0, 41, 12, 40", "1, 41, 12, 40", "2, 47, 12, 46", "3, 49, 14, 49", "4, 49, 14, 49",
    "5, 51, 14, 49", "6, 47, 15, 46", "7, 47, 15, 46", "8, 43, 15, 42", "9, 43, 15, 42",
    "10, 43, 15, 42", "11, 40, 15, 40", "12, 40, 15, 40"
  })
  void bandsCoverTheWindow(int rateIndex, int longBands, int shortBands, int bandsOf960) {
    ScaleFactorBands bands = new ScaleFactorBands(rateIndex, 1024);
    ScaleFactorBands bands960 = new ScaleFactorBands(rateIndex, 960);

    assertBounds(bands.bounds(false), longBands, 1024);
    assertBounds(bands.bounds(true), shortBands, 128);
    assertBounds(bands960.bounds(false), bandsOf960, 960);
    assertBounds(bands960.bounds(true), shortBands, 120);
    assertThat(bands.shapedBands(false)).isLessThanOrEqualTo(longBands);
    assertThat(bands.shapedBands(true)).isLessThanOrEqualTo(shortBands);
    assertThat(8 * shortBands).isLessThanOrEqualTo(ScaleFactorBands.MAX_BANDS);
  }

  private static void assertBounds(int[] bounds, int bands, int end) {
    assertThat(bounds).hasSize(bands + 1).startsWith(0).endsWith(end);

    for (int band = 0; band < bands; band++) {
      assertThat(bounds[band + 1] - bounds[band])
          .isPositive()
          .isEqualTo(4 * ((bounds[band + 1] - bounds[band]) / 4));
    }
  }
}

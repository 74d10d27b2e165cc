package io.soundalike.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HarmonyDistanceTest {

  private static final int SONGS = 12;

  /** Two more songs than are compared, as a reference may have. */
  private final HarmonyDistance distance =
      new HarmonyDistance(harmonies(SONGS + 2), SONGS, IntStream.range(0, SONGS + 2).toArray());

  @Test
  void boundsAreBelowTheDistancesAndClose() {
    float[][] bounds = distance.lowerBounds(3, 9);

    assertThat(bounds).hasDimensions(6, SONGS);

    for (int i = 3; i < 9; i++) {
      for (int j = 0; j < SONGS; j++) {
        assertThat((double) bounds[i - 3][j]).isLessThanOrEqualTo(distance.between(i, j));
        assertThat((double) bounds[i - 3][j]).isCloseTo(distance.between(i, j), within(1e-3));
      }
    }
  }

  @Test
  void distanceIsSymmetricAndZeroForASongAndItself() {
    for (int i = 0; i < SONGS + 2; i++) {
      assertThat(distance.between(i, i)).isZero();

      for (int j = 0; j < i; j++) {
        assertThat(distance.between(i, j)).isEqualTo(distance.between(j, i)).isBetween(0.1, 2.0);
      }
    }
  }

  @Test
  void whiteningAddsTheMeanVarianceToEachVariance() {
    Whitening whitening = Whitening.fit(new float[][] {{6, 3}, {4, 3}, {5, 3.1f}, {5, 2.9f}});
    float[] whitened = whitening.apply(new float[] {6, 4});
    // Variances .5 and .005, each plus their mean .2525.
    double first = 1 / Math.sqrt(0.7525);
    double second = 1 / Math.sqrt(0.2575);
    double length = Math.hypot(first, second);

    // The smaller variance comes first; signs are arbitrary.
    assertThat((double) Math.abs(whitened[0])).isCloseTo(second / length, within(1e-4));
    assertThat((double) Math.abs(whitened[1])).isCloseTo(first / length, within(1e-4));
    assertThat(whitening.apply(new float[] {5, 3}))
        .containsExactly(new float[] {0, 0}, within(1e-6f));
  }

  private static List<float[]> harmonies(int songs) {
    Random random = new Random(7);
    List<float[]> harmonies = new ArrayList<>();

    for (int song = 0; song < songs; song++) {
      float[] harmony = new float[900];

      for (int f = 0; f < harmony.length; f++) {
        harmony[f] = random.nextFloat();
      }

      harmonies.add(harmony);
    }

    return harmonies;
  }
}

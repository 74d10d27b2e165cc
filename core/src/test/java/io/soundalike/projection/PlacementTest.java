package io.soundalike.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PlacementTest {

  @Test
  void aPointComesToLieAmongItsNeighbours() {
    double[][] places = {{0, 0}, {2, 0}, {0, 2}, {2, 2}};

    assertThat(Placement.of(new double[] {1, 1, 1, 1}, places))
        .containsExactly(new double[] {1, 1}, within(1e-3));
    assertThat(Placement.of(new double[] {3}, new double[][] {{4, 5}})).containsExactly(4, 5);
  }

  @Test
  void ofTwoGroupsItGoesToTheLarger() {
    double[][] places = {{0, 0}, {0.1, 0}, {0, 0.1}, {100, 0}, {100, 0.1}};
    double[] at = Placement.of(new double[] {1, 1, 1, 1, 1}, places);

    // The mean would be 40 away from everything.
    assertThat(Math.hypot(at[0], at[1])).isLessThan(0.5);
  }

  @Test
  void theNearestCountMost() {
    double[] squared = new double[15];
    double[][] places = new double[15][2];

    for (int k = 0; k < 15; k++) {
      squared[k] = k < 6 ? 1 : 50;
      places[k][0] = k < 6 ? 7 + 0.01 * k : -30;
    }

    assertThat(Placement.of(squared, places)[0]).isCloseTo(7, within(0.1));
  }

  @Test
  void neighboursInOnePlaceAreNoDivisionByNothing() {
    double[] at =
        Placement.of(
            new double[6], new double[][] {{1, 2}, {1, 2}, {1, 2}, {1, 2}, {1, 2}, {1, 2}});

    assertThat(at).containsExactly(new double[] {1, 2}, within(1e-12));
  }
}

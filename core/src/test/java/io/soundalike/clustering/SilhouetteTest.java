package io.soundalike.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Expected values: {@code silhouette_score(points, clusters)} of scikit-learn 1.9.1 for the points
 * of {@link #points}, which are written so that Python computes the same ones.
 */
class SilhouetteTest {

  private static final double OF_60_POINTS = 0.6418077572299876;
  private static final double WITH_A_CLUSTER_OF_ONE = 0.3654889387166095;

  @Test
  void agreesWithScikitLearn() {
    assertThat(Silhouette.mean(points(60, 0), thirds(60))).isCloseTo(OF_60_POINTS, within(1e-12));
  }

  @Test
  void doesNotDependOnTheDistanceFromTheOrigin() {
    assertThat(Silhouette.mean(points(60, 1e6), thirds(60))).isCloseTo(OF_60_POINTS, within(1e-8));
  }

  @Test
  void theOnlyPointOfAClusterCountsAsZero() {
    int[] clusters = thirds(60);
    clusters[59] = 3;

    assertThat(Silhouette.mean(points(60, 0), clusters))
        .isCloseTo(WITH_A_CLUSTER_OF_ONE, within(1e-12));
  }

  @Test
  void emptyClustersAreLeftOut() {
    int[] clusters = Arrays.stream(thirds(60)).map(c -> 2 * c + 1).toArray();

    assertThat(Silhouette.mean(points(60, 0), clusters)).isCloseTo(OF_60_POINTS, within(1e-12));
  }

  @Test
  void aSampleStandsForManyPoints() {
    int count = 2 * Silhouette.MAX_POINTS + 7;

    // The points repeat after 3 * 11 * 13 = 429, and the sample takes every second one.
    assertThat(Silhouette.mean(points(count, 0), thirds(count)))
        .isCloseTo(Silhouette.mean(points(429 * 4, 0), thirds(429 * 4)), within(2e-3));
  }

  @Test
  void equalPointsInTwoClustersHaveNone() {
    assertThat(Silhouette.mean(new double[4][2], new int[] {0, 0, 1, 1})).isZero();
  }

  @Test
  void oneClusterHasNoSilhouette() {
    assertThat(Silhouette.mean(points(9, 0), new int[9])).isNaN();
    assertThat(Silhouette.mean(new double[0][], new int[0])).isNaN();
  }

  @Test
  void pointsWithoutAClusterAreRefused() {
    assertThatThrownBy(() -> Silhouette.mean(points(9, 0), new int[8]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("9 points, but clusters of 8");
  }

  private static int[] thirds(int count) {
    int[] clusters = new int[count];
    Arrays.setAll(clusters, i -> i % 3);
    return clusters;
  }

  private static double[][] points(int count, double offset) {
    double[][] points = new double[count][];

    for (int i = 0; i < count; i++) {
      int c = i % 3;
      points[i] =
          new double[] {
            offset + 5 * c + (i * 37 % 11) / 11.0 * (2 + 2 * c),
            offset - 3 * c + (i * 53 % 13) / 13.0 * 4
          };
    }

    return points;
  }
}

package io.soundalike.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TsneTest {

  @Test
  void groupsStayTogether() {
    int groups = 4;
    int each = 10;
    float[] squared = squaredDistances(groups(groups, each));
    Tsne.Result map = Tsne.project(squared, groups * each, options(5));

    for (int i = 0; i < groups * each; i++) {
      int nearest = -1;

      for (int j = 0; j < groups * each; j++) {
        if (j != i && (nearest < 0 || distance(map, i, j) < distance(map, i, nearest))) {
          nearest = j;
        }
      }

      assertThat(nearest / each).as("group of the point nearest to %s", i).isEqualTo(i / each);
    }

    assertThat(map.divergence()).isBetween(0.0, 0.6);
  }

  @Test
  void noPointOfASmallMapIsThrownOut() {
    // Steps that suit thousands of points once flung single ones of 28 so far that nothing pulled
    // them back.
    Tsne.Result map = Tsne.project(squaredDistances(groups(7, 4)), 28, options(2));

    assertThat(map.divergence()).isLessThan(0.15);

    for (double[] point : map.points()) {
      assertThat(Math.hypot(point[0], point[1])).isLessThan(100);
    }
  }

  @Test
  void mapsRepeat() {
    float[] squared = squaredDistances(groups(3, 10));

    assertThat(Tsne.project(squared, 30, options(5)).points())
        .isDeepEqualTo(Tsne.project(squared, 30, options(5)).points());
  }

  @Test
  void affinitiesHaveThePerplexityThatWasAskedFor() {
    int n = 30;
    float[] squared = squaredDistances(groups(1, n));
    float[] joint = Tsne.affinities(squared, n, 5);
    double sum = 0;

    for (int i = 0; i < n; i++) {
      assertThat(joint[i * n + i]).isZero();

      for (int j = 0; j < n; j++) {
        sum += joint[i * n + j];
        assertThat(joint[i * n + j]).isEqualTo(joint[j * n + i]);
      }
    }

    assertThat(sum).isCloseTo(1, within(1e-5));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 8})
  void smallCataloguesHaveAMap(int n) {
    Tsne.Result map =
        Tsne.project(squaredDistances(groups(1, n)), n, options(Tsne.Options.perplexityFor(n)));

    assertThat(map.points()).hasDimensions(n, n == 0 ? 0 : 2);

    for (double[] point : map.points()) {
      assertThat(point).doesNotContain(Double.NaN);
    }
  }

  @Test
  void equalSongsHaveAMap() {
    Tsne.Result map = Tsne.project(new float[12 * 12], 12, options(2));

    for (double[] point : map.points()) {
      assertThat(point).doesNotContain(Double.NaN);
    }
  }

  @Test
  void perplexityBeyondTheCatalogueIsRefused() {
    assertThatThrownBy(() -> Tsne.project(new float[28 * 28], 28, options(30)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("perplexity 30.0 needs more than 91 points, got 28");
  }

  @Test
  void perplexityFollowsTheCatalogue() {
    assertThat(Tsne.Options.perplexityFor(28)).isEqualTo(2);
    assertThat(Tsne.Options.perplexityFor(140)).isEqualTo(10);
    assertThat(Tsne.Options.perplexityFor(100_000)).isEqualTo(30);
  }

  @Test
  void theStartIsThePlaneOfLargestVariance() {
    double[][] flat = {{-4, 1}, {-2, -1}, {2, -1}, {4, 1}};
    double[] plane = ClassicalScaling.plane(squaredDistances(flat), 4, 1);
    double scale = plane[6] / 4;

    for (int i = 0; i < 4; i++) {
      assertThat(plane[2 * i]).isCloseTo(scale * flat[i][0], within(1e-6 * Math.abs(scale)));
      assertThat(Math.abs(plane[2 * i + 1]))
          .isCloseTo(Math.abs(scale), within(1e-6 * Math.abs(scale)));
    }
  }

  private static Tsne.Options options(double perplexity) {
    return new Tsne.Options(perplexity, 0, 1000, 300, 12, 14);
  }

  private static double[][] groups(int groups, int each) {
    Random random = new Random(3);
    double[][] points = new double[groups * each][10];

    for (int i = 0; i < points.length; i++) {
      for (int d = 0; d < 10; d++) {
        points[i][d] = random.nextGaussian() + (d == i / each ? 12 : 0);
      }
    }

    return points;
  }

  private static float[] squaredDistances(double[][] points) {
    int n = points.length;
    float[] squared = new float[n * n];

    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int d = 0; d < points[i].length; d++) {
          squared[i * n + j] += (float) Math.pow(points[i][d] - points[j][d], 2);
        }
      }
    }

    return squared;
  }

  private static double distance(Tsne.Result map, int i, int j) {
    return Math.hypot(
        map.points()[i][0] - map.points()[j][0], map.points()[i][1] - map.points()[j][1]);
  }
}

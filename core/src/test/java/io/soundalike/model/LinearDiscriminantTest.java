package io.soundalike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Expected values: {@code reference/linear_discriminant.py}. */
class LinearDiscriminantTest {

  private static final int CLASSES = 6;
  private static final int VECTORS = 5;
  private static final int DIMENSIONS = 5;

  @Test
  void projectionsAgreeWithScipy() {
    LinearDiscriminant discriminant = LinearDiscriminant.fit(scatter(0, CLASSES), 3);

    assertThat(discriminant.components()).isEqualTo(3);
    // In 30 binary places; eigenvalues of 878 and 633 magnify that.
    assertThat(discriminant.project(mean(2)))
        .containsExactly(new float[] {-41.062849f, 20.90618f, -3.1194796f}, within(2e-3f));
  }

  @Test
  void aConstantDimensionDoesNotCount() {
    LinearDiscriminant discriminant = LinearDiscriminant.fit(scatter(0, CLASSES), 3);
    float[] changed = mean(2);
    changed[DIMENSIONS - 1] = 77;

    assertThat(discriminant.project(changed)).containsExactly(discriminant.project(mean(2)));
  }

  @Test
  void theScatterDoesNotDependOnOrderAndGrouping() {
    ClassScatter grouped = scatter(4, CLASSES).addAll(scatter(0, 2).addAll(scatter(2, 4)));

    assertThat(LinearDiscriminant.fit(grouped, 3).weights())
        .containsExactly(LinearDiscriminant.fit(scatter(0, CLASSES), 3).weights());
  }

  @Test
  void thereAreFewerComponentsThanClassesButOne() {
    assertThat(LinearDiscriminant.fit(scatter(0, 3), 4).components()).isEqualTo(2);
    assertThat(LinearDiscriminant.fit(scatter(0, CLASSES), 99).components()).isEqualTo(5);
    assertThat(LinearDiscriminant.fit(scatter(0, 1), 4).components()).isEqualTo(1);
  }

  @Test
  void classesOfOneVectorEachAreToldApart() {
    ClassScatter scatter = new ClassScatter(2);

    for (float value : new float[] {0, 1, 5}) {
      scatter.add(new float[][] {{value, 3}});
    }

    LinearDiscriminant discriminant = LinearDiscriminant.fit(scatter, 1);
    float low = discriminant.project(new float[] {0, 3})[0];
    float high = discriminant.project(new float[] {5, 3})[0];

    assertThat(high - low).isGreaterThan(1);
    assertThat(discriminant.project(new float[] {2, 3})[0]).isCloseTo(0, within(1e-3f));
  }

  @Test
  void whatVariesWithinClassesIsScaledDown() {
    Random random = new Random(3);
    ClassScatter scatter = new ClassScatter(2);

    for (int c = 0; c < 40; c++) {
      float[] centre = {(float) random.nextGaussian(), (float) random.nextGaussian()};
      float[][] vectors = new float[30][];

      for (int v = 0; v < vectors.length; v++) {
        // The second dimension varies twenty times as much within a class.
        vectors[v] =
            new float[] {
              centre[0] + .1f * (float) random.nextGaussian(),
              centre[1] + 2 * (float) random.nextGaussian()
            };
      }

      scatter.add(vectors);
    }

    LinearDiscriminant discriminant = LinearDiscriminant.fit(scatter, 1);
    float base = discriminant.project(new float[] {0, 0})[0];
    float first = Math.abs(discriminant.project(new float[] {1, 0})[0] - base);
    float second = Math.abs(discriminant.project(new float[] {0, 1})[0] - base);

    assertThat(first).isGreaterThan(20 * second);
  }

  @Test
  void tooManyClassesAreRefused() {
    ClassScatter scatter = new ClassScatter(1);

    for (int c = 0; c < ClassScatter.MAX_CLASSES; c++) {
      scatter.add(new float[][] {{c}});
    }

    assertThatThrownBy(() -> scatter.add(new float[][] {{1}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("classes: expected at most 5000, got 5001");
  }

  private static ClassScatter scatter(int from, int to) {
    ClassScatter scatter = new ClassScatter(DIMENSIONS);

    for (int c = from; c < to; c++) {
      scatter.add(vectors(c));
    }

    return scatter;
  }

  private static float[][] vectors(int c) {
    float[][] vectors = new float[VECTORS][DIMENSIONS];

    for (int v = 0; v < VECTORS; v++) {
      for (int d = 0; d < DIMENSIONS - 1; d++) {
        vectors[v][d] =
            (float) (Math.sin(1.3 * c * (d + 1) + .1 * d) + .3 * Math.cos(2.1 * v * (d + 1) + c));
      }

      vectors[v][DIMENSIONS - 1] = .5f;
    }

    return vectors;
  }

  private static float[] mean(int c) {
    float[] mean = new float[DIMENSIONS];

    for (float[] vector : vectors(c)) {
      for (int d = 0; d < DIMENSIONS; d++) {
        mean[d] += vector[d] / VECTORS;
      }
    }

    return mean;
  }
}

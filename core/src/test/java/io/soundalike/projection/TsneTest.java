package io.soundalike.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.soundalike.math.IntList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
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
  void smallMapsHaveNoFarPoints() {
    // A learning rate for thousands of points once threw single points of 28 so far out that
    // nothing
    // attracted them any more.
    Tsne.Result map = Tsne.project(squaredDistances(groups(7, 4)), 28, options(2));

    assertThat(map.divergence()).isLessThan(0.15);

    for (double[] point : map.points()) {
      assertThat(Math.hypot(point[0], point[1])).isLessThan(100);
    }
  }

  @Test
  void equalInputsGiveEqualMaps() {
    float[] squared = squaredDistances(groups(3, 10));

    assertThat(Tsne.project(squared, 30, options(5)).points())
        .isDeepEqualTo(Tsne.project(squared, 30, options(5)).points());
  }

  @Test
  void jointProbabilitiesAreSymmetricAndSumToOne() {
    int n = 30;
    float[] squared = squaredDistances(groups(1, n));
    float[] joint = Affinities.compute(squared, n, 5);
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
  void tooHighPerplexityIsRefused() {
    assertThatThrownBy(() -> Tsne.project(new float[28 * 28], 28, options(30)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("perplexity 30.0 needs more than 91 points, got 28");
  }

  @Test
  void defaultPerplexityGrowsWithTheCatalogue() {
    assertThat(Tsne.Options.perplexityFor(12)).isEqualTo(2);
    assertThat(Tsne.Options.perplexityFor(60)).isEqualTo(10);
    assertThat(Tsne.Options.perplexityFor(100_000)).isEqualTo(30);
  }

  @Test
  void classicalScalingGivesThePlaneOfLargestVariance() {
    double[][] flat = {{-4, 1}, {-2, -1}, {2, -1}, {4, 1}};
    double[] plane = ClassicalScaling.project(squaredDistances(flat), 4, 1);
    double scale = plane[6] / 4;

    for (int i = 0; i < 4; i++) {
      assertThat(plane[2 * i]).isCloseTo(scale * flat[i][0], within(1e-6 * Math.abs(scale)));
      assertThat(Math.abs(plane[2 * i + 1]))
          .isCloseTo(Math.abs(scale), within(1e-6 * Math.abs(scale)));
    }
  }

  @Test
  void approximatedMapsAreAsGoodAsExactOnes() {
    double[][] points = groups(6, 80);
    float[] squared = squaredDistances(points);
    int n = points.length;
    Tsne.Result exact = Tsne.project(squared, n, options(20));
    NeighbourGraph graph = graph(squared, n, 60);
    Tsne.Result byTree = Tsne.project(graph, ClassicalScaling.project(squared, n, 14), options(20));
    // Both divergences leave out pairs beyond the nearest 60. The two descents end in different
    // minima, up to 2 % apart; the far-field approximation costs up to 1 %.
    double[] map = Arrays.stream(exact.points()).flatMapToDouble(Arrays::stream).toArray();

    try (SpinWaitPool pool = new SpinWaitPool(n)) {
      double wanted =
          new BarnesHutGradientModel(SparseAffinities.compute(graph, 20), pool).divergence(map);
      assertThat(byTree.divergence()).isCloseTo(wanted, withinPercentage(4));
    }
  }

  @Test
  void mapsDoNotDependOnThreads() throws Exception {
    double[][] points = groups(4, 50);
    NeighbourGraph graph = graph(squaredDistances(points), 200, 30);
    List<double[][]> maps = new ArrayList<>();

    for (int threads : new int[] {1, 4}) {
      ForkJoinPool pool = new ForkJoinPool(threads);
      maps.add(pool.submit(() -> Tsne.project(graph, plane(points), options(10)).points()).get());
      pool.shutdown();
    }

    assertThat(maps.get(0)).isDeepEqualTo(maps.get(1));
  }

  @Test
  void sparseProbabilitiesWithAllNeighboursAreTheDenseOnes() {
    int n = 40;
    float[] squared = squaredDistances(groups(2, 20));
    float[] dense = Affinities.compute(squared, n, 5);
    SparseAffinities sparse = SparseAffinities.compute(graph(squared, n, n - 1), 5);

    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        assertThat(sparse.get(i, j)).isCloseTo(dense[i * n + j], within(1e-7f));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-4, 0.3, 3, 10, 1e3})
  void repulsionByTheTreeIsCloseToThatOfAllPairs(double spread) {
    int n = 700;
    Random random = new Random(8);
    double[] y = random.doubles(2 * n, -spread, spread).toArray();
    Arrays.fill(y, 0, 40, y[40]); // twenty coinciding points
    QuadTree tree = new QuadTree(n);
    tree.build(y);
    double squaredError = 0;
    double squaredForce = 0;
    double sum = 0;
    double exactSum = 0;
    double[] forces = new double[2 * n];
    double[] sums = new double[n];

    Repulsion repulsion = new Repulsion(tree);

    for (int piece = 0; piece < tree.pieces(); piece++) {
      repulsion.compute(piece, forces, sums);
    }

    for (int i = 0; i < n; i++) {
      double[] exact = repulsion(y, i);
      sum += sums[i];
      exactSum += exact[2];
      squaredError +=
          Math.pow(forces[2 * i] - exact[0], 2) + Math.pow(forces[2 * i + 1] - exact[1], 2);
      squaredForce += exact[0] * exact[0] + exact[1] * exact[1];
    }

    assertThat(Math.sqrt(squaredError / squaredForce)).isLessThan(0.02);
    assertThat(sum).isCloseTo(exactSum, withinPercentage(0.1));
  }

  @Test
  void farFieldIsTheSumOverItsNodes() {
    Random random = new Random(8);
    double[][] centres = {{30, -4}, {-11, 24}, {28, 21}, {-14, -9}};
    int each = 30;
    double[] y = new double[2 * each * centres.length + 2];

    for (int c = 2; c < y.length; c++) {
      y[c] = centres[(c - 2) / (2 * each)][c & 1] + 1.5 * random.nextGaussian();
    }

    QuadTree tree = new QuadTree(each * centres.length);
    tree.build(Arrays.copyOfRange(y, 2, y.length));
    IntList nodes = new IntList();

    for (int child = 1; child < tree.next(0); child = tree.next(child)) {
      nodes.add(child);
    }

    FarField field = new FarField();
    field.add(tree, nodes, 1, 2);
    FarField translated = new FarField();
    translated.translate(field, 0.4f, -0.3f);
    // The point's offset is 0.6 and -0.5 from the field, 0.2 and -0.2 from the translated one.
    y[0] = 1.6;
    y[1] = 1.5;
    double[] exact = repulsion(y, 0);

    assertThat(nodes.size()).isEqualTo(4);
    assertThat((double) translated.sum(0.2f, -0.2f))
        .isCloseTo(exact[2] - 1, withinPercentage(0.02));
    assertThat(translated.slopeX(0.2f, -0.2f) / -2.0).isCloseTo(exact[0], withinPercentage(0.5));
    assertThat(translated.slopeY(0.2f, -0.2f) / -2.0).isCloseTo(exact[1], withinPercentage(0.5));
  }

  /** Exaggeration draws points without groups together; none may be thrown out afterwards. */
  @Test
  void pointsWithoutGroupsStayTogether() {
    Random random = new Random(3);
    int n = 600;
    double[][] cloud = new double[n][32];

    for (double[] point : cloud) {
      Arrays.setAll(point, d -> random.nextGaussian());
    }

    NeighbourGraph graph = graph(squaredDistances(cloud), n, 60);
    Tsne.Options options = new Tsne.Options(20, 0, 500, 500, 12, 14);
    double[] radii =
        Arrays.stream(Tsne.project(graph, plane(cloud), options).points())
            .mapToDouble(point -> Math.hypot(point[0], point[1]))
            .sorted()
            .toArray();

    assertThat(radii[n - 1]).isLessThan(4 * radii[n / 2]);
  }

  /** Repulsion of a point by all pairs: x, y, and the sum of q. */
  private static double[] repulsion(double[] y, int i) {
    double[] result = new double[3];

    for (int j = 0; j < y.length / 2; j++) {
      double dx = y[2 * i] - y[2 * j];
      double dy = y[2 * i + 1] - y[2 * j + 1];
      double q = 1 / (1 + dx * dx + dy * dy);
      result[0] += q * q * dx;
      result[1] += q * q * dy;
      result[2] += q;
    }

    return result;
  }

  @Test
  void principalPlaneIsThatOfLargestVariance() {
    Random random = new Random(2);
    float[][] vectors = new float[500][3];

    for (float[] vector : vectors) {
      vector[0] = (float) (7 + random.nextGaussian());
      vector[1] = (float) (9 * random.nextGaussian());
      vector[2] = (float) (-2 + 3 * random.nextGaussian());
    }

    double[] plane = PrincipalPlane.project(vectors, 1);
    double x = 0;
    double along = 0;
    double second = 0;

    for (int i = 0; i < vectors.length; i++) {
      x += plane[2 * i] * plane[2 * i] / vectors.length;
      second += plane[2 * i + 1] * plane[2 * i + 1] / vectors.length;
      along += plane[2 * i] * vectors[i][1] / vectors.length;
    }

    assertThat(Math.sqrt(x)).isCloseTo(1e-4, within(1e-10));
    assertThat(Math.sqrt(second / x)).isCloseTo(3.0 / 9, within(0.04));
    assertThat(Math.abs(along)).isCloseTo(9e-4, within(1e-4));
  }

  private static double[] plane(double[][] points) {
    float[][] vectors = new float[points.length][points[0].length];

    for (int i = 0; i < points.length; i++) {
      for (int d = 0; d < points[i].length; d++) {
        vectors[i][d] = (float) points[i][d];
      }
    }

    return PrincipalPlane.project(vectors, 14);
  }

  private static NeighbourGraph graph(float[] squared, int n, int k) {
    int[][] neighbours = new int[n][];
    float[][] distances = new float[n][k];

    for (int i = 0; i < n; i++) {
      int row = i * n;
      neighbours[i] =
          IntStream.range(0, n)
              .filter(j -> row != j * n)
              .boxed()
              .sorted(Comparator.comparing(j -> squared[row + j]))
              .limit(k)
              .mapToInt(Integer::intValue)
              .toArray();

      for (int j = 0; j < k; j++) {
        distances[i][j] = squared[row + neighbours[i][j]];
      }
    }

    return new NeighbourGraph(neighbours, distances);
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

package io.soundalike.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.soundalike.clustering.Dendrogram;
import io.soundalike.clustering.RandIndex;
import io.soundalike.clustering.WardLinkage;
import io.soundalike.neighbours.NearestNeighbours;
import io.soundalike.neighbours.VectorDistance;
import io.soundalike.neighbours.VectorDistance.Metric;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with scikit-learn's maps and scipy's trees, made by core/src/test/reference/maps.py. */
class MapsGoldenTest {

  private static final Config GOLDEN = ConfigFactory.parseResources("golden/maps.json");

  /** The reference script's generator: 53-bit numbers in [0, 1) by splitmix64. */
  private static final class Uniform {

    private long state;

    Uniform(long seed) {
      state = seed;
    }

    double next() {
      state += 0x9E3779B97F4A7C15L;
      long z = state;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      return ((z ^ (z >>> 31)) >>> 11) * 0x1p-53;
    }
  }

  /** The reference script's points. */
  private static double[][] groups(int n, int dimensions, int count) {
    Uniform random = new Uniform(14);
    double[][] centres = new double[count][dimensions];

    for (double[] centre : centres) {
      for (int d = 0; d < dimensions; d++) {
        centre[d] = 3 * random.next();
      }
    }

    double[][] points = new double[n][dimensions];

    for (int i = 0; i < n; i++) {
      for (int d = 0; d < dimensions; d++) {
        double sum = 0;

        for (int term = 0; term < 4; term++) {
          sum += random.next();
        }

        points[i][d] = centres[i % count][d] + sum;
      }
    }

    return points;
  }

  static Stream<Config> maps() {
    return GOLDEN.getConfigList("tsne").stream().map(Config.class::cast);
  }

  @Test
  void pointsAreThoseOfTheReferenceScript() {
    assertThat(groups(1, 4, 3)[0])
        .containsExactly(
            GOLDEN.getDoubleList("firstPoint").stream().mapToDouble(x -> x).toArray(),
            within(1e-12));
  }

  /** At most 2 % above the lowest divergence that scikit-learn reaches with three seeds. */
  @ParameterizedTest
  @MethodSource("maps")
  void divergenceIsCloseToThatOfScikitLearn(Config golden) {
    int n = golden.getInt("n");
    double perplexity = golden.getDouble("perplexity");
    double[][] points = groups(n, golden.getInt("dimensions"), golden.getInt("groups"));
    int iterations = golden.getInt("iterations");
    Tsne.Options options =
        new Tsne.Options(
            perplexity, golden.getDouble("learningRate"), iterations, iterations, 12, 14);
    float[] squared = squaredDistances(points);
    Tsne.Result map =
        golden.getString("method").equals("exact")
            ? Tsne.project(squared, n, options)
            : Tsne.project(
                graph(points, (int) (3 * perplexity)),
                ClassicalScaling.project(squared, n, 14),
                options);
    double reference =
        golden.getDoubleList("divergences").stream().mapToDouble(x -> x).min().orElseThrow();

    assertThat(map.divergence()).isPositive().isLessThan(1.02 * reference);
  }

  private static float[] squaredDistances(double[][] points) {
    int n = points.length;
    float[] squared = new float[n * n];

    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;

        for (int d = 0; d < points[i].length; d++) {
          sum += (points[i][d] - points[j][d]) * (points[i][d] - points[j][d]);
        }

        squared[i * n + j] = (float) sum;
      }
    }

    return squared;
  }

  private static NeighbourGraph graph(double[][] points, int k) {
    float[][] vectors = new float[points.length][points[0].length];

    for (int i = 0; i < points.length; i++) {
      for (int d = 0; d < vectors[i].length; d++) {
        vectors[i][d] = (float) points[i][d];
      }
    }

    VectorDistance distance = new VectorDistance(Metric.EUCLIDEAN, vectors);
    List<List<NearestNeighbours.Neighbour>> found =
        NearestNeighbours.search(distance, 0, points.length, k);
    int[][] neighbours = new int[points.length][k];
    float[][] squared = new float[points.length][k];

    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < k; j++) {
        neighbours[i][j] = found.get(i).get(j).index();
        squared[i][j] = (float) Math.pow(found.get(i).get(j).distance(), 2);
      }
    }

    return new NeighbourGraph(neighbours, squared);
  }

  @Test
  void treesAreThoseOfScipy() {
    Dendrogram tree = WardLinkage.link(groups(60, 3, 6));

    for (int i = 0; i < 59; i++) {
      List<Number> merge = merges().get(i);

      assertThat(tree.merges().get(i).left()).isEqualTo(merge.get(0).intValue());
      assertThat(tree.merges().get(i).right()).isEqualTo(merge.get(1).intValue());
      assertThat(tree.merges().get(i).height()).isCloseTo(merge.get(2).doubleValue(), within(1e-9));
      assertThat(tree.merges().get(i).size()).isEqualTo(merge.get(3).intValue());
    }
  }

  private static List<List<Number>> merges() {
    return GOLDEN.getList("ward").stream()
        .map(
            row ->
                ((com.typesafe.config.ConfigList) row)
                    .stream().map(number -> (Number) number.unwrapped()).toList())
        .toList();
  }

  @Test
  void adjustedRandIndexIsThatOfScikitLearn() {
    Config rand = GOLDEN.getConfig("rand");
    int[] one = rand.getIntList("one").stream().mapToInt(x -> x).toArray();
    int[] other = rand.getIntList("other").stream().mapToInt(x -> x).toArray();

    assertThat(RandIndex.adjusted(one, other)).isCloseTo(rand.getDouble("adjusted"), within(1e-12));
    assertThat(RandIndex.adjusted(one, one)).isEqualTo(1);
    assertThat(RandIndex.adjusted(new int[5], new int[5])).isEqualTo(1);
    assertThat(RandIndex.adjusted(new int[0], new int[0])).isEqualTo(1);
  }
}

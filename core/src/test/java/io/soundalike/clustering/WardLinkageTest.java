package io.soundalike.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WardLinkageTest {

  @Test
  void mergesOfTwoPairsAreTheHandComputedOnes() {
    // By hand: 0-1 at 1, 10-12 at 2; then sqrt(2 * 2 * 2 / 4) times the centres' distance 10.5.
    Dendrogram tree = WardLinkage.link(new double[][] {{0}, {10}, {1}, {12}});

    assertThat(tree.merges().get(0)).isEqualTo(new Dendrogram.Merge(0, 2, 1, 2));
    assertThat(tree.merges().get(1)).isEqualTo(new Dendrogram.Merge(1, 3, 2, 2));
    assertThat(tree.merges().get(2).left()).isEqualTo(4);
    assertThat(tree.merges().get(2).right()).isEqualTo(5);
    assertThat(tree.merges().get(2).height()).isCloseTo(10.5 * Math.sqrt(2), within(1e-9));
    assertThat(tree.merges().get(2).size()).isEqualTo(4);
    assertThat(tree.leafOrder()).containsExactly(0, 2, 1, 3);
  }

  @Test
  void heightsAscendAndEveryLeafOccursOnce() {
    Random random = new Random(4);
    double[][] points =
        random.doubles(200).boxed().map(x -> new double[] {x, x * x}).toArray(double[][]::new);
    Dendrogram tree = WardLinkage.link(points);

    assertThat(tree.merges()).hasSize(199);
    assertThat(tree.merges()).isSortedAccordingTo((a, b) -> Double.compare(a.height(), b.height()));
    assertThat(Arrays.stream(tree.leafOrder()).sorted().toArray())
        .containsExactly(java.util.stream.IntStream.range(0, 200).toArray());
  }

  @Test
  void squaredHeightsAddUpToTheVariance() {
    // The merges divide the total sum of squares: half the squared heights add up to it.
    double[][] points = {{0, 0}, {1, 5}, {2, 2}, {9, 1}, {4, 4}};
    double squares = 0;

    for (int d = 0; d < 2; d++) {
      int dimension = d;
      double mean = Arrays.stream(points).mapToDouble(p -> p[dimension]).average().orElseThrow();
      squares += Arrays.stream(points).mapToDouble(p -> Math.pow(p[dimension] - mean, 2)).sum();
    }

    double heights =
        WardLinkage.link(points).merges().stream()
            .mapToDouble(merge -> merge.height() * merge.height() / 2)
            .sum();

    assertThat(heights).isCloseTo(squares, within(1e-9));
  }

  @Test
  void groupsAreMergedAsTheirPointsWouldBe() {
    double[][] points = {{0}, {0.2}, {0.4}, {10}, {10.2}, {30}};
    Dendrogram all = WardLinkage.link(points);
    Dendrogram groups = WardLinkage.link(new double[][] {{0.2}, {10.1}, {30}}, new int[] {3, 2, 1});

    for (int i = 0; i < 2; i++) {
      assertThat(groups.merges().get(i).height())
          .isCloseTo(all.merges().get(3 + i).height(), within(1e-9));
    }
  }

  @Test
  void cutKeepsTheUpperPartOfTheTree() {
    Dendrogram tree = WardLinkage.link(new double[][] {{0}, {10}, {1}, {12}, {50}});
    Dendrogram.Cut cut = tree.cut(3);

    // Points 0 and 2 are one leaf, 1 and 3 another.
    assertThat(cut.leaf()[2]).isEqualTo(cut.leaf()[0]);
    assertThat(cut.leaf()[3]).isEqualTo(cut.leaf()[1]);
    assertThat(Arrays.stream(cut.leaf()).distinct().sorted().toArray()).containsExactly(0, 1, 2);
    assertThat(cut.tree().leafOrder()).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(cut.tree().merges()).hasSize(2);
    assertThat(cut.tree().merges().get(1).height()).isEqualTo(tree.merges().get(3).height());
    assertThat(cut.tree().merges().get(1).size()).isEqualTo(5);
    assertThat(tree.cut(9).tree().merges()).hasSize(4);
    assertThat(tree.cut(1).tree().merges()).isEmpty();
    assertThat(tree.cut(1).leaf()).containsOnly(0);
  }

  @Test
  void fewOrEqualPointsHaveATree() {
    assertThat(WardLinkage.link(new double[][] {{1, 1}}).merges()).isEmpty();
    assertThat(WardLinkage.link(new double[][] {{1, 1}}).leafOrder()).containsExactly(0);
    assertThat(WardLinkage.link(new double[6][2]).merges())
        .hasSize(5)
        .allSatisfy(merge -> assertThat(merge.height()).isZero());
  }
}

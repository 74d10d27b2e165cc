package io.soundalike.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.evaluation.Bootstrap.Interval;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.SongDescriptor;
import io.soundalike.neighbours.VectorDistance;
import io.soundalike.neighbours.VectorDistance.Metric;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  private static final Distance LINE =
      new VectorDistance(Metric.EUCLIDEAN, new float[][] {{0}, {1}, {3}, {3}, {7}});

  @Test
  void rankingHasTheNearestFirst() {
    assertThat(Ranking.rank(LINE, 1, other -> true)).containsExactly(0, 2, 3, 4);
    assertThat(Ranking.rank(LINE, 1, other -> other != 2)).containsExactly(0, 3, 4);
    assertThat(Ranking.rank(LINE, 0, other -> false)).isEmpty();
  }

  @Test
  void retrievalMetricsAreTheHandComputedOnes() {
    List<String> labels = List.of("a", "a", "b", "a", "b", "b", "c");
    Retrieval found = Retrieval.measure(new int[] {1, 2, 4, 3, 5, 6}, labels, "a");

    // The two songs of label "a" have ranks 1 and 4.
    assertThat(found).isEqualTo(new Retrieval(1, 0.4, 0.2, (1.0 + 2.0 / 4) / 2, 0));
  }

  @Test
  void fewSongsMayVoteAndTiesGoToTheNearest() {
    List<String> labels = List.of("a", "a", "b", "b", "a");

    assertThat(knn(new int[] {1, 2, 3, 4}, labels, "a")).isEqualTo(1);
    assertThat(knn(new int[] {2, 1, 4, 3}, labels, "a")).isZero();
    assertThat(knn(new int[] {1}, labels, "a")).isEqualTo(1);
  }

  private static double knn(int[] ranking, List<String> labels, String label) {
    Retrieval found = Retrieval.measure(ranking, labels, label);
    return found == null ? Double.NaN : found.knn();
  }

  @Test
  void queriesWithoutRelevantSongsHaveNoMetrics() {
    assertThat(Retrieval.measure(new int[] {1, 2}, List.of("a", "b", "b"), "a")).isNull();
    assertThat(Retrieval.measure(new int[0], List.of("a"), "a")).isNull();
  }

  @Test
  void bootstrapIntervalIsCloseToTheNormalOne() {
    Random random = new Random(1);
    double[] values = random.doubles(400).toArray();
    Interval interval = Bootstrap.mean(values, 14);

    // 1.96 deviations of the mean: 1 / sqrt(12 * 400).
    assertThat(interval.high() - interval.low()).isCloseTo(2 * 1.96 * 0.01443, within(0.005));
    assertThat(interval.low()).isLessThan(interval.mean());
    assertThat(interval.count()).isEqualTo(400);
    assertThat(Bootstrap.mean(values, 14)).isEqualTo(interval);
    assertThat(Bootstrap.mean(new double[0], 14)).isEqualTo(new Interval(0, 0, 0, 0));
  }

  @Test
  void consistentDifferencesAreSignificant() {
    double[] baseline = new Random(2).doubles(200).toArray();
    double[] better = IntStream.range(0, 200).mapToDouble(i -> baseline[i] + 0.02).toArray();
    double[] other = new Random(3).doubles(200).toArray();

    assertThat(Bootstrap.difference(better, baseline, 14).mean()).isCloseTo(0.02, within(1e-12));
    assertThat(Bootstrap.difference(better, baseline, 14).excludesZero()).isTrue();
    assertThat(Bootstrap.difference(other, baseline, 14).excludesZero()).isFalse();
  }

  @Test
  void hubnessIsTheHandComputedSkewness() {
    // Mean 2; deviations -2, -1, -1, 0, 4; variance 22 / 5.
    Hubness hubness = Hubness.measure(new int[] {0, 1, 1, 2, 6});

    assertThat(hubness.skewness())
        .isCloseTo((-8 - 1 - 1 + 64) / 5.0 / Math.pow(4.4, 1.5), within(1e-12));
    assertThat(hubness.orphans()).isEqualTo(0.2);
    assertThat(hubness.largest()).isEqualTo(6);
    assertThat(Hubness.measure(new int[] {3, 3}).skewness()).isZero();
  }

  @Test
  void trustworthinessIsReducedByFalseNeighbours() {
    // Five songs, k = 1: the nearest on the map has the original rank 3, a penalty of 2.
    assertThat(Trustworthiness.penalty(new int[] {1, 2, 3, 4}, new int[] {3, 1, 2, 4}, 1))
        .isEqualTo(2);
    assertThat(Trustworthiness.penalty(new int[] {1, 2, 3, 4}, new int[] {2, 1, 4, 3}, 2)).isZero();
    // 1 - 2 / (5 * 1 * (10 - 3 - 1)) * 6
    assertThat(Trustworthiness.fromPenalties(6, 5, 1)).isCloseTo(1 - 2.0 * 6 / 30, within(1e-12));
    assertThat(Trustworthiness.fromPenalties(0, 5, 1)).isEqualTo(1);
  }

  @Test
  void clusterAgreementIsTheHandComputedOne() {
    ClusterAgreement same =
        ClusterAgreement.measure(List.of(3, 3, 1, 1), List.of("a", "a", "b", "b"));
    ClusterAgreement none =
        ClusterAgreement.measure(List.of(0, 1, 0, 1), List.of("a", "a", "b", "b"));
    ClusterAgreement some =
        ClusterAgreement.measure(List.of(0, 0, 0, 1), List.of("a", "a", "b", "b"));

    assertThat(same.purity()).isEqualTo(1);
    assertThat(same.nmi()).isCloseTo(1, within(1e-12));
    assertThat(none.purity()).isEqualTo(0.5);
    assertThat(none.nmi()).isCloseTo(0, within(1e-12));
    assertThat(some.purity()).isEqualTo(0.75);
    // I = 1/2 ln(4/3) + 1/4 ln(2/3) + 1/4 ln 2; H = ln 2 and -3/4 ln 3/4 - 1/4 ln 1/4.
    double information = 0.5 * Math.log(4 / 3.0) + 0.25 * Math.log(2 / 3.0) + 0.25 * Math.log(2);
    double entropies = Math.log(2) - 0.75 * Math.log(0.75) - 0.25 * Math.log(0.25);
    assertThat(some.nmi()).isCloseTo(2 * information / entropies, within(1e-12));
  }

  @Test
  void randomDistancesAreSymmetricAndRepeat() {
    Distance chance = Baseline.chance(50, 14);

    assertThat(chance.between(3, 9)).isEqualTo(chance.between(9, 3)).isBetween(0.0, 1.0);
    assertThat(Baseline.chance(50, 14).between(3, 9)).isEqualTo(chance.between(3, 9));
    assertThat(IntStream.range(1, 50).mapToDouble(j -> chance.between(0, j)).average().orElse(0))
        .isCloseTo(0.5, within(0.15));
  }

  @Test
  void kullbackLeiblerDivergenceIsTheHandComputedOne() {
    // Variances 1 plus the ridge, means 3 apart in one coefficient: 9 / 1.01 / 2.
    Distance distance = new SymmetricKullbackLeibler(List.of(song(0, 1), song(3, 1), song(0, 4)));

    assertThat(distance.between(0, 0)).isCloseTo(0, within(1e-9));
    assertThat(distance.between(0, 1)).isCloseTo(9 / 1.01 / 2, within(1e-6));
    // Twenty variances of 1.01 and 4.01.
    assertThat(distance.between(0, 2))
        .isCloseTo(20 * (4.01 / 1.01 + 1.01 / 4.01 - 2) / 4, within(1e-4));
  }

  @Test
  void mfccBaselineUsesMeansAndDiagonalVariances() {
    Distance distance =
        Baseline.mfccMeanStd(List.of(song(0, 1), song(0, 1), song(2, 1), song(0, 9)));

    assertThat(distance.between(0, 1)).isZero();
    assertThat(distance.between(0, 2)).isPositive();
    assertThat(distance.between(0, 3)).isPositive();
  }

  private static SongDescriptor song(float mean, float variance) {
    float[] means = new float[20];
    float[] covariance = new float[210];
    means[7] = mean;
    int at = 0;

    for (int r = 0; r < 20; r++) {
      covariance[at] = variance;
      at += 20 - r;
    }

    return new SongDescriptor(
        new float[1],
        means,
        covariance,
        new float[40],
        new float[820],
        new float[7],
        0,
        0,
        0,
        0,
        0,
        0,
        new float[900]);
  }
}

package io.soundalike.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.VectorDistance;
import io.soundalike.neighbours.VectorDistance.Metric;
import io.soundalike.recommendation.HeldOutPlays;
import io.soundalike.recommendation.Scores;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compares with scikit-learn's values, made by core/src/test/reference/metrics.py. */
class ScikitLearnGoldenTest {

  private static final Config GOLDEN = ConfigFactory.parseResources("golden/metrics.json");
  private static final Distance POINTS = distance("points");
  private static final Distance MAP = distance("places");
  private static final List<String> LABELS =
      GOLDEN.getIntList("labels").stream().map(String::valueOf).toList();
  private static final int NEAREST = 10;

  @Test
  void averagePrecisionsAreThoseOfScikitLearn() {
    for (int query = 0; query < POINTS.size(); query++) {
      assertThat(retrieval(query).averagePrecision())
          .isCloseTo(GOLDEN.getDoubleList("averagePrecisions").get(query), within(1e-12));
    }
  }

  @Test
  void majorityOfTheNearestFiveIsThatOfScikitLearn() {
    int decided = 0;

    for (int query = 0; query < POINTS.size(); query++) {
      int vote = GOLDEN.getIntList("votes").get(query);

      if (vote >= 0) {
        decided++;
        assertThat(retrieval(query).knn())
            .isEqualTo(LABELS.get(query).equals(String.valueOf(vote)) ? 1 : 0);
      }
    }

    assertThat(decided).isGreaterThan(POINTS.size() / 2);
  }

  @Test
  void hubnessIsTheSkewnessOfTheReference() {
    int[] occurrences = new int[POINTS.size()];

    for (int query = 0; query < POINTS.size(); query++) {
      Arrays.stream(Ranking.rank(POINTS, query, other -> true))
          .limit(NEAREST)
          .forEach(j -> occurrences[j]++);
    }

    assertThat(Arrays.stream(occurrences).boxed().toList())
        .isEqualTo(GOLDEN.getIntList("occurrences"));
    assertThat(Hubness.measure(occurrences).skewness())
        .isCloseTo(GOLDEN.getDouble("skewness"), within(1e-12));
  }

  @Test
  void trustworthinessIsThatOfScikitLearn() {
    int n = POINTS.size();
    long penalties =
        IntStream.range(0, n)
            .mapToLong(
                song ->
                    Trustworthiness.penalty(
                        Ranking.rank(POINTS, song, other -> true),
                        Ranking.rank(MAP, song, other -> true),
                        NEAREST))
            .sum();

    assertThat(Trustworthiness.fromPenalties(penalties, n, NEAREST))
        .isCloseTo(GOLDEN.getDouble("trustworthiness"), within(1e-12));
  }

  @Test
  void clusterAgreementIsThatOfScikitLearn() {
    ClusterAgreement agreement = ClusterAgreement.measure(GOLDEN.getIntList("clusters"), LABELS);

    assertThat(agreement.nmi()).isCloseTo(GOLDEN.getDouble("nmi"), within(1e-12));
    assertThat(agreement.purity()).isCloseTo(GOLDEN.getDouble("purity"), within(1e-12));
  }

  @Test
  void ndcgIsThatOfScikitLearn() {
    List<? extends List<?>> scores =
        GOLDEN.getList("lists.scores").unwrapped().stream().map(row -> (List<?>) row).toList();
    List<? extends List<?>> relevant =
        GOLDEN.getList("lists.relevant").unwrapped().stream().map(row -> (List<?>) row).toList();

    for (int list = 0; list < scores.size(); list++) {
      double[] values = numbers(scores.get(list));
      double[] wanted = numbers(relevant.get(list));
      Set<Integer> hidden =
          IntStream.range(0, wanted.length)
              .filter(i -> wanted[i] > 0)
              .boxed()
              .collect(Collectors.toSet());

      assertThat(HeldOutPlays.measure(Scores.topK(values, NEAREST), hidden, NEAREST).ndcg())
          .isCloseTo(GOLDEN.getDoubleList("lists.ndcg").get(list), within(1e-12));
    }
  }

  private static Retrieval retrieval(int query) {
    return Objects.requireNonNull(
        Retrieval.measure(Ranking.rank(POINTS, query, other -> true), LABELS, LABELS.get(query)));
  }

  private static Distance distance(String key) {
    float[][] points =
        GOLDEN.getList(key).unwrapped().stream()
            .map(
                row -> {
                  double[] numbers = numbers((List<?>) row);
                  float[] point = new float[numbers.length];
                  IntStream.range(0, point.length).forEach(d -> point[d] = (float) numbers[d]);
                  return point;
                })
            .toArray(float[][]::new);
    return new VectorDistance(Metric.EUCLIDEAN, points);
  }

  private static double[] numbers(List<?> values) {
    return values.stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray();
  }
}

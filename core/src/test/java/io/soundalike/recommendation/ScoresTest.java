package io.soundalike.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.VectorDistance;
import io.soundalike.neighbours.VectorDistance.Metric;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoresTest {

  private static final double NONE = Double.NaN;

  @Test
  void contentScoreIsTheMeanDistanceToTheNearestThreePlayed() {
    Distance line =
        new VectorDistance(Metric.EUCLIDEAN, new float[][] {{0}, {1}, {2}, {50}, {3}, {49}});

    assertThat(Scores.contentScores(line, new int[] {0, 1, 2, 3}, new int[] {4, 5}))
        .containsExactly(-(3 + 2 + 1) / 3.0, -(1 + 47 + 48) / 3.0);
    assertThat(Scores.contentScores(line, new int[] {3}, new int[] {5})).containsExactly(-1);
  }

  @Test
  void collaborativeScoreIsAProductAndColdSongsHaveNone() {
    float[][] factors = {{1, 2}, null, {-1, 0.5f}};

    assertThat(Scores.collaborativeScores(new float[] {2, 1}, factors, new int[] {2, 1, 0}))
        .containsExactly(-1.5, NONE, 4);
  }

  @Test
  void hybridScoreIsAWeightedMeanOfPercentileRanks() {
    double[] content = {-5, -1, -3, -2, -4};
    double[] collaborative = {9, 2, 2, NONE, 0.1};

    // Percentile ranks by content 0, 1, .5, .75, .25; collaborative, of four songs, 1, .5, .5, none
    // (.5), 0.
    double[] hybrid = Scores.hybridScores(content, collaborative, 0.75);
    assertThat(hybrid[0]).isCloseTo(0.25, within(1e-12));
    assertThat(hybrid[1]).isCloseTo(0.875, within(1e-12));
    assertThat(hybrid[2]).isCloseTo(0.5, within(1e-12));
    assertThat(hybrid[3]).isCloseTo(0.6875, within(1e-12));
    assertThat(hybrid[4]).isCloseTo(0.1875, within(1e-12));
    assertThat(Scores.hybridScores(new double[] {-1}, new double[] {3}, 0.5)).containsExactly(0.5);
    assertThat(Scores.hybridScores(new double[0], new double[0], 0.5)).isEmpty();
  }

  @Test
  void topKHasTheBestFirstAndSongsWithoutAScoreLast() {
    assertThat(Scores.topK(new double[] {1, NONE, 3, 1, 2}, 5)).containsExactly(2, 4, 0, 3, 1);
    assertThat(Scores.topK(new double[] {1, 2}, 1)).containsExactly(1);
  }

  @Test
  void recallAndNdcgAreTheHandComputedValues() {
    HeldOutPlays found = HeldOutPlays.measure(new int[] {7, 3, 9, 4}, Set.of(3, 4, 100), 4);

    // Ranks 2 and 4; ideal ranks 1, 2 and 3.
    double gain = 1 / (Math.log(3) / Math.log(2)) + 1 / (Math.log(5) / Math.log(2));
    double ideal = 1 + 1 / (Math.log(3) / Math.log(2)) + 0.5;
    assertThat(found.recall()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(found.ndcg()).isCloseTo(gain / ideal, within(1e-12));
    // A list of two can hold two of the three songs.
    assertThat(HeldOutPlays.measure(new int[] {3, 4}, Set.of(3, 4, 100), 2))
        .isEqualTo(new HeldOutPlays(1, 1));
    assertThat(HeldOutPlays.measure(new int[0], Set.of(3), 10)).isEqualTo(new HeldOutPlays(0, 0));
  }
}

package io.soundalike.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.evaluation.PairRanks;
import io.soundalike.neighbours.NearestNeighbours.Neighbour;
import io.soundalike.neighbours.VectorDistance.Metric;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NearestNeighboursTest {

  private static final float[][] LINE = {{0}, {1}, {3}, {3}, {7}};

  @Test
  void nearestComeFirstAndDrawsGoToTheLowerIndex() {
    Distance distance = new VectorDistance(Metric.EUCLIDEAN, LINE);

    assertThat(NearestNeighbours.of(distance, 0, 3))
        .containsExactly(new Neighbour(1, 1), new Neighbour(2, 3), new Neighbour(3, 3));
    assertThat(NearestNeighbours.of(distance, 2, 1)).containsExactly(new Neighbour(3, 0));
  }

  @Test
  void smallCataloguesGiveWhatTheyHave() {
    assertThat(NearestNeighbours.of(new VectorDistance(Metric.COSINE, LINE), 0, 10)).hasSize(4);
    assertThat(
            NearestNeighbours.of(new VectorDistance(Metric.COSINE, new float[][] {{1, 2}}), 0, 10))
        .isEmpty();
  }

  @Test
  void resultsAreThoseOfSortingEverything() {
    Random random = new Random(2);
    float[][] vectors = new float[60][8];

    for (float[] vector : vectors) {
      for (int d = 0; d < vector.length; d++) {
        vector[d] = random.nextFloat();
      }
    }

    Distance distance = new VectorDistance(Metric.COSINE, vectors);

    for (int song = 0; song < vectors.length; song++) {
      List<Neighbour> all = NearestNeighbours.of(distance, song, 59);

      assertThat(all).isSortedAccordingTo((a, b) -> Double.compare(a.distance(), b.distance()));
      assertThat(NearestNeighbours.of(distance, song, 7)).isEqualTo(all.subList(0, 7));
    }
  }

  @Test
  void cosineIsTakenOfStandardisedVectors() {
    // Two dimensions of mean 1 and deviation 1; the third never moves and says nothing.
    Distance distance =
        new VectorDistance(
            Metric.COSINE, new float[][] {{0, 0, 9}, {0, 2, 9}, {2, 0, 9}, {2, 2, 9}});

    assertThat(distance.between(0, 0)).isCloseTo(0, within(1e-7));
    assertThat(distance.between(0, 1)).isCloseTo(1, within(1e-7));
    assertThat(distance.between(0, 3)).isCloseTo(2, within(1e-7));
    assertThat(distance.squaredMatrix()[3]).isCloseTo(4, within(1e-6f));
  }

  @Test
  void ranksOfPartners() {
    Distance distance = new VectorDistance(Metric.EUCLIDEAN, LINE);

    assertThat(PairRanks.rank(distance, 0, 1)).isEqualTo(1);
    assertThat(PairRanks.rank(distance, 0, 4)).isEqualTo(4);
    // Songs 2 and 3 are equally far: one of two places, rounded up.
    assertThat(PairRanks.rank(distance, 0, 2)).isEqualTo(3);
    assertThat(PairRanks.chanceRank(28)).isEqualTo(14);
  }
}

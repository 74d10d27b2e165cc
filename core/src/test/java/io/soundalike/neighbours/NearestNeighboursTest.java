package io.soundalike.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.evaluation.PairRanks;
import io.soundalike.neighbours.NearestNeighbours.Neighbour;
import io.soundalike.neighbours.VectorDistance.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NearestNeighboursTest {

  private static final float[][] LINE = {{0}, {1}, {3}, {3}, {7}};

  @Test
  void nearestComeFirstAndTiesGoToTheLowerIndex() {
    Distance distance = new VectorDistance(Metric.EUCLIDEAN, LINE);

    assertThat(search(distance, 0, 3))
        .containsExactly(new Neighbour(1, 1), new Neighbour(2, 3), new Neighbour(3, 3));
    assertThat(search(distance, 2, 1)).containsExactly(new Neighbour(3, 0));
  }

  @Test
  void smallCataloguesHaveFewerNeighbours() {
    assertThat(search(new VectorDistance(Metric.COSINE, LINE), 0, 10)).hasSize(4);
    assertThat(search(new VectorDistance(Metric.COSINE, new float[][] {{1, 2}}), 0, 10)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void resultsAreThoseOfComparingAllSongs(Metric metric) {
    Distance vectors = new VectorDistance(metric, random(300, 8, 2));
    Distance other = new VectorDistance(Metric.COSINE, random(300, 3, 3));
    Distance unbounded = unbounded(other);
    assertExact(vectors);
    assertExact(unbounded);
    assertExact(MutualProximity.fit(vectors));
    assertExact(
        new WeightedMeanDistance(
            List.of(MutualProximity.fit(vectors), MutualProximity.fit(unbounded)), 1, 2));
  }

  private static void assertExact(Distance distance) {
    int n = distance.size();
    float[][] bounds = distance.lowerBounds(100, 140);
    List<List<Neighbour>> found = NearestNeighbours.search(distance, 100, 140, 7);

    for (int song = 100; song < 140; song++) {
      List<Neighbour> all = new ArrayList<>();

      for (int j = 0; j < n; j++) {
        double d = distance.between(song, j);

        if (j != song) {
          all.add(new Neighbour(j, d));
        }

        if (bounds.length > 0) {
          assertThat((double) bounds[song - 100][j]).isLessThanOrEqualTo(d + 1e-6);
        }
      }

      all.sort(Comparator.comparingDouble(Neighbour::distance).thenComparingInt(Neighbour::index));
      assertThat(found.get(song - 100)).isEqualTo(all.subList(0, 7));
    }
  }

  @Test
  void searchAmongCandidatesLeavesOutTheOthers() {
    Distance bounded = new VectorDistance(Metric.EUCLIDEAN, LINE);
    boolean[] candidates = {true, false, true, false, true};

    for (Distance distance : List.of(bounded, unbounded(bounded))) {
      assertThat(NearestNeighbours.searchAmong(distance, 2, candidates, 1))
          .containsExactly(new Neighbour(0, 3));
      assertThat(NearestNeighbours.searchAmong(distance, 1, candidates, 9))
          .containsExactly(new Neighbour(0, 1), new Neighbour(2, 2), new Neighbour(4, 6));
      assertThat(NearestNeighbours.searchAmong(distance, 1, new boolean[5], 9)).isEmpty();
    }
  }

  @Test
  void reverseNeighboursAreSongsThatTheNewSongIsNearTo() {
    Distance bounded = new VectorDistance(Metric.EUCLIDEAN, LINE);
    double[] farthest = {3, 2, -1, Double.POSITIVE_INFINITY, 3.5};

    for (Distance distance : List.of(bounded, unbounded(bounded))) {
      // A song at exactly the farthest distance is included. Song 2 is left out by its -1.
      assertThat(NearestNeighbours.reverseNeighbours(distance, 2, new double[] {3, 1.9, -1, 9, 4}))
          .containsExactly(new Neighbour(0, 3), new Neighbour(3, 0), new Neighbour(4, 4));
      assertThat(NearestNeighbours.reverseNeighbours(distance, 0, farthest))
          .containsExactly(new Neighbour(1, 1), new Neighbour(3, 3));
    }
  }

  @Test
  void boundsOfVectorsAreTight() {
    Distance cosine = new VectorDistance(Metric.COSINE, random(200, 16, 5));
    Distance euclidean = new VectorDistance(Metric.EUCLIDEAN, random(200, 16, 5));

    for (int j = 1; j < 200; j++) {
      assertThat((double) cosine.lowerBounds(0, 1)[0][j])
          .isCloseTo(cosine.between(0, j), within(3e-5));
      assertThat((double) euclidean.lowerBounds(0, 1)[0][j])
          .isCloseTo(euclidean.between(0, j), within(1e-3));
    }
  }

  /** The same distance without lower bounds. */
  private static Distance unbounded(Distance distance) {
    return new Distance() {
      @Override
      public int size() {
        return distance.size();
      }

      @Override
      public double between(int i, int j) {
        return distance.between(i, j);
      }
    };
  }

  private static float[][] random(int n, int dimensions, long seed) {
    Random random = new Random(seed);
    float[][] vectors = new float[n][dimensions];

    for (float[] vector : vectors) {
      for (int d = 0; d < vector.length; d++) {
        vector[d] = (float) random.nextGaussian();
      }
    }

    return vectors;
  }

  private static List<Neighbour> search(Distance distance, int song, int k) {
    return NearestNeighbours.search(distance, song, song + 1, k).get(0);
  }

  @Test
  void cosineIsComputedFromStandardisedVectors() {
    // Two dimensions of mean 1 and deviation 1; the third is constant and does not count.
    Distance distance =
        new VectorDistance(
            Metric.COSINE, new float[][] {{0, 0, 9}, {0, 2, 9}, {2, 0, 9}, {2, 2, 9}});

    assertThat(distance.between(0, 0)).isCloseTo(0, within(1e-7));
    assertThat(distance.between(0, 1)).isCloseTo(1, within(1e-7));
    assertThat(distance.between(0, 3)).isCloseTo(2, within(1e-7));
    assertThat(distance.squaredMatrix()[3]).isCloseTo(4, within(1e-6f));
  }

  @Test
  void ranksOfKnownPairs() {
    Distance distance = new VectorDistance(Metric.EUCLIDEAN, LINE);

    assertThat(PairRanks.rank(distance, 0, 1)).isEqualTo(1);
    assertThat(PairRanks.rank(distance, 0, 4)).isEqualTo(4);
    // Songs 2 and 3 are equally far: half a rank, rounded up.
    assertThat(PairRanks.rank(distance, 0, 2)).isEqualTo(3);
    assertThat(PairRanks.chanceRank(28)).isEqualTo(14);
  }
}

package io.soundalike.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.evaluation.Trustworthiness;
import io.soundalike.neighbours.NearestNeighbours;
import io.soundalike.neighbours.NearestNeighbours.Neighbour;
import io.soundalike.neighbours.VectorDistance;
import io.soundalike.neighbours.VectorDistance.Metric;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutOfSamplePlacementTest {

  @Test
  void aPointComesToLieAmongItsNeighbours() {
    double[][] places = {{0, 0}, {2, 0}, {0, 2}, {2, 2}};

    assertThat(OutOfSamplePlacement.of(new double[] {1, 1, 1, 1}, places))
        .containsExactly(new double[] {1, 1}, within(1e-3));
    assertThat(OutOfSamplePlacement.of(new double[] {3}, new double[][] {{4, 5}}))
        .containsExactly(4, 5);
  }

  @Test
  void ofTwoGroupsItGoesToTheLarger() {
    double[][] places = {{0, 0}, {0.1, 0}, {0, 0.1}, {100, 0}, {100, 0.1}};
    double[] at = OutOfSamplePlacement.of(new double[] {1, 1, 1, 1, 1}, places);

    // The mean would be 40 away from everything.
    assertThat(Math.hypot(at[0], at[1])).isLessThan(0.5);
  }

  @Test
  void theNearestCountMost() {
    double[] squared = new double[15];
    double[][] places = new double[15][2];

    for (int k = 0; k < 15; k++) {
      squared[k] = k < 6 ? 1 : 50;
      places[k][0] = k < 6 ? 7 + 0.01 * k : -30;
    }

    assertThat(OutOfSamplePlacement.of(squared, places)[0]).isCloseTo(7, within(0.1));
  }

  @Test
  void neighboursInOnePlaceAreNoDivisionByNothing() {
    double[] at =
        OutOfSamplePlacement.of(
            new double[6], new double[][] {{1, 2}, {1, 2}, {1, 2}, {1, 2}, {1, 2}, {1, 2}});

    assertThat(at).containsExactly(new double[] {1, 2}, within(1e-12));
  }

  /** As a map of very many songs is made: some are laid out, the others placed among them. */
  @Test
  void aMapOfLandmarksIsTrusted() {
    float[][] vectors = songs(900);
    VectorDistance distance = new VectorDistance(Metric.EUCLIDEAN, vectors);
    int[] landmarks = IntStream.range(0, 300).map(i -> 3 * i).toArray();
    float[][] some = Arrays.stream(landmarks).mapToObj(i -> vectors[i]).toArray(float[][]::new);
    double[][] laid = layOut(new VectorDistance(Metric.EUCLIDEAN, some));
    boolean[] isLandmark = new boolean[vectors.length];
    double[][] points = new double[vectors.length][];

    for (int i = 0; i < landmarks.length; i++) {
      isLandmark[landmarks[i]] = true;
      points[landmarks[i]] = laid[i];
    }

    for (int song = 0; song < points.length; song++) {
      if (!isLandmark[song]) {
        List<Neighbour> near =
            NearestNeighbours.among(distance, song, isLandmark, OutOfSamplePlacement.NEIGHBOURS);
        points[song] =
            OutOfSamplePlacement.of(
                near.stream().mapToDouble(n -> n.distance() * n.distance()).toArray(),
                near.stream().map(n -> points[n.index()]).toArray(double[][]::new));
      }
    }

    // By chance .5; at the mean of the neighbours, as far as their weights say, .82.
    assertThat(trustworthiness(distance, points)).isGreaterThan(0.88);
    assertThat(trustworthiness(distance, layOut(distance))).isGreaterThan(0.99);
  }

  /** Around thirty styles. */
  private static float[][] songs(int n) {
    Random random = new Random(14);
    float[][] centres = new float[30][16];
    float[][] songs = new float[n][16];

    for (float[] centre : centres) {
      for (int d = 0; d < centre.length; d++) {
        centre[d] = (float) random.nextGaussian();
      }
    }

    for (int i = 0; i < n; i++) {
      for (int d = 0; d < songs[i].length; d++) {
        songs[i][d] = (float) (centres[i % 30][d] + 0.6 * random.nextGaussian());
      }
    }

    return songs;
  }

  private static double[][] layOut(VectorDistance distance) {
    return Tsne.project(
            distance.squaredMatrix(), distance.size(), new Tsne.Options(20, 0, 300, 300, 12, 14))
        .points();
  }

  private static double trustworthiness(VectorDistance distance, double[][] points) {
    int n = points.length;
    long penalties = 0;

    for (int i = 0; i < n; i++) {
      int song = i;
      penalties +=
          Trustworthiness.penalty(
              byDistance(song, n, j -> distance.between(song, j)),
              byDistance(
                  song,
                  n,
                  j -> Math.hypot(points[song][0] - points[j][0], points[song][1] - points[j][1])),
              10);
    }

    return Trustworthiness.of(penalties, n, 10);
  }

  private static int[] byDistance(int song, int n, IntToDoubleFunction distance) {
    return IntStream.range(0, n)
        .filter(j -> j != song)
        .boxed()
        .sorted(Comparator.comparingDouble(j -> distance.applyAsDouble(j)))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}

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
  void pointIsPlacedAmongItsNeighbours() {
    double[][] positions = {{0, 0}, {2, 0}, {0, 2}, {2, 2}};

    assertThat(OutOfSamplePlacement.place(new double[] {1, 1, 1, 1}, positions))
        .containsExactly(new double[] {1, 1}, within(1e-3));
    assertThat(OutOfSamplePlacement.place(new double[] {3}, new double[][] {{4, 5}}))
        .containsExactly(4, 5);
  }

  @Test
  void pointIsPlacedInTheLargerOfTwoGroups() {
    double[][] positions = {{0, 0}, {0.1, 0}, {0, 0.1}, {100, 0}, {100, 0.1}};
    double[] at = OutOfSamplePlacement.place(new double[] {1, 1, 1, 1, 1}, positions);

    // The mean would be 40 away from all neighbours.
    assertThat(Math.hypot(at[0], at[1])).isLessThan(0.5);
  }

  @Test
  void nearestNeighboursCountMost() {
    double[] squared = new double[15];
    double[][] positions = new double[15][2];

    for (int k = 0; k < 15; k++) {
      squared[k] = k < 6 ? 1 : 50;
      positions[k][0] = k < 6 ? 7 + 0.01 * k : -30;
    }

    assertThat(OutOfSamplePlacement.place(squared, positions)[0]).isCloseTo(7, within(0.1));
  }

  @Test
  void coincidingNeighboursGiveTheirPosition() {
    double[] at =
        OutOfSamplePlacement.place(
            new double[6], new double[][] {{1, 2}, {1, 2}, {1, 2}, {1, 2}, {1, 2}, {1, 2}});

    assertThat(at).containsExactly(new double[] {1, 2}, within(1e-12));
  }

  /** Large maps are made this way: landmarks are layout out, the other songs placed among them. */
  @Test
  void mapOfLandmarksIsTrustworthy() {
    float[][] vectors = songs(900);
    VectorDistance distance = new VectorDistance(Metric.EUCLIDEAN, vectors);
    int[] landmarks = IntStream.range(0, 300).map(i -> 3 * i).toArray();
    float[][] some = Arrays.stream(landmarks).mapToObj(i -> vectors[i]).toArray(float[][]::new);
    double[][] layout = layOut(new VectorDistance(Metric.EUCLIDEAN, some));
    boolean[] isLandmark = new boolean[vectors.length];
    double[][] points = new double[vectors.length][];

    for (int i = 0; i < landmarks.length; i++) {
      isLandmark[landmarks[i]] = true;
      points[landmarks[i]] = layout[i];
    }

    for (int song = 0; song < points.length; song++) {
      if (!isLandmark[song]) {
        List<Neighbour> near =
            NearestNeighbours.searchAmong(
                distance, song, isLandmark, OutOfSamplePlacement.NEIGHBOURS);
        points[song] =
            OutOfSamplePlacement.place(
                near.stream().mapToDouble(n -> n.distance() * n.distance()).toArray(),
                near.stream().map(n -> points[n.index()]).toArray(double[][]::new));
      }
    }

    // A random map has 0.5; placement at the weighted mean of the neighbours has 0.82.
    assertThat(trustworthiness(distance, points)).isGreaterThan(0.88);
    assertThat(trustworthiness(distance, layOut(distance))).isGreaterThan(0.99);
  }

  /** Songs in thirty groups. */
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

    return Trustworthiness.fromPenalties(penalties, n, 10);
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

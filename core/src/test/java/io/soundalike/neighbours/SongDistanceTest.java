package io.soundalike.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.math.NormalDistribution;
import io.soundalike.neighbours.SongDistance.Component;
import io.soundalike.neighbours.VectorDistance.Metric;
import io.soundalike.settings.DistanceWeights;
import io.soundalike.settings.NeighbourSettings;
import io.soundalike.settings.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SongDistanceTest {

  @Test
  void distanceOfOneDimensionalGaussiansIsTheHandComputedValue() {
    // Means 0 and 2, variances 1: the mixture's variance is 1 + 1, each with the ridge of 0.01.
    GaussianDistance distance =
        new GaussianDistance(
            List.of(new float[] {0}, new float[] {2}), List.of(new float[] {1}, new float[] {1}));

    assertThat(distance.between(0, 1))
        .isCloseTo(Math.sqrt(0.5 * Math.log(2.01 / 1.01)), within(1e-12));
    assertThat(distance.between(1, 1)).isZero();
  }

  @Test
  void distanceOfThreeDimensionalGaussiansFollowsFromDeterminants() {
    Random random = new Random(5);
    List<float[]> means = new ArrayList<>();
    List<float[]> covariances = new ArrayList<>();

    for (int i = 0; i < 2; i++) {
      double[][] a = new double[3][3];

      for (double[] row : a) {
        for (int c = 0; c < 3; c++) {
          row[c] = random.nextGaussian();
        }
      }

      float[] triangle = new float[6];
      int at = 0;

      for (int r = 0; r < 3; r++) {
        for (int c = r; c < 3; c++) {
          triangle[at++] = (float) (a[r][0] * a[c][0] + a[r][1] * a[c][1] + a[r][2] * a[c][2]);
        }
      }

      means.add(new float[] {random.nextFloat(), random.nextFloat(), random.nextFloat()});
      covariances.add(triangle);
    }

    GaussianDistance distance = new GaussianDistance(means, covariances);
    double expected =
        Math.log(determinant(means, covariances, 0, 1)) / 2
            - Math.log(determinant(means, covariances, 0, 0)) / 4
            - Math.log(determinant(means, covariances, 1, 1)) / 4;

    assertThat(distance.between(0, 1)).isCloseTo(Math.sqrt(expected), within(1e-6));
    assertThat(distance.between(1, 0)).isCloseTo(distance.between(0, 1), within(1e-12));
  }

  private static double determinant(List<float[]> means, List<float[]> covariances, int i, int j) {
    double[][] m = new double[3][3];
    int at = 0;

    for (int r = 0; r < 3; r++) {
      for (int c = r; c < 3; c++, at++) {
        double mixed = (covariances.get(i)[at] + covariances.get(j)[at]) / 2;
        double apart =
            (means.get(i)[r] - means.get(j)[r]) * (means.get(i)[c] - means.get(j)[c]) / 4;
        m[r][c] = mixed + apart + (r == c ? 0.01 : 0);
        m[c][r] = m[r][c];
      }
    }

    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
  }

  @Test
  void constantSongsHaveAFiniteDistance() {
    GaussianDistance distance =
        new GaussianDistance(
            List.of(new float[] {1, 2}, new float[] {1, 2}, new float[] {5, 2}),
            List.of(new float[3], new float[3], new float[3]));

    assertThat(distance.between(0, 1)).isZero();
    assertThat(distance.between(0, 2)).isPositive().isFinite();
  }

  @Test
  void upperTailOfTheNormalDistributionIsTheTabulatedOne() {
    assertThat(NormalDistribution.upperTail(0)).isCloseTo(0.5, within(1e-9));
    assertThat(NormalDistribution.upperTail(1.96)).isCloseTo(0.0249978951, within(1e-7));
    assertThat(NormalDistribution.upperTail(-1)).isCloseTo(0.8413447461, within(1e-7));
    assertThat(NormalDistribution.upperTail(9)).isZero();
    assertThat(NormalDistribution.upperTail(-9)).isEqualTo(1);
    assertThat(NormalDistribution.upperTail(7.9999)).isBetween(0.0, 1e-14);
  }

  @Test
  void mutualProximityIsTheProductOfBothProbabilities() {
    // From 0: distances 1, 2, 6; from 3: 6, 5, 4.
    Distance line = new VectorDistance(Metric.EUCLIDEAN, new float[][] {{0}, {1}, {2}, {6}});
    Distance mutual = MutualProximity.fit(line);
    double from0 = NormalDistribution.upperTail((6 - 3) / Math.sqrt(41 / 3.0 - 9));
    double from3 = NormalDistribution.upperTail((6 - 5) / Math.sqrt(77 / 3.0 - 25));

    assertThat(mutual.between(0, 3)).isCloseTo(1 - from0 * from3, within(1e-9));
    assertThat(mutual.between(3, 0)).isEqualTo(mutual.between(0, 3));
  }

  @Test
  void mutualProximityRemovesHubs() {
    // Points on a sphere and its centre, which is nearer to each point than other points are.
    Random random = new Random(3);
    float[][] points = new float[61][20];

    for (int i = 1; i < points.length; i++) {
      double length = 0;

      for (int d = 0; d < 20; d++) {
        points[i][d] = (float) random.nextGaussian();
        length += points[i][d] * points[i][d];
      }

      for (int d = 0; d < 20; d++) {
        points[i][d] /= (float) Math.sqrt(length);
      }
    }

    Distance plain = new VectorDistance(Metric.EUCLIDEAN, points);
    Distance mutual = MutualProximity.fit(plain);

    assertThat(occurrences(plain)).isGreaterThan(30);
    assertThat(occurrences(mutual)).isLessThan(15);
  }

  /** Number of songs that have song 0 among their three nearest. */
  private static long occurrences(Distance distance) {
    return java.util.stream.IntStream.range(1, distance.size())
        .filter(
            i ->
                NearestNeighbours.search(distance, i, i + 1, 3).get(0).stream()
                    .anyMatch(neighbour -> neighbour.index() == 0))
        .count();
  }

  @Test
  void equallyFarSongsHaveAMutualProximity() {
    Distance mutual =
        MutualProximity.fit(new VectorDistance(Metric.EUCLIDEAN, new float[][] {{0}, {1}}));

    assertThat(mutual.between(0, 1)).isEqualTo(0.75);
  }

  @Test
  void weightedMeanCombinesDistances() {
    Distance one = new VectorDistance(Metric.EUCLIDEAN, new float[][] {{0}, {1}});
    Distance three = new VectorDistance(Metric.EUCLIDEAN, new float[][] {{0}, {3}});

    assertThat(new WeightedMeanDistance(List.of(one, three), 1, 3).between(0, 1)).isEqualTo(2.5);
    assertThat(new WeightedMeanDistance(List.of(one, three), 1, 3).squared(0, 1)).isEqualTo(6.25);
    assertThatThrownBy(() -> new WeightedMeanDistance(List.of(one), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "weights: expected as many as components (1) and a sum above 0, got 1 of sum 0.0");
  }

  @Test
  void eachComponentDependsOnItsOwnFeatures() {
    SongDescriptor song = song(1, 2, 500, 120, 0);

    assertThat(between(Component.EMBEDDING, song, song(9, 2, 500, 120, 0))).isPositive();
    assertThat(between(Component.TIMBRE, song, song(1, 5, 500, 120, 0))).isPositive();
    assertThat(between(Component.TIMBRE, song, song(9, 2, 700, 150, 3))).isZero();
    assertThat(between(Component.TEXTURE, song, song(1, 2, 700, 120, 0))).isPositive();
    assertThat(between(Component.RHYTHM, song, song(1, 2, 500, 150, 0))).isPositive();
    assertThat(between(Component.RHYTHM, song, song(9, 5, 700, 120, 3))).isZero();
    assertThat(between(Component.HARMONY, song, song(1, 2, 500, 120, 5))).isPositive();
    assertThat(between(Component.HARMONY, song, song(9, 5, 700, 150, 0))).isZero();
    // The beats of one are the pairs of the other.
    assertThat(between(Component.HARMONY, song, song(1, 2, 500, 120, 1))).isZero();
  }

  @Test
  void componentsOfWeightZeroAreLeftOut() {
    List<SongDescriptor> songs = List.of(song(1, 2, 500, 120, 0), song(2, 3, 600, 130, 0));

    assertThat(
            SongDistance.fitComponents(
                SongCollection.of(songs),
                SettingsReader.defaults().neighbours().weights(),
                Map.of()))
        .containsOnlyKeys(Component.EMBEDDING, Component.TIMBRE, Component.TEXTURE);
  }

  @Test
  void addedSongsDoNotChangeDistancesOfOthers() {
    NeighbourSettings settings = SettingsReader.defaults().neighbours();
    List<SongDescriptor> songs = new ArrayList<>();

    for (int i = 0; i < 30; i++) {
      songs.add(song(i % 7, i % 5, 500 + 37 * i, 90 + 3 * i, i % 12));
    }

    SongCollection before = SongCollection.of(songs);
    SongCollection after = before.with(song(8, 9, 3000, 200, 3));
    Distance distance = SongDistance.create(before, settings);
    Distance later = SongDistance.create(after, settings);

    assertThat(later.size()).isEqualTo(31);
    assertThat(later.between(3, 17)).isEqualTo(distance.between(3, 17)).isPositive();

    // A subset; the other songs are only part of the reference.
    Distance some = SongDistance.create(before.subset(new int[] {17, 3}), settings);

    assertThat(some.size()).isEqualTo(2);
    assertThat(some.between(0, 1)).isEqualTo(distance.between(17, 3));

    // Without song 29, which stays in the reference, after the songs that are compared.
    Distance without =
        SongDistance.create(new SongCollection(songs, 29, before.reference()), settings);

    assertThat(without.size()).isEqualTo(29);
    assertThat(without.between(3, 17)).isEqualTo(distance.between(3, 17));
    assertThat(NearestNeighbours.search(without, 3, 4, 40).get(0)).hasSize(28);
  }

  @Test
  void knownMomentsAreNotMeasuredAgain() {
    SongCollection collection =
        SongCollection.of(
            List.of(song(1, 2, 500, 120, 0), song(2, 3, 600, 130, 0), song(4, 3, 700, 99, 0)));
    DistanceWeights weights = SettingsReader.defaults().neighbours().weights();
    Map<Component, MutualProximity> measured =
        SongDistance.fitComponents(collection, weights, Map.of());
    DistanceMoments moments = measured.get(Component.TEXTURE).moments();
    moments.means()[0] = 1000;
    MutualProximity kept =
        SongDistance.fitComponents(collection, weights, Map.of(Component.TEXTURE, moments))
            .get(Component.TEXTURE);

    // An added song is measured; the known moments are kept.
    SongCollection more = collection.with(song(3, 3, 650, 110, 0));
    Map<Component, MutualProximity> extended =
        SongDistance.fitAllComponents(more, Map.of(Component.TEXTURE, moments.extended(4)));
    assertThat(extended.get(Component.TEXTURE).between(0, 1)).isEqualTo(kept.between(0, 1));
    assertThat(extended.get(Component.TEXTURE).between(1, 3)).isBetween(0.0, 1.0);

    // With a mean of 1000, all songs are near to song 0; the other songs are unchanged.
    assertThat(kept.between(0, 1)).isLessThan(measured.get(Component.TEXTURE).between(0, 1));
    assertThat(kept.between(1, 2)).isEqualTo(measured.get(Component.TEXTURE).between(1, 2));
  }

  private static double between(Component component, SongDescriptor a, SongDescriptor b) {
    return SongDistance.rawComponent(component, SongCollection.of(List.of(a, b))).between(0, 1);
  }

  private static SongDescriptor song(
      float code, float mfcc, double centroid, double bpm, int chords) {
    float[] timbre = new float[40];
    float[] harmony = new float[900];
    timbre[3] = mfcc;
    harmony[chords] = 1;
    harmony[450 + chords + 1] = 1;
    return new SongDescriptor(
        new float[] {code, 1},
        new float[20],
        new float[210],
        timbre,
        new float[820],
        new float[7],
        centroid,
        900,
        bpm,
        .01,
        1,
        2,
        harmony);
  }
}

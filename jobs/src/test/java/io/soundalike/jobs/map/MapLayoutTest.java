package io.soundalike.jobs.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.jobs.TestCatalogue;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.table.MapPointRow;
import io.soundalike.neighbours.VectorDistance;
import io.soundalike.neighbours.VectorDistance.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maps of three groups of songs that are far apart: song i belongs to group i modulo 3. */
class MapLayoutTest {

  private static final int GROUPS = 3;
  private static final int DIMENSIONS = 5;
  private static final String[] SETTINGS = {"map.max-iter=500", "map.relayout-fraction=0.2"};

  @TempDir private Path folder;

  private TestCatalogue catalogue;

  @BeforeEach
  void emptyCatalogue() {
    catalogue = new TestCatalogue(folder);
  }

  @Test
  void mapIsKeptAndNewSongsArePlacedInTheirGroup() throws IOException {
    MapLayout first = layOutAndStore(range(0, 30));
    MapLayout second = layOutAndStore(range(2, 33));

    assertThat(first.isKept()).isFalse();
    assertThat(first.isPlaced()).containsOnly(false);
    assertThat(second.isKept()).isTrue();
    assertThat(Arrays.copyOf(second.points(), 28))
        .isDeepEqualTo(Arrays.copyOfRange(first.points(), 2, 30));
    assertThat(Arrays.copyOf(second.isPlaced(), 28)).containsOnly(false);
    assertThat(Arrays.copyOfRange(second.isPlaced(), 28, 31)).containsOnly(true);
    assertThat(second.quality()).isEqualTo(first.quality().withChanges(2 + 3));

    double[][] centres = centres(range(0, 30), first.points());

    for (int i = 28; i < 31; i++) {
      assertThat(nearest(centres, second.points()[i])).isEqualTo((i + 2) % GROUPS);
    }
  }

  @Test
  void placedSongsRemainPlacedOnTheKeptMap() throws IOException {
    layOutAndStore(range(0, 30));
    MapLayout second = layOutAndStore(range(0, 32));
    MapLayout third = layOutAndStore(range(0, 33));

    assertThat(Arrays.copyOf(third.points(), 32)).isDeepEqualTo(second.points());
    assertThat(Arrays.copyOfRange(third.isPlaced(), 30, 33)).containsOnly(true);
    assertThat(third.quality().changes()).isEqualTo(3);
  }

  @Test
  void songsAreLaidOutAgainIfMoreThanTheFractionChanged() throws IOException {
    layOutAndStore(range(0, 30));

    // 3 + 3 changes are a fifth of 30 songs.
    assertThat(layOutAndStore(range(3, 33)).isKept()).isTrue();

    MapLayout again = layOutAndStore(range(3, 34));

    assertThat(again.isKept()).isFalse();
    assertThat(again.isPlaced()).containsOnly(false);
    assertThat(again.quality().changes()).isZero();
    assertThat(again.quality().songs()).isEqualTo(31);
  }

  @Test
  void songsAreLaidOutAgainIfTooManyWereRemoved() throws IOException {
    layOutAndStore(range(0, 30));

    assertThat(layOut(range(0, 24), "source").isKept()).isTrue();
    assertThat(layOut(range(0, 23), "source").isKept()).isFalse();
  }

  @Test
  void mapOfAnotherSourceOrFractionZeroIsNotKept() throws IOException {
    layOutAndStore(range(0, 30));

    assertThat(layOut(range(0, 30), "source").isKept()).isTrue();
    assertThat(layOut(range(0, 30), "other source").isKept()).isFalse();
    assertThat(layOut(range(0, 30), "source", "map.relayout-fraction=0").isKept()).isFalse();
  }

  @Test
  void songsAboveTheMaximumArePlacedByEvenlySpacedLandmarks() throws IOException {
    int[] songs = range(0, 30);
    int[] landmarks = IntStream.range(0, 12).map(i -> i * 30 / 12).toArray();
    MapLayout layout = layOut(songs, "source", "map.max-tracks=12");
    MapLayout ofLandmarks = layOut(landmarks, "source");

    assertThat(layout.quality().landmarks()).isEqualTo(12);
    assertThat(layout.quality().songs()).isEqualTo(30);
    assertThat(IntStream.range(0, 30).filter(song -> !layout.isPlaced()[song]).toArray())
        .containsExactly(landmarks);

    for (int i = 0; i < landmarks.length; i++) {
      assertThat(layout.points()[landmarks[i]])
          .containsExactly(ofLandmarks.points()[i], within(1e-9));
    }

    double[][] centres = centres(landmarks, ofLandmarks.points());

    for (int song : songs) {
      assertThat(nearest(centres, layout.points()[song])).isEqualTo(song % GROUPS);
    }
  }

  private MapLayout layOut(int[] songs, String source, String... overrides) throws IOException {
    return MapLayout.layOut(context(overrides), spec(songs, source));
  }

  private MapLayout layOutAndStore(int[] songs) throws IOException {
    JobContext context = context();
    MapLayoutSpec spec = spec(songs, "source");
    MapLayout layout = MapLayout.layOut(context, spec);
    MapAndClusterJob.write(
        context, layout.rows(spec.trackIds()), MapPointRow.ENCODER, spec.table());
    KMeansClustering clusters =
        new KMeansClustering(new int[songs.length], new double[1][2], Double.NaN, Double.NaN);
    context
        .catalogue()
        .write(
            context.runId(),
            spec.qualityFile(),
            layout.quality().json(spec.source(), clusters, Double.NaN));
    return layout;
  }

  private JobContext context(String... overrides) {
    String[] all = Arrays.copyOf(SETTINGS, SETTINGS.length + overrides.length);
    System.arraycopy(overrides, 0, all, SETTINGS.length, overrides.length);
    return catalogue.context(TestCatalogue.settings(all));
  }

  private static MapLayoutSpec spec(int[] songs, String source) {
    float[][] vectors =
        Arrays.stream(songs).mapToObj(MapLayoutTest::vector).toArray(float[][]::new);
    List<String> trackIds =
        Arrays.stream(songs).mapToObj(song -> String.format(Locale.ROOT, "%03d", song)).toList();
    return new MapLayoutSpec(
        "",
        trackIds,
        new VectorDistance(Metric.EUCLIDEAN, vectors),
        some ->
            new VectorDistance(
                Metric.EUCLIDEAN,
                Arrays.stream(some).mapToObj(i -> vectors[i]).toArray(float[][]::new)),
        vectors,
        source);
  }

  /** The centre of the song's group, 20 units from the others, plus noise of unit variance. */
  private static float[] vector(int song) {
    Random random = new Random(song);
    float[] vector = new float[DIMENSIONS];

    for (int d = 0; d < DIMENSIONS; d++) {
      vector[d] = (float) random.nextGaussian() + (d == song % GROUPS ? 20 : 0);
    }

    return vector;
  }

  private static int[] range(int from, int to) {
    return IntStream.range(from, to).toArray();
  }

  /** The mean point of each group. */
  private static double[][] centres(int[] songs, double[][] points) {
    double[][] centres = new double[GROUPS][2];

    for (int group = 0; group < GROUPS; group++) {
      int g = group;

      for (int axis = 0; axis < 2; axis++) {
        int a = axis;
        centres[group][axis] =
            IntStream.range(0, songs.length)
                .filter(i -> songs[i] % GROUPS == g)
                .mapToDouble(i -> points[i][a])
                .average()
                .orElseThrow();
      }
    }

    return centres;
  }

  private static int nearest(double[][] centres, double[] point) {
    int nearest = 0;

    for (int group = 1; group < GROUPS; group++) {
      if (distance(centres[group], point) < distance(centres[nearest], point)) {
        nearest = group;
      }
    }

    return nearest;
  }

  private static double distance(double[] a, double[] b) {
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  }
}

package io.soundalike.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmbeddingExpansionTest {

  private static final float[][] SONGS = {
    {2, 0}, {1, 1}, {0, 3}, {-1, 0}, {0, -1}, {-2, -2}, {0, -1},
  };

  @Test
  void nearestSongsOfTheReferenceAreAddedByTheirSimilarity() {
    int[] reference = {0, 1, 2, 3, 4, 5};
    float[][] expanded = EmbeddingExpansion.expand(SONGS, reference);
    float[][] units = VectorDistance.unitVectors(SONGS, reference);

    // The means of the reference are 0 and 1/6.
    assertThat(units[0]).containsExactly(new float[] {0.99655f, -0.08305f}, within(1e-4f));

    for (int song : new int[] {0, 6}) {
      float[] expected = units[song].clone();

      for (int other : reference) {
        double cosine = units[song][0] * units[other][0] + units[song][1] * units[other][1];
        double weight = other == song ? 0 : 0.5 * Math.pow(Math.max(0, cosine), 3);
        expected[0] += (float) (weight * units[other][0]);
        expected[1] += (float) (weight * units[other][1]);
      }

      assertThat(expanded[song]).containsExactly(expected, within(1e-6f));
    }
  }

  @Test
  void onlyTheFiveNearestAreAdded() {
    float[][] songs = new float[20][2];

    for (int i = 0; i < songs.length; i++) {
      songs[i] =
          new float[] {
            (float) Math.cos(2 * Math.PI * i / 20), (float) Math.sin(2 * Math.PI * i / 20)
          };
    }

    int[] reference = IntStream.range(0, 20).toArray();
    float[] expanded = EmbeddingExpansion.expand(songs, reference)[0];
    // Two neighbours at 18 and two at 36 degrees on either side, and one of the two at 54.
    double at18 = Math.cos(Math.PI / 10);
    double at36 = Math.cos(Math.PI / 5);
    double at54 = Math.cos(3 * Math.PI / 10);

    assertThat((double) expanded[0])
        .isCloseTo(1 + Math.pow(at18, 4) + Math.pow(at36, 4) + Math.pow(at54, 4) / 2, within(1e-5));
  }

  @Test
  void songsOutsideTheReferenceChangeNoOtherSong() {
    int[] reference = {0, 1, 2, 3};
    float[][] more = EmbeddingExpansion.expand(SONGS, reference);
    float[][] fewer =
        EmbeddingExpansion.expand(
            new float[][] {SONGS[0], SONGS[1], SONGS[2], SONGS[3]}, reference);

    for (int song = 0; song < fewer.length; song++) {
      assertThat(more[song]).containsExactly(fewer[song]);
    }
  }

  @Test
  void oneOrTwoSongsHaveFewerNeighbours() {
    assertThat(EmbeddingExpansion.expand(new float[][] {{1, 2}}, new int[] {0})[0])
        .containsExactly(0, 0);
    // Opposite to each other after centring: nothing is added.
    assertThat(EmbeddingExpansion.expand(new float[][] {{1, 0}, {3, 0}}, new int[] {0, 1})[0])
        .containsExactly(-1, 0);
  }
}

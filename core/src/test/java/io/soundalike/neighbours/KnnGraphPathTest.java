package io.soundalike.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.neighbours.NearestNeighbours.Neighbour;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnnGraphPathTest {

  /** 0 to 3 in one step of 1, or in three of 0.4; 3 is a neighbour of 4; 5 is not connected. */
  private static final List<List<Neighbour>> SONGS =
      List.of(
          List.of(new Neighbour(1, .4), new Neighbour(3, 1)),
          List.of(new Neighbour(2, .4)),
          List.of(new Neighbour(3, .4)),
          List.of(),
          List.of(new Neighbour(3, .2)),
          List.of());

  @Test
  void manySmallStepsArePreferredToALargeOne() {
    assertThat(KnnGraphPath.find(SONGS, 0, 3)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void edgesAreUsedInBothDirections() {
    assertThat(KnnGraphPath.find(SONGS, 0, 4)).containsExactly(0, 1, 2, 3, 4);
    assertThat(KnnGraphPath.find(SONGS, 4, 0)).containsExactly(4, 3, 2, 1, 0);
  }

  @Test
  void pathToItselfIsOneSongAndToUnconnectedSongsIsEmpty() {
    assertThat(KnnGraphPath.find(SONGS, 2, 2)).containsExactly(2);
    assertThat(KnnGraphPath.find(SONGS, 0, 5)).isEmpty();
  }
}

package io.soundalike.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallestTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64, 499, 500, 900})
  void itKeepsWhatSortingPutsFirst(int most) {
    Random random = new Random(most);
    float[] numbers = new float[500];
    Smallest smallest = new Smallest(most);

    for (int song = 0; song < numbers.length; song++) {
      // Many of them are equal.
      numbers[song] = random.nextInt(100) / 7f;
      smallest.add(song, numbers[song]);
    }

    Integer[] sorted =
        IntStream.range(0, numbers.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer song) -> numbers[song]))
            .limit(most)
            .toArray(Integer[]::new);
    assertThat(IntStream.of(smallest.songs()).boxed()).containsExactly(sorted);
  }

  @Test
  void theLargestIsWhatMayStillBeReplaced() {
    Smallest smallest = new Smallest(2);
    smallest.add(0, 3);
    assertThat(smallest.largest()).isEqualTo(Float.MAX_VALUE);
    smallest.add(1, 5);
    assertThat(smallest.largest()).isEqualTo(5);
    smallest.add(2, 4.9f);
    assertThat(smallest.largest()).isEqualTo(4.9f);
    assertThat(smallest.songs()).containsExactly(0, 2);
  }
}

package io.soundalike.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopKTest {

  @ParameterizedTest
  @CsvSource({"10, 1", "10, 9", "10, 10", "10, 30", "500, 37", "2048, 180"})
  void exactlyCountAreSelectedOfFewNumbers(int n, int count) {
    float[] numbers = numbers(n);
    TopK topK = TopK.select(numbers, count);

    assertThat(topK.indices()).isEqualTo(sortedIndices(numbers, Math.min(n, count)));
    assertThat(topK.limit()).isEqualTo(numbers[topK.indices()[topK.indices().length - 1]]);
  }

  @ParameterizedTest
  @CsvSource({"3000, 1", "3000, 180", "20000, 180", "20000, 3000", "5000, 9000"})
  void atLeastCountAreSelectedOfManyNumbers(int n, int count) {
    float[] numbers = numbers(n);
    TopK topK = TopK.select(numbers, count);
    int found = topK.indices().length;

    assertThat(topK.indices()).isEqualTo(sortedIndices(numbers, found));
    assertThat(found).isBetween(Math.min(n, count), Math.min(n, 3 * count + 8 * n / 1024));
    assertThat(IntStream.range(0, n).filter(i -> numbers[i] > topK.limit()).count())
        .isEqualTo(n - found);
  }

  /** Catalogues are often ordered by album, or alternate between styles. */
  @Test
  void periodicOrderDoesNotBiasTheSelection() {
    for (int period : new int[] {2, 16, 19, 20, 40, 500}) {
      float[] numbers = new float[20_000];
      Random random = new Random(period);

      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = i % period == 1 ? random.nextFloat() : 5 + random.nextFloat();
      }

      assertThat(TopK.select(numbers, 30).indices().length).as("%d", period).isBetween(30, 400);
    }
  }

  @Test
  void equalNumbersAreSelectedTogether() {
    assertThat(TopK.select(new float[] {1, 0, 1, 2, 1}, 2).indices()).containsExactly(1, 0, 2, 4);
    assertThat(TopK.select(new float[3000], 2).indices()).hasSize(3000);
  }

  @Test
  void infiniteNumbersAreNeverSelected() {
    float[] numbers = new float[3000];
    Arrays.fill(numbers, Float.POSITIVE_INFINITY);
    numbers[7] = 3;
    numbers[5] = 3;

    assertThat(TopK.select(numbers, 4).indices()).containsExactly(5, 7);
    assertThat(TopK.select(new float[] {Float.POSITIVE_INFINITY, 2}, 2).indices())
        .containsExactly(1);
  }

  private static float[] numbers(int n) {
    Random random = new Random(n);
    float[] numbers = new float[n];

    for (int i = 0; i < n; i++) {
      numbers[i] = random.nextFloat() * 100;
    }

    return numbers;
  }

  private static int[] sortedIndices(float[] numbers, int count) {
    return IntStream.range(0, numbers.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> numbers[i]))
        .limit(count)
        .mapToInt(i -> i)
        .toArray();
  }
}

package io.soundalike.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.demo.ListeningLog.Play;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ListeningLogTest {

  private static final List<Play> LOG = ListeningLog.of(DemoCatalogue.SONGS, 200, 14);

  @Test
  void listenersPlayTwoBands() {
    Map<String, List<Play>> byListener =
        LOG.stream().collect(Collectors.groupingBy(Play::listener));
    double faithful =
        byListener.values().stream().mapToDouble(ListeningLogTest::ofTwoBands).average().orElse(0);

    assertThat(byListener).hasSize(200);
    // 85 % and what falls on these two by chance.
    assertThat(faithful).isBetween(0.84, 0.95);
  }

  private static double ofTwoBands(List<Play> plays) {
    Map<Integer, Integer> byBand =
        plays.stream()
            .collect(
                Collectors.groupingBy(
                    play -> play.song() / DemoCatalogue.SONGS_PER_BAND,
                    Collectors.summingInt(Play::count)));
    int two =
        byBand.values().stream()
            .sorted(Comparator.reverseOrder())
            .limit(2)
            .mapToInt(Integer::intValue)
            .sum();
    return (double) two / plays.stream().mapToInt(Play::count).sum();
  }

  @Test
  void hitsArePlayedMore() {
    Map<Integer, Integer> byPlace =
        LOG.stream()
            .collect(
                Collectors.groupingBy(
                    play -> play.song() % DemoCatalogue.SONGS_PER_BAND,
                    Collectors.summingInt(Play::count)));

    assertThat(byPlace.get(0)).isGreaterThan(3 * byPlace.get(3) / 2);
  }

  @Test
  void aSeedHasOneLogAndFewSongsHaveOne() {
    assertThat(ListeningLog.of(DemoCatalogue.SONGS, 200, 14)).isEqualTo(LOG);
    assertThat(ListeningLog.of(6, 10, 14)).allMatch(play -> play.song() < 6);
  }
}

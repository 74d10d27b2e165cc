package io.soundalike.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.demo.ListeningLog.Play;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ListeningLogTest {

  private static final List<Play> LOG = ListeningLog.generate(DemoCatalogue.SONGS, 200, 14);

  @Test
  void listenersMostlyPlayTwoBands() {
    Map<String, List<Play>> byListener =
        LOG.stream().collect(Collectors.groupingBy(Play::listener));
    double meanShare =
        byListener.values().stream()
            .mapToDouble(ListeningLogTest::shareOfTopTwoBands)
            .average()
            .orElse(0);

    assertThat(byListener).hasSize(200);
    // 85 % by preference, and some of the random plays.
    assertThat(meanShare).isBetween(0.84, 0.95);
  }

  private static double shareOfTopTwoBands(List<Play> plays) {
    Map<Integer, Integer> byBand =
        plays.stream()
            .collect(
                Collectors.groupingBy(
                    play -> play.song() / DemoCatalogue.SONGS_PER_BAND,
                    Collectors.summingInt(Play::count)));
    int topTwo =
        byBand.values().stream()
            .sorted(Comparator.reverseOrder())
            .limit(2)
            .mapToInt(Integer::intValue)
            .sum();
    return (double) topTwo / plays.stream().mapToInt(Play::count).sum();
  }

  @Test
  void firstSongsOfABandArePlayedMoreOften() {
    Map<Integer, Integer> byPosition =
        LOG.stream()
            .collect(
                Collectors.groupingBy(
                    play -> play.song() % DemoCatalogue.SONGS_PER_BAND,
                    Collectors.summingInt(Play::count)));

    assertThat(byPosition.get(0)).isGreaterThan(3 * byPosition.get(3) / 2);
  }

  @Test
  void logsAreReproducibleAndUseOnlyTheFirstSongs() {
    assertThat(ListeningLog.generate(DemoCatalogue.SONGS, 200, 14)).isEqualTo(LOG);
    assertThat(ListeningLog.generate(6, 10, 14)).allMatch(play -> play.song() < 6);
  }
}

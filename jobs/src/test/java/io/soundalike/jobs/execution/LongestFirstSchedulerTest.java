package io.soundalike.jobs.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.jobs.table.AudioFileRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongestFirstSchedulerTest {

  @Test
  void aLongSongHasATaskOfItsOwnAndIsStartedFirst() {
    List<AudioFileRow> songs = songs(100, 3_000_000);
    songs.add(song("long.mp3", 170_000_000));
    List<List<AudioFileRow>> tasks = LongestFirstScheduler.distribute(songs, 8);

    assertThat(tasks).hasSize(8);
    assertThat(tasks.get(0)).extracting(AudioFileRow::getPath).containsExactly("long.mp3");
    assertThat(tasks.subList(1, 8)).allSatisfy(task -> assertThat(task).hasSizeBetween(14, 15));
  }

  @Test
  void twoCoresEndAtAboutTheSameTime() {
    Random random = new Random(3);
    List<AudioFileRow> songs = new ArrayList<>();
    long total = 0;

    for (int i = 0; i < 200; i++) {
      long bytes = (long) (1_000_000 * Math.exp(random.nextGaussian()));
      songs.add(song("%03d.mp3".formatted(i), bytes));
      total += bytes;
    }

    long[] cores = new long[2];

    for (List<AudioFileRow> task : LongestFirstScheduler.distribute(songs, 8)) {
      int idle = cores[0] <= cores[1] ? 0 : 1;
      cores[idle] += task.stream().mapToLong(AudioFileRow::getLength).sum();
    }

    assertThat((double) Math.max(cores[0], cores[1])).isLessThan(1.02 * total / 2);
  }

  @Test
  void everySongIsInOneTaskAndOrderDoesNotMatter() {
    List<AudioFileRow> songs = songs(50, 1000);
    List<AudioFileRow> reversed = new ArrayList<>(songs);
    java.util.Collections.reverse(reversed);

    assertThat(LongestFirstScheduler.distribute(songs, 7).stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(songs);
    assertThat(paths(LongestFirstScheduler.distribute(reversed, 7)))
        .isEqualTo(paths(LongestFirstScheduler.distribute(songs, 7)));
  }

  private static List<List<String>> paths(List<List<AudioFileRow>> tasks) {
    return tasks.stream().map(task -> task.stream().map(AudioFileRow::getPath).toList()).toList();
  }

  private static List<AudioFileRow> songs(int count, long bytes) {
    List<AudioFileRow> songs = new ArrayList<>();

    for (int i = 0; i < count; i++) {
      songs.add(song("%03d.mp3".formatted(i), bytes + i));
    }

    return songs;
  }

  private static AudioFileRow song(String path, long bytes) {
    AudioFileRow row = new AudioFileRow();
    row.setPath(path);
    row.setLength(bytes);
    return row;
  }
}

package io.soundalike.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.features.MelSpectrogram;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeAxisPoolingTest {

  private static final int[] NO_BEATS = {};

  /** Two poolings, so four columns for each beat; a patch has 32 columns. */
  private static final Settings BEATS = settings("model.time-step=beat");

  @Test
  void oneFramePerColumnChangesNothing() {
    MelSpectrogram song = song(100, t -> t);
    Settings settings = settings("model.frames-per-column=1");

    assertThat(TimeAxisPooling.pool(List.of(song), new int[] {10, 30}, settings))
        .containsExactly(song);
    assertThat(TimeAxisPooling.columns(100, new int[] {10, 30}, settings)).isEqualTo(100);
  }

  @Test
  void columnIsTheMeanOfItsFramesAndTheRestIsDropped() {
    Settings settings = settings("model.frames-per-column=3");
    MelSpectrogram pooled =
        TimeAxisPooling.pool(List.of(song(101, t -> 2 * t)), NO_BEATS, settings).get(0);

    assertThat(pooled.nFrames()).isEqualTo(33);
    assertThat(TimeAxisPooling.columns(101, NO_BEATS, settings)).isEqualTo(33);

    for (int c = 0; c < pooled.nFrames(); c++) {
      assertThat(pooled.values()[c] & 0xff).isEqualTo(2 * (3 * c + 1));
    }
  }

  @Test
  void columnIsTheMeanOfAQuarterOfABeat() {
    // Beats at 3, 11, 19, ... 83: there is no room for a beat before 3 or after 83 + 8.
    int[] beats = IntStream.iterate(3, b -> b <= 83, b -> b + 8).toArray();
    MelSpectrogram pooled =
        TimeAxisPooling.pool(List.of(song(95, t -> 2 * t)), beats, BEATS).get(0);

    assertThat(pooled.nFrames()).isEqualTo(11 * 4);
    assertThat(TimeAxisPooling.columns(95, beats, BEATS)).isEqualTo(pooled.nFrames());

    for (int c = 0; c < pooled.nFrames(); c++) {
      // Mean of frames 3 + 2 c and 4 + 2 c, halves rounded up: 2 (3 + 2 c) + 1.
      assertThat(pooled.values()[c] & 0xff).isEqualTo(4 * c + 7);
    }
  }

  @Test
  void tempoMakesNoDifference() {
    // The same pattern of sixteen levels to a beat, at 16 and at 32 frames a beat.
    MelSpectrogram fast = song(16 * 12, t -> 10 * (t % 16));
    MelSpectrogram slow = song(32 * 12, t -> 10 * (t / 2 % 16));
    int[] fastBeats = IntStream.range(0, 12).map(b -> 16 * b).toArray();
    int[] slowBeats = IntStream.range(0, 12).map(b -> 32 * b).toArray();

    assertThat(TimeAxisPooling.pool(List.of(slow), slowBeats, BEATS).get(0).values())
        .isEqualTo(TimeAxisPooling.pool(List.of(fast), fastBeats, BEATS).get(0).values());
  }

  @Test
  void beatsAreExtrapolatedToBothEnds() {
    // Tracked from 40 to 120 of 200 frames, 20 apart: room for two more before, four after.
    assertThat(TimeAxisPooling.columns(200, new int[] {40, 60, 80, 100, 120}, BEATS))
        .isEqualTo(10 * 4);
  }

  @Test
  void beatsOutsideTheKeptFramesDoNotCount() {
    Settings kept = settings("model.time-step=beat", "features.first-frame=50");
    int[] beats = IntStream.iterate(0, b -> b < 400, b -> b + 10).toArray();

    assertThat(TimeAxisPooling.columns(100, beats, kept)).isEqualTo(10 * 4);
  }

  @Test
  void fewBeatsHaveMoreColumns() {
    // Three beats of four columns are fewer than a patch's 32, so each beat has sixteen.
    MelSpectrogram pooled =
        TimeAxisPooling.pool(List.of(song(60, t -> t)), new int[] {0, 20, 40}, BEATS).get(0);

    assertThat(pooled.nFrames()).isEqualTo(3 * 16);
    // 58.75 to 60: frames 58 and 59, halves rounded up.
    assertThat(pooled.values()[47] & 0xff).isEqualTo(59);
  }

  @Test
  void withoutBeatsTwoPerSecondAreAssumed() {
    // 22,050 / 512 / 2 = 21.53 frames a beat: nine of them in 200 frames.
    assertThat(TimeAxisPooling.columns(200, new int[0], BEATS)).isEqualTo(9 * 4);
    assertThat(TimeAxisPooling.columns(200, new int[] {7}, BEATS)).isEqualTo(8 * 4);
  }

  @Test
  void songShorterThanABeatIsOneBeat() {
    assertThat(TimeAxisPooling.columns(15, new int[] {100, 200}, BEATS)).isEqualTo(32);
  }

  private static MelSpectrogram song(int frames, java.util.function.IntUnaryOperator level) {
    byte[] values = new byte[frames];

    for (int t = 0; t < frames; t++) {
      values[t] = (byte) level.applyAsInt(t);
    }

    return new MelSpectrogram(1, frames, values);
  }

  private static Settings settings(String... overrides) {
    List<String> all = new java.util.ArrayList<>(List.of("model.channels=[6,4]"));
    all.add("model.patch-columns=32");
    all.addAll(List.of(overrides));
    return SettingsReader.read(List.of(), all);
  }
}

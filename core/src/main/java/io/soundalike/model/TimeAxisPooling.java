package io.soundalike.model;

import io.soundalike.features.MelSpectrogram;
import io.soundalike.settings.ModelSettings;
import io.soundalike.settings.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A song in the network's own time. A column is the mean decibels of {@code
 * model.frames-per-column} frames; what is left of them at the end is dropped. With {@code
 * model.time-step = beat} a beat becomes as many columns as the encoder halves to one, so that the
 * code has one column for each beat, whatever the tempo, and an image covers as many beats of one
 * song as of another. Each column is the mean decibels of its frames; where a beat has fewer frames
 * than columns, frames are repeated.
 *
 * <p>Beats go on at their mean distance to both ends of the song; what is left of it there, less
 * than a beat, is dropped. Without beats two a second are taken. A song with fewer beats than an
 * image covers is given twice, or four times, as many columns.
 *
 * <p>References: D. Ellis, G. Poliner, Identifying cover songs with chroma features and dynamic
 * programming beat tracking, ICASSP 2007; librosa.util.sync
 */
public final class TimeAxisPooling {

  private static final double BEATS_PER_SECOND = 2;

  private TimeAxisPooling() {}

  /**
   * A song as the network sees it.
   *
   * @param channels spectrograms of equal shape
   * @param beats frames of the beats, rising, from the song's beginning
   */
  public static List<MelSpectrogram> of(
      List<MelSpectrogram> channels, int[] beats, Settings settings) {
    if (isFrames(settings) && settings.model().framesPerColumn() == 1) {
      return channels;
    }

    int[] edges = edges(channels.get(0).nFrames(), beats, settings);
    return channels.stream().map(channel -> pool(channel, edges)).toList();
  }

  /** Columns of {@link #of} for a song of so many frames. */
  public static int columns(int frames, int[] beats, Settings settings) {
    return edges(frames, beats, settings).length - 1;
  }

  private static boolean isFrames(Settings settings) {
    return settings.model().timeStep() == ModelSettings.TimeStep.FRAME;
  }

  /** The first frame of each column, then the end of the last. */
  private static int[] edges(int frames, int[] beats, Settings settings) {
    if (isFrames(settings)) {
      int step = settings.model().framesPerColumn();
      return IntStream.rangeClosed(0, frames / step).map(column -> column * step).toArray();
    }

    double[] grid = grid(frames, beats, settings);
    int columnsOfBeat = 1 << settings.model().channels().size();

    while ((grid.length - 1) * columnsOfBeat < settings.model().patchColumns()) {
      columnsOfBeat *= 2;
    }

    int[] edges = new int[(grid.length - 1) * columnsOfBeat + 1];

    for (int i = 0; i < edges.length - 1; i++) {
      double from = grid[i / columnsOfBeat];
      double to = grid[i / columnsOfBeat + 1];
      edges[i] = (int) (from + (to - from) * (i % columnsOfBeat) / columnsOfBeat);
    }

    edges[edges.length - 1] = (int) grid[grid.length - 1];
    return edges;
  }

  /** Beats within the kept frames, and so many more at both ends as have room. */
  private static double[] grid(int frames, int[] beats, Settings settings) {
    int first = settings.features().firstFrame();
    double period = period(beats, settings);
    List<Double> grid = new ArrayList<>();
    Arrays.stream(beats)
        .filter(beat -> beat >= first && beat < first + frames)
        .forEach(beat -> grid.add((double) beat - first));

    if (grid.isEmpty()) {
      grid.add(0.0);
    }

    while (grid.get(0) - period >= 0) {
      grid.add(0, grid.get(0) - period);
    }

    while (grid.get(grid.size() - 1) + period <= frames) {
      grid.add(grid.get(grid.size() - 1) + period);
    }

    return grid.size() == 1
        ? new double[] {0, frames}
        : grid.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double period(int[] beats, Settings settings) {
    return beats.length < 2
        ? settings.audio().sampleRateHz() / (BEATS_PER_SECOND * settings.features().hopLength())
        : (double) (beats[beats.length - 1] - beats[0]) / (beats.length - 1);
  }

  private static MelSpectrogram pool(MelSpectrogram song, int[] edges) {
    int columns = edges.length - 1;
    byte[] pooled = new byte[song.nMels() * columns];

    for (int m = 0; m < song.nMels(); m++) {
      int row = m * song.nFrames();

      for (int c = 0; c < columns; c++) {
        int end = Math.max(edges[c] + 1, edges[c + 1]);
        int sum = 0;

        for (int t = edges[c]; t < end; t++) {
          sum += song.values()[row + t] & 0xff;
        }

        pooled[m * columns + c] = (byte) Math.round((float) sum / (end - edges[c]));
      }
    }

    return new MelSpectrogram(song.nMels(), columns, pooled);
  }
}

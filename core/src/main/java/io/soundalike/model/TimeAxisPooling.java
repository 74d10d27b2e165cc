package io.soundalike.model;

import io.soundalike.features.MelSpectrogram;
import io.soundalike.settings.ModelSettings;
import io.soundalike.settings.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pools the time axis of spectrograms to the columns that the network reads. A column is the mean
 * decibels of {@code model.frames-per-column} frames; remaining frames at the end are dropped.
 *
 * <p>With {@code model.time-step = beat} each beat becomes {@code 2^depth} columns, which the
 * encoder reduces to one column of the code. Patches then cover the same number of beats at any
 * tempo. A column is the mean decibels of its frames; if a beat has fewer frames than columns,
 * frames are repeated. Beats are extrapolated to both ends of the song at their mean period, and
 * the rest, shorter than a beat, is dropped. Without tracked beats, two beats per second are
 * assumed. For a song with fewer beats than a patch covers, the columns per beat are doubled until
 * a patch is filled.
 *
 * <p>References: D. Ellis, G. Poliner, Identifying cover songs with chroma features and dynamic
 * programming beat tracking, ICASSP 2007; librosa.util.sync
 */
public final class TimeAxisPooling {

  private static final double BEATS_PER_SECOND = 2;

  private TimeAxisPooling() {}

  /**
   * Pools a song's spectrograms.
   *
   * @param channels spectrograms of equal shape
   * @param beats beat positions in frames from the song's beginning, ascending
   * @return for each channel a spectrogram of {@link #columns} columns
   */
  public static List<MelSpectrogram> pool(
      List<MelSpectrogram> channels, int[] beats, Settings settings) {
    if (isFrames(settings) && settings.model().framesPerColumn() == 1) {
      return channels;
    }

    int[] edges = edges(channels.get(0).nFrames(), beats, settings);
    return channels.stream().map(channel -> pool(channel, edges)).toList();
  }

  /**
   * Number of columns of a pooled song.
   *
   * @param frames number of frames of the song's spectrogram
   * @param beats beat positions in frames, ascending
   */
  public static int columns(int frames, int[] beats, Settings settings) {
    return edges(frames, beats, settings).length - 1;
  }

  private static boolean isFrames(Settings settings) {
    return settings.model().timeStep() == ModelSettings.TimeStep.FRAME;
  }

  /** The first frame of each column, then the end of the last column. */
  private static int[] edges(int frames, int[] beats, Settings settings) {
    if (isFrames(settings)) {
      int step = settings.model().framesPerColumn();
      return IntStream.rangeClosed(0, frames / step).map(column -> column * step).toArray();
    }

    double[] grid = grid(frames, beats, settings);
    int columnsPerBeat = 1 << settings.model().channels().size();

    while ((grid.length - 1) * columnsPerBeat < settings.model().patchColumns()) {
      columnsPerBeat *= 2;
    }

    int[] edges = new int[(grid.length - 1) * columnsPerBeat + 1];

    for (int i = 0; i < edges.length - 1; i++) {
      double from = grid[i / columnsPerBeat];
      double to = grid[i / columnsPerBeat + 1];
      edges[i] = (int) (from + (to - from) * (i % columnsPerBeat) / columnsPerBeat);
    }

    edges[edges.length - 1] = (int) grid[grid.length - 1];
    return edges;
  }

  /** Beats within the kept frames, extrapolated to both ends, in frames. */
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

package io.soundalike.report;

import io.soundalike.dsp.MelFilterBank;
import io.soundalike.features.SongFrames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Plots of one song: waveform, mel spectrogram, chromagram, tempogram and MFCCs. Each is a PNG
 * without text and an SVG with axes.
 */
public final class SongPlots {

  /** Largest number of columns of a plot. */
  public static final int COLUMNS = 1400;

  private static final int HEIGHT = 320;
  private static final int TIME_TICKS = 8;
  private static final float MEL_DB = 80;
  private static final List<String> PITCHES =
      List.of("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B");

  /**
   * A tick of the vertical axis.
   *
   * @param position from 0 at the bottom to 1 at the top
   */
  private record Tick(double position, String label) {}

  private SongPlots() {}

  /**
   * Renders all plots.
   *
   * @param label of the song, for the titles
   * @param song frames to plot
   * @param halfRateHz upper edge of the highest mel band
   * @return contents by file name
   */
  public static Map<String, byte[]> render(
      String label, SongFrames.PlotData song, double halfRateHz) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    addPlot(files, "waveform", label, song, waveform(song), waveTicks());
    addPlot(files, "mel", label, song, unit(song.melDb(), -MEL_DB, 0), melTicks(halfRateHz));
    addPlot(files, "chroma", label, song, unit(song.chroma(), 0, 1), rows(PITCHES));
    addPlot(files, "tempogram", label, song, unit(song.tempogram(), 0, 1), tempoTicks(song));
    float[][] mfcc = standardise(song.mfcc());
    addPlot(
        files,
        "mfcc",
        label,
        song,
        unit(mfcc, -3, 3),
        rows(IntStream.range(0, mfcc.length).mapToObj(String::valueOf).toList()));
    return files;
  }

  private static void addPlot(
      Map<String, byte[]> files,
      String kind,
      String label,
      SongFrames.PlotData song,
      float[][] matrix,
      List<Tick> ticks) {
    int rows = matrix.length;
    int columns = matrix[0].length;
    float[] flat = new float[rows * columns];

    for (int r = 0; r < rows; r++) {
      System.arraycopy(matrix[r], 0, flat, r * columns, columns);
    }

    byte[] png = MatrixImage.matrix(flat, rows, columns, 1);
    files.put(kind + ".png", png);
    files.put(
        kind + ".svg",
        Charts.fill(
                "plot.svg",
                Map.of(
                    "title",
                    kind + " of " + label,
                    "image",
                    Base64.getEncoder().encodeToString(png),
                    "width",
                    COLUMNS,
                    "height",
                    HEIGHT,
                    "times",
                    times(song.seconds()),
                    "marks",
                    ticks.stream().map(SongPlots::tick).toList()))
            .getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> tick(Tick tick) {
    return Map.of(
        "y", String.format(Locale.ROOT, "%.1f", 30 + (1 - tick.position()) * HEIGHT),
        "label", tick.label());
  }

  private static List<Map<String, Object>> times(double seconds) {
    List<Map<String, Object>> times = new ArrayList<>();

    for (int i = 0; i <= TIME_TICKS; i++) {
      long at = Math.round(i * seconds / TIME_TICKS);
      times.add(
          Map.of(
              "x",
              80 + i * COLUMNS / TIME_TICKS,
              "label",
              String.format(Locale.ROOT, "%d:%02d", at / 60, at % 60)));
    }

    return times;
  }

  /** The range of samples in each column, light on dark as in the other plots. */
  private static float[][] waveform(SongFrames.PlotData song) {
    float[][] matrix = new float[HEIGHT][song.low().length];

    for (int c = 0; c < song.low().length; c++) {
      int from = row(song.low()[c]);
      int to = row(song.high()[c]);

      for (int r = from; r <= to; r++) {
        matrix[r][c] = 0.75f;
      }
    }

    return matrix;
  }

  private static int row(float sample) {
    return Math.round((Math.max(-1, Math.min(1, sample)) + 1) / 2 * (HEIGHT - 1));
  }

  private static List<Tick> waveTicks() {
    return List.of(new Tick(0, "-1"), new Tick(0.5, "0"), new Tick(1, "1"));
  }

  private static List<Tick> melTicks(double halfRateHz) {
    double highest = MelFilterBank.hzToMel(halfRateHz);
    return IntStream.of(0, 512, 1024, 2048, 4096, 8192)
        .filter(hz -> hz <= halfRateHz)
        .mapToObj(hz -> new Tick(MelFilterBank.hzToMel(hz) / highest, hz + " Hz"))
        .toList();
  }

  private static List<Tick> tempoTicks(SongFrames.PlotData song) {
    double octaves = Math.log(song.fastestBpm() / song.slowestBpm());
    return IntStream.of(30, 60, 120, 240, 480)
        .mapToObj(bpm -> new Tick(Math.log(bpm / song.slowestBpm()) / octaves, bpm + " bpm"))
        .toList();
  }

  private static List<Tick> rows(List<String> names) {
    return IntStream.range(0, names.size())
        .mapToObj(r -> new Tick((r + 0.5) / names.size(), names.get(r)))
        .toList();
  }

  private static float[][] unit(float[][] matrix, float low, float high) {
    float[][] unit = new float[matrix.length][matrix[0].length];

    for (int r = 0; r < matrix.length; r++) {
      for (int c = 0; c < matrix[r].length; c++) {
        unit[r][c] = (matrix[r][c] - low) / (high - low);
      }
    }

    return unit;
  }

  /** Scales each row by its mean and standard deviation: MFCCs differ by orders of magnitude. */
  private static float[][] standardise(float[][] matrix) {
    float[][] result = new float[matrix.length][];

    for (int r = 0; r < matrix.length; r++) {
      double mean = 0;
      double squares = 0;

      for (float value : matrix[r]) {
        mean += value / matrix[r].length;
      }

      for (float value : matrix[r]) {
        squares += (value - mean) * (value - mean) / matrix[r].length;
      }

      double deviation = Math.sqrt(squares);
      result[r] = new float[matrix[r].length];

      for (int c = 0; c < result[r].length; c++) {
        result[r][c] = deviation < 1e-9 ? 0 : (float) ((matrix[r][c] - mean) / deviation);
      }
    }

    return result;
  }
}

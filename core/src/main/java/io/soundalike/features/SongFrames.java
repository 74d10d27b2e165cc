package io.soundalike.features;

import io.soundalike.audio.SampleConsumer;
import io.soundalike.dsp.ChromaFilterBank;
import io.soundalike.dsp.Dct;
import io.soundalike.dsp.Framer;
import io.soundalike.dsp.MelFilterBank;
import io.soundalike.dsp.Stft;
import io.soundalike.settings.FeatureSettings;
import io.soundalike.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Computes the features of a song over time, for plots. Frames are averaged to as many columns as a
 * plot has.
 *
 * <p>References: librosa.feature.melspectrogram, chroma_stft (norm=inf), mfcc and tempogram
 * (win_length=384), all of 0.10.1
 */
public final class SongFrames implements SampleConsumer {

  private static final int MELS = 128;
  private static final int TEMPOGRAM_FRAMES = 384;
  private static final int TEMPO_ROWS = 96;
  private static final double MIN_BPM = 30;
  private static final double MAX_BPM = 480;

  private final FeatureSettings settings;
  private final double framesPerSecond;
  private final Framer framer;
  private final Stft stft;
  private final MelFilterBank melFilters;
  private final ChromaFilterBank chromaFilters;
  private final DbFrameBuffer mel = new DbFrameBuffer(MELS);
  private final List<float[]> chroma = new ArrayList<>();
  private final List<float[]> sampleRanges = new ArrayList<>();
  private final float[] power;
  private final float[] bands = new float[MELS];
  private int samplesInHop;

  /**
   * @param settings the audio and features sections are used
   * @param tuning tuning of the song in semitones, such as {@link Descriptors#tuning}
   */
  public SongFrames(Settings settings, double tuning) {
    this.settings = settings.features();
    int rate = settings.audio().sampleRateHz();
    int nFft = this.settings.nFft();
    this.framesPerSecond = (double) rate / this.settings.hopLength();
    this.stft = new Stft(nFft);
    this.power = new float[stft.bins()];
    this.melFilters = new MelFilterBank(rate, nFft, MELS, 0, rate / 2.0);
    this.chromaFilters = new ChromaFilterBank(rate, nFft, tuning);
    this.framer = new Framer(nFft, this.settings.hopLength(), this::addFrame);
  }

  /**
   * Data of the plots. Matrices are {@code [rows][columns]}, with time along the columns.
   *
   * @param seconds duration of all columns together
   * @param low smallest sample of each column, from -1
   * @param high largest sample of each column, up to 1
   * @param melDb 128 mel bands up to half the sample rate, in dB relative to the loudest value,
   *     from -80 to 0
   * @param chroma 12 pitch classes, C first, scaled to a maximum of 1 in each frame
   * @param mfcc 20 coefficients
   * @param tempogram local autocorrelation of the onset strength, from 0 to 1; rows are tempi,
   *     evenly spaced in octaves from {@link #slowestBpm} to {@link #fastestBpm}
   */
  public record PlotData(
      double seconds,
      float[] low,
      float[] high,
      float[][] melDb,
      float[][] chroma,
      float[][] mfcc,
      float[][] tempogram) {

    /** Tempo of the tempogram's first row, in beats per minute. */
    public double slowestBpm() {
      return MIN_BPM;
    }

    /** Tempo of the tempogram's last row, in beats per minute. */
    public double fastestBpm() {
      return MAX_BPM;
    }
  }

  @Override
  public void accept(float[] samples, int length) {
    framer.accept(samples, length);

    for (int i = 0; i < length; i++) {
      if (samplesInHop == 0) {
        sampleRanges.add(new float[] {samples[i], samples[i]});
      }

      float[] range = sampleRanges.get(sampleRanges.size() - 1);
      range[0] = Math.min(range[0], samples[i]);
      range[1] = Math.max(range[1], samples[i]);
      samplesInHop = (samplesInHop + 1) % settings.hopLength();
    }
  }

  private void addFrame(float[] samples, int offset) {
    stft.power(samples, offset, power);
    melFilters.apply(power, bands);
    mel.add(bands);
    float[] classes = new float[ChromaFilterBank.PITCH_CLASSES];
    chromaFilters.apply(power, classes);
    float loudest = 0;

    for (float value : classes) {
      loudest = Math.max(loudest, value);
    }

    for (int c = 0; c < classes.length && loudest >= Float.MIN_NORMAL; c++) {
      classes[c] /= loudest;
    }

    chroma.add(classes);
  }

  /**
   * Ends the song and averages its frames.
   *
   * @param maxColumns upper bound of the number of columns
   */
  public PlotData finish(int maxColumns) {
    framer.finish();
    int columns = Math.max(1, Math.min(maxColumns, mel.frames()));
    return new PlotData(
        mel.frames() / framesPerSecond,
        extremes(columns, 0),
        extremes(columns, 1),
        melDb(columns),
        averageColumns(ChromaFilterBank.PITCH_CLASSES, columns, chroma::get),
        mfcc(columns),
        tempogram(columns));
  }

  /** Smallest (0) or largest (1) sample of each column. */
  private float[] extremes(int columns, int which) {
    float[] extremes = new float[columns];

    for (int h = 0; h < sampleRanges.size(); h++) {
      int column = (int) ((long) h * columns / sampleRanges.size());
      float value = sampleRanges.get(h)[which];
      extremes[column] =
          which == 0 ? Math.min(extremes[column], value) : Math.max(extremes[column], value);
    }

    return extremes;
  }

  private float[][] melDb(int columns) {
    float[] frame = new float[MELS];
    return averageColumns(
        MELS,
        columns,
        t -> {
          mel.copyFrame(t, mel.floorDb(), frame);

          for (int m = 0; m < MELS; m++) {
            frame[m] -= mel.maxDb();
          }

          return frame;
        });
  }

  private float[][] mfcc(int columns) {
    Dct dct = new Dct(MELS, Mfcc.COEFFICIENTS);
    float[] frame = new float[MELS];
    double[] coefficients = new double[Mfcc.COEFFICIENTS];
    float[] rounded = new float[Mfcc.COEFFICIENTS];
    return averageColumns(
        Mfcc.COEFFICIENTS,
        columns,
        t -> {
          mel.copyFrame(t, mel.floorDb(), frame);
          dct.apply(frame, coefficients);

          for (int c = 0; c < rounded.length; c++) {
            rounded[c] = (float) coefficients[c];
          }

          return rounded;
        });
  }

  /** Mean of the frames of each column. */
  private float[][] averageColumns(int rows, int columns, IntFunction<float[]> frames) {
    float[][] result = new float[rows][columns];
    int[] counts = new int[columns];

    for (int t = 0; t < mel.frames(); t++) {
      float[] frame = frames.apply(t);
      int column = (int) ((long) t * columns / mel.frames());
      counts[column]++;

      for (int r = 0; r < rows; r++) {
        result[r][column] += frame[r];
      }
    }

    for (float[] row : result) {
      for (int c = 0; c < columns; c++) {
        row[c] /= Math.max(1, counts[c]);
      }
    }

    return result;
  }

  /** Tempogram around the middle frame of each column. */
  private float[][] tempogram(int columns) {
    int padFrames = 1 + settings.nFft() / (2 * settings.hopLength());
    float[] onsets = OnsetStrength.compute(mel, padFrames).mean();
    float[] hann = Stft.hann(TEMPOGRAM_FRAMES);
    float[][] rows = new float[TEMPO_ROWS][columns];
    double[] autocorrelation = new double[TEMPOGRAM_FRAMES];

    for (int c = 0; c < columns; c++) {
      int middle = (int) ((2L * c + 1) * onsets.length / (2L * columns));
      autocorrelate(onsets, middle, hann, autocorrelation);

      for (int r = 0; r < TEMPO_ROWS; r++) {
        double bpm = MIN_BPM * Math.pow(MAX_BPM / MIN_BPM, r / (TEMPO_ROWS - 1.0));
        double lag = Math.min(TEMPOGRAM_FRAMES - 1.001, 60 * framesPerSecond / bpm);
        int before = (int) lag;
        rows[r][c] =
            (float)
                ((1 - lag + before) * autocorrelation[before]
                    + (lag - before) * autocorrelation[before + 1]);
      }
    }

    return rows;
  }

  /** Autocorrelation of the windowed onset strength by lag, normalised to 1 at lag 0. */
  private static void autocorrelate(
      float[] onsets, int middle, float[] hann, double[] autocorrelation) {
    int window = hann.length;
    float[] local = new float[window];

    for (int i = 0; i < window; i++) {
      local[i] = Tempo.padWithLinearRamp(onsets, middle - window / 2 + i, window / 2) * hann[i];
    }

    for (int lag = 0; lag < window; lag++) {
      double sum = 0;

      for (int i = lag; i < window; i++) {
        sum += local[i] * local[i - lag];
      }

      autocorrelation[lag] = lag == 0 || autocorrelation[0] == 0 ? sum : sum / autocorrelation[0];
    }

    autocorrelation[0] = autocorrelation[0] == 0 ? 0 : 1;
  }
}

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
 * A song frame by frame, for drawings: what the analysis makes numbers of. Frames are averaged to
 * as many columns as a drawing has.
 *
 * <p>References: librosa.feature.melspectrogram, chroma_stft(norm=inf), mfcc and
 * tempogram(win_length=384)
 */
public final class SongFrames implements SampleConsumer {

  private static final int MELS = 128;
  private static final int TEMPOGRAM_FRAMES = 384;
  private static final int TEMPO_ROWS = 96;
  private static final double SLOWEST_BPM = 30;
  private static final double FASTEST_BPM = 480;

  private final FeatureSettings settings;
  private final double framesPerSecond;
  private final Framer framer;
  private final Stft stft;
  private final MelFilterBank melFilters;
  private final ChromaFilterBank chromaFilters;
  private final DbFrameBuffer mel = new DbFrameBuffer(MELS);
  private final List<float[]> chroma = new ArrayList<>();
  private final List<float[]> envelope = new ArrayList<>();
  private final float[] power;
  private final float[] bands = new float[MELS];
  private int inHop;

  /**
   * @param tuning of the song, in semitones, such as {@link Descriptors#tuning}
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
   * What is drawn; matrices are {@code [rows][columns]}, time running to the right.
   *
   * @param seconds that the columns last together
   * @param low least sample of each column, from -1
   * @param high greatest sample of each column, to 1
   * @param melDb 128 bands up to half the sample rate, dB below the loudest, from -80 to 0
   * @param chroma 12 pitch classes, C first, the strongest of each frame being 1
   * @param mfcc 20 coefficients
   * @param tempogram how alike the onsets are to themselves some time later, from 0 to 1; rows are
   *     tempi, evenly spaced in octaves from {@link #slowestBpm} to {@link #fastestBpm}
   */
  public record Drawn(
      double seconds,
      float[] low,
      float[] high,
      float[][] melDb,
      float[][] chroma,
      float[][] mfcc,
      float[][] tempogram) {

    /** Tempo of the first row. */
    public double slowestBpm() {
      return SLOWEST_BPM;
    }

    /** Tempo of the last row. */
    public double fastestBpm() {
      return FASTEST_BPM;
    }
  }

  @Override
  public void accept(float[] samples, int length) {
    framer.accept(samples, length);

    for (int i = 0; i < length; i++) {
      if (inHop == 0) {
        envelope.add(new float[] {samples[i], samples[i]});
      }

      float[] ends = envelope.get(envelope.size() - 1);
      ends[0] = Math.min(ends[0], samples[i]);
      ends[1] = Math.max(ends[1], samples[i]);
      inHop = (inHop + 1) % settings.hopLength();
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
   * Ends the song.
   *
   * @param most columns at most
   */
  public Drawn finish(int most) {
    framer.finish();
    int columns = Math.max(1, Math.min(most, mel.frames()));
    return new Drawn(
        mel.frames() / framesPerSecond,
        ends(columns, 0),
        ends(columns, 1),
        melDb(columns),
        averaged(ChromaFilterBank.PITCH_CLASSES, columns, chroma::get),
        mfcc(columns),
        tempogram(columns));
  }

  /** The least (0) or the greatest (1) sample of each column. */
  private float[] ends(int columns, int which) {
    float[] ends = new float[columns];

    for (int h = 0; h < envelope.size(); h++) {
      int column = (int) ((long) h * columns / envelope.size());
      float end = envelope.get(h)[which];
      ends[column] = which == 0 ? Math.min(ends[column], end) : Math.max(ends[column], end);
    }

    return ends;
  }

  private float[][] melDb(int columns) {
    float[] frame = new float[MELS];
    return averaged(
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
    return averaged(
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

  /** The mean of each column's frames. */
  private float[][] averaged(int rows, int columns, IntFunction<float[]> frames) {
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

  /** Around the middle frame of each column. */
  private float[][] tempogram(int columns) {
    int lead = 1 + settings.nFft() / (2 * settings.hopLength());
    float[] onsets = OnsetStrength.of(mel, lead).mean();
    float[] hann = Stft.hann(TEMPOGRAM_FRAMES);
    float[][] rows = new float[TEMPO_ROWS][columns];
    double[] similarity = new double[TEMPOGRAM_FRAMES];

    for (int c = 0; c < columns; c++) {
      int middle = (int) ((2L * c + 1) * onsets.length / (2L * columns));
      autocorrelate(onsets, middle, hann, similarity);

      for (int r = 0; r < TEMPO_ROWS; r++) {
        double bpm = SLOWEST_BPM * Math.pow(FASTEST_BPM / SLOWEST_BPM, r / (TEMPO_ROWS - 1.0));
        double lag = Math.min(TEMPOGRAM_FRAMES - 1.001, 60 * framesPerSecond / bpm);
        int before = (int) lag;
        rows[r][c] =
            (float)
                ((1 - lag + before) * similarity[before] + (lag - before) * similarity[before + 1]);
      }
    }

    return rows;
  }

  /** How alike the windowed envelope is to itself, by lag; 1 at lag 0. */
  private static void autocorrelate(
      float[] envelope, int middle, float[] hann, double[] similarity) {
    int window = hann.length;
    float[] local = new float[window];

    for (int i = 0; i < window; i++) {
      local[i] = Tempo.padded(envelope, middle - window / 2 + i, window / 2) * hann[i];
    }

    for (int lag = 0; lag < window; lag++) {
      double sum = 0;

      for (int i = lag; i < window; i++) {
        sum += local[i] * local[i - lag];
      }

      similarity[lag] = lag == 0 || similarity[0] == 0 ? sum : sum / similarity[0];
    }

    similarity[0] = similarity[0] == 0 ? 0 : 1;
  }
}

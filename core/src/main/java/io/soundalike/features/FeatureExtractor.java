package io.soundalike.features;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.Pcm;
import io.soundalike.dsp.ChromaFilterBank;
import io.soundalike.dsp.Decibels;
import io.soundalike.dsp.MelFilterBank;
import io.soundalike.dsp.Statistics;
import io.soundalike.dsp.Stft;
import io.soundalike.settings.Settings;
import java.util.Arrays;

/**
 * Analyses songs, one after the other. Holds scratch space: one instance for one thread.
 *
 * <p>References: librosa 0.10 for every single number; see the classes beside this one.
 */
public final class FeatureExtractor {

  private static final double ROLLOFF_SHARE = 0.9;

  /** Mel bands from which onsets are heard, as librosa's default, whatever the spectrogram has. */
  private static final int ONSET_MELS = 128;

  private final Settings.Features settings;
  private final int sampleRateHz;
  private final Stft stft;
  private final MelFilterBank filters;
  private final MelFilterBank onsetFilters;
  private final ChromaFilterBank chromaFilters;

  /**
   * @param settings of the analysis; those of audio, features and model are used
   */
  public FeatureExtractor(Settings settings) {
    this.settings = settings.features();
    this.sampleRateHz = settings.audio().sampleRateHz();
    int nFft = this.settings.nFft();
    this.stft = new Stft(nFft, this.settings.hopLength());
    this.filters =
        new MelFilterBank(
            sampleRateHz,
            nFft,
            this.settings.nMels(),
            this.settings.fMinHz(),
            this.settings.fMaxHz());
    this.onsetFilters = new MelFilterBank(sampleRateHz, nFft, ONSET_MELS, 0, sampleRateHz / 2.0);
    this.chromaFilters = new ChromaFilterBank(sampleRateHz, nFft);
  }

  /** What a song gives, or why it gives nothing. */
  public sealed interface Outcome {

    /** The numbers and the picture of a song. */
    record Extracted(TrackFeatures features, MelSpectrogram spectrogram) implements Outcome {}

    /** The song is too short for the frames that the settings keep. */
    record Unusable(AudioFault fault, String detail) implements Outcome {}
  }

  /** Analyses one song, which is as long as {@code audio.min-seconds} at least. */
  public Outcome extract(Pcm pcm) {
    int nFrames = stft.frames(pcm.samples().length);
    int needed = settings.firstFrame() + settings.frames();

    if (nFrames < needed) {
      return new Outcome.Unusable(
          AudioFault.TOO_SHORT,
          "%.1f s of sound, %.1f s are needed for frames %d to %d"
              .formatted(
                  pcm.seconds(),
                  (double) needed * settings.hopLength() / sampleRateHz,
                  settings.firstFrame(),
                  needed));
    }

    Frames frames = new Frames(pcm.samples(), nFrames);
    return new Outcome.Extracted(features(pcm, frames), spectrogram(frames.mel));
  }

  /** Everything that is read off one pass over the frames. */
  private final class Frames {

    private final float[][] mel;
    private final float[][] onsetMel;
    private final double[] chromaSums = new double[ChromaFilterBank.PITCH_CLASSES];
    private final Statistics rolloffHz = new Statistics();
    private final Statistics melPower = new Statistics();

    Frames(float[] samples, int nFrames) {
      mel = new float[nFrames][filters.size()];
      onsetMel = new float[nFrames][ONSET_MELS];
      float[] power = new float[stft.bins()];
      float[] chroma = new float[ChromaFilterBank.PITCH_CLASSES];

      for (int t = 0; t < nFrames; t++) {
        stft.power(samples, t, power);
        filters.apply(power, mel[t]);
        onsetFilters.apply(power, onsetMel[t]);
        chromaFilters.apply(power, chroma);
        rolloffHz.add(rolloff(power));

        for (int c = 0; c < chroma.length; c++) {
          chromaSums[c] += chroma[c];
        }

        for (float value : mel[t]) {
          melPower.add(value);
        }
      }
    }
  }

  private TrackFeatures features(Pcm pcm, Frames frames) {
    double framesPerSecond = (double) sampleRateHz / settings.hopLength();
    int lead = 1 + settings.nFft() / (2 * settings.hopLength());
    double[] beatEnvelope =
        OnsetStrength.envelope(frames.onsetMel, lead, OnsetStrength.Aggregate.MEDIAN);
    Statistics onset =
        Statistics.of(OnsetStrength.envelope(frames.onsetMel, lead, OnsetStrength.Aggregate.MEAN));
    double bpm = Tempo.bpm(beatEnvelope, framesPerSecond);
    Statistics beatSeconds =
        differences(BeatTracker.beats(beatEnvelope, framesPerSecond, bpm), framesPerSecond);
    double[] zcr = ZeroCrossings.rates(pcm.samples());
    KeyEstimator.Key key = KeyEstimator.estimate(frames.chromaSums);
    return new TrackFeatures(
        pcm.sourceSampleRateHz(),
        pcm.sourceChannels(),
        pcm.sourceSamples(),
        pcm.seconds(),
        bpm,
        beatSeconds.mean(),
        beatSeconds.std(),
        frames.rolloffHz.mean(),
        Statistics.of(zcr).mean(),
        Arrays.stream(zcr).max().orElse(0) - Arrays.stream(zcr).min().orElse(0),
        frames.melPower.mean(),
        frames.melPower.std(),
        onset.mean(),
        onset.std(),
        key.tonic(),
        key.keySignature(),
        key.tonicZ());
  }

  private MelSpectrogram spectrogram(float[][] mel) {
    int first = settings.firstFrame();
    int count = settings.frames() > 0 ? settings.frames() : mel.length - first;
    int nMels = filters.size();
    float loudest = 0;

    for (int t = first; t < first + count; t++) {
      for (float power : mel[t]) {
        loudest = Math.max(loudest, power);
      }
    }

    double maxDb = Decibels.ofPower(loudest);
    byte[] values = new byte[nMels * count];

    for (int t = 0; t < count; t++) {
      for (int m = 0; m < nMels; m++) {
        values[m * count + t] =
            Decibels.toByte(Decibels.ofPower(mel[first + t][m]), maxDb, settings.topDb());
      }
    }

    return new MelSpectrogram(nMels, count, values);
  }

  private double rolloff(float[] power) {
    double total = 0;

    for (float value : power) {
      total += Math.sqrt(value);
    }

    double sum = 0;

    for (int k = 0; k < power.length; k++) {
      sum += Math.sqrt(power[k]);

      if (sum >= ROLLOFF_SHARE * total) {
        return (double) k * sampleRateHz / settings.nFft();
      }
    }

    return 0;
  }

  private static Statistics differences(int[] beats, double framesPerSecond) {
    Statistics statistics = new Statistics();

    for (int i = 1; i < beats.length; i++) {
      statistics.add((beats[i] - beats[i - 1]) / framesPerSecond);
    }

    return statistics;
  }
}

package io.soundalike.features;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.SampleConsumer;
import io.soundalike.audio.SourceInfo;
import io.soundalike.dsp.Decibels;
import io.soundalike.dsp.Framer;
import io.soundalike.dsp.Statistics;
import io.soundalike.features.FeatureExtractor.Outcome;
import io.soundalike.settings.Settings;

/**
 * Listens to one song as it is decoded. Every frame is transformed once, and every feature reads
 * that one spectrum; nothing is allocated for a frame but room in what grows with the song (see
 * {@link BandSeries}).
 */
public final class SongAnalysis implements SampleConsumer {

  private final FeatureExtractor extractor;
  private final Settings.Features settings;
  private final Framer framer;
  private final float[] power;
  private final float[] magnitude;
  private final float[] mel;
  private final float[] listeningMel;

  private final Waveform waveform = new Waveform();
  private final Statistics melPower = new Statistics();
  private final BandSeries listeningBands;

  /** Bands of the frames that the spectrogram keeps; the same object where they are the same. */
  private final BandSeries bands;

  private final SpectralShape shape;
  private final SpectralContrast contrast;
  private final TuningEstimator tuning;
  private final TuningEstimator chromaTuning;
  private final ChromaSums chroma;
  private int frames;

  SongAnalysis(FeatureExtractor extractor) {
    this.extractor = extractor;
    this.settings = extractor.settings;
    int bins = extractor.stft.bins();
    double binHz = (double) extractor.sampleRateHz / settings.nFft();
    this.power = new float[bins];
    this.magnitude = new float[bins];
    this.mel = new float[extractor.filters.size()];
    this.listeningMel = extractor.sharesBands ? mel : new float[extractor.listeningFilters.size()];
    this.listeningBands = new BandSeries(listeningMel.length);
    boolean keepsAll = settings.firstFrame() == 0 && settings.frames() == 0;
    this.bands = extractor.sharesBands && keepsAll ? listeningBands : new BandSeries(mel.length);
    this.shape = new SpectralShape(binHz);
    this.contrast = new SpectralContrast(bins, binHz);
    this.tuning = new TuningEstimator(bins, binHz);
    this.chromaTuning = new TuningEstimator(bins, binHz);
    this.chroma = new ChromaSums(extractor.chromaFilters);
    this.framer = new Framer(settings.nFft(), settings.hopLength(), this::addFrame);
  }

  @Override
  public void accept(float[] samples, int length) {
    waveform.accept(samples, length);
    framer.accept(samples, length);
  }

  private void addFrame(float[] samples, int offset) {
    extractor.stft.power(samples, offset, power);

    for (int k = 0; k < power.length; k++) {
      magnitude[k] = (float) Math.sqrt(power[k]);
    }

    addBands();
    shape.add(magnitude);
    contrast.add(magnitude);
    tuning.add(magnitude);
    chromaTuning.add(power);
    chroma.add(power);
    frames++;
  }

  private void addBands() {
    extractor.filters.apply(power, mel);
    melPower.addAll(mel);

    if (!extractor.sharesBands) {
      extractor.listeningFilters.apply(power, listeningMel);
    }

    listeningBands.add(listeningMel);
    boolean kept =
        frames >= settings.firstFrame()
            && (settings.frames() == 0 || frames < settings.firstFrame() + settings.frames());

    if (bands != listeningBands && kept) {
      bands.add(mel);
    }
  }

  /**
   * Ends the song.
   *
   * @param source what the samples came from
   */
  public Outcome finish(SourceInfo source) {
    framer.finish();
    int needed = settings.firstFrame() + Math.max(1, settings.frames());

    if (frames < needed) {
      return new Outcome.Unusable(
          AudioFault.TOO_SHORT,
          "%.1f s of sound, %.1f s are needed for frames %d to %d"
              .formatted(
                  source.seconds(),
                  (double) needed * settings.hopLength() / extractor.sampleRateHz,
                  settings.firstFrame(),
                  needed));
    }

    Waveform.Result heard = waveform.finish();
    double[] chromaSums = chroma.at(chromaTuning.tuning());
    return new Outcome.Extracted(
        features(source, heard, chromaSums), descriptors(heard, chromaSums), spectrogram());
  }

  private TrackFeatures features(SourceInfo source, Waveform.Result heard, double[] chromaSums) {
    double framesPerSecond = (double) extractor.sampleRateHz / settings.hopLength();
    int lead = 1 + settings.nFft() / (2 * settings.hopLength());
    OnsetStrength onsets = OnsetStrength.of(listeningBands, lead);
    Statistics onset = Statistics.of(onsets.mean());
    double bpm = Tempo.bpm(onsets.median(), framesPerSecond);
    Statistics beatSeconds =
        differences(BeatTracker.beats(onsets.median(), framesPerSecond, bpm), framesPerSecond);
    KeyEstimator.Key key = KeyEstimator.estimate(chromaSums);
    return new TrackFeatures(
        source.sampleRateHz(),
        source.channels(),
        source.samples(),
        source.seconds(),
        bpm,
        beatSeconds.mean(),
        beatSeconds.std(),
        shape.rolloffHz().mean(),
        Statistics.of(heard.zeroCrossingRates()).mean(),
        range(heard.zeroCrossingRates()),
        melPower.mean(),
        melPower.std(),
        onset.mean(),
        onset.std(),
        key.tonic(),
        key.keySignature(),
        key.tonicZ());
  }

  private Descriptors descriptors(Waveform.Result heard, double[] chromaSums) {
    Mfcc mfcc = Mfcc.of(listeningBands);
    float[] chromaMean = new float[chromaSums.length];

    for (int c = 0; c < chromaMean.length; c++) {
      chromaMean[c] = (float) (chromaSums[c] / frames);
    }

    return new Descriptors(
        mfcc.mean(),
        mfcc.covariance(),
        contrast.means(),
        chromaMean,
        tuning.tuning(),
        shape.centroidHz().mean(),
        shape.bandwidthHz().mean(),
        Statistics.of(heard.rms()).mean(),
        heard.loudnessDbfs());
  }

  private MelSpectrogram spectrogram() {
    int nMels = bands.bands();
    int nFrames = bands.frames();
    float maxDb = bands.maxDb();
    byte[] values = new byte[nMels * nFrames];
    float[] frame = new float[nMels];

    for (int t = 0; t < nFrames; t++) {
      bands.copyFrame(t, Float.NEGATIVE_INFINITY, frame);

      for (int m = 0; m < nMels; m++) {
        values[m * nFrames + t] = Decibels.toByte(frame[m], maxDb, settings.topDb());
      }
    }

    return new MelSpectrogram(nMels, nFrames, values);
  }

  private static double range(float[] values) {
    float smallest = values[0];
    float largest = values[0];

    for (float value : values) {
      smallest = Math.min(smallest, value);
      largest = Math.max(largest, value);
    }

    return largest - smallest;
  }

  private static Statistics differences(int[] beats, double framesPerSecond) {
    Statistics statistics = new Statistics();

    for (int i = 1; i < beats.length; i++) {
      statistics.add((beats[i] - beats[i - 1]) / framesPerSecond);
    }

    return statistics;
  }
}

package io.soundalike.features;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.SampleConsumer;
import io.soundalike.audio.SourceInfo;
import io.soundalike.dsp.Framer;
import io.soundalike.features.FeatureExtractor.Outcome;
import io.soundalike.math.Statistics;
import io.soundalike.settings.AudioSettings.Channel;
import io.soundalike.settings.FeatureSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Listens to one song as it is decoded. Every frame is transformed once, and every feature reads
 * that one spectrum; nothing is allocated for a frame but room in what grows with the song (see
 * {@link DbFrameBuffer}).
 */
public final class StreamingFeatureExtractor implements SampleConsumer {

  private final FeatureExtractor extractor;
  private final FeatureSettings settings;
  private final Framer framer;
  private final float[] power;
  private final float[] magnitude;
  private final float[] mel;
  private final float[] listeningMel;

  private final TimeDomainFeatures waveform = new TimeDomainFeatures();
  private final Statistics melPower = new Statistics();
  private final DbFrameBuffer listeningBands;

  /** Bands of the frames that the spectrogram keeps; the same object where they are the same. */
  private final DbFrameBuffer bands;

  /** Left and right, of stereo; else none. */
  private final List<ChannelImage> sides;

  private final SpectralShape shape;
  private final SpectralContrast contrast;
  private final TuningEstimator tuning;
  private final TuningEstimator chromaTuning;
  private final ChromaAccumulator chroma;
  private int frames;

  StreamingFeatureExtractor(FeatureExtractor extractor) {
    this.extractor = extractor;
    this.settings = extractor.settings;
    int bins = extractor.stft.bins();
    double binHz = (double) extractor.sampleRateHz / settings.nFft();
    this.power = new float[bins];
    this.magnitude = new float[bins];
    this.mel = new float[extractor.filters.size()];
    this.listeningMel = extractor.sharesBands ? mel : new float[extractor.listeningFilters.size()];
    this.listeningBands = new DbFrameBuffer(listeningMel.length);
    boolean keepsAll = settings.firstFrame() == 0 && settings.frames() == 0;
    boolean isStereo = extractor.channel == Channel.STEREO;
    this.sides =
        isStereo ? List.of(new ChannelImage(extractor), new ChannelImage(extractor)) : List.of();
    this.bands =
        isStereo || extractor.sharesBands && keepsAll
            ? listeningBands
            : new DbFrameBuffer(mel.length);
    this.shape = new SpectralShape(binHz);
    this.contrast = new SpectralContrast(bins, binHz);
    this.tuning = new TuningEstimator(bins, binHz);
    this.chromaTuning = new TuningEstimator(bins, binHz);
    this.chroma = new ChromaAccumulator(extractor.chromaFilters);
    this.framer = new Framer(settings.nFft(), settings.hopLength(), this::addFrame);
  }

  /** Who is to hear which channel of the song, this analysis first. */
  public Map<Channel, SampleConsumer> consumers() {
    if (sides.isEmpty()) {
      return Map.of(extractor.channel, this);
    }

    Map<Channel, SampleConsumer> consumers = new LinkedHashMap<>();
    consumers.put(Channel.MEAN, this);
    consumers.put(Channel.LEFT, sides.get(0));
    consumers.put(Channel.RIGHT, sides.get(1));
    return consumers;
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

    if (bands != listeningBands && extractor.keeps(frames)) {
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
          String.format(
              Locale.ROOT,
              "%.1f s of sound, %.1f s are needed for frames %d to %d",
              source.seconds(),
              (double) needed * settings.hopLength() / extractor.sampleRateHz,
              settings.firstFrame(),
              needed));
    }

    TimeDomainFeatures.Result heard = waveform.finish();
    double[] chromaSums = chroma.at(chromaTuning.tuning());
    OnsetStrength onsets = onsets();
    double bpm = Tempo.bpm(onsets.median(), framesPerSecond());
    int[] beats = BeatTracker.beats(onsets.median(), framesPerSecond(), bpm);
    List<DbFrameBuffer> channels =
        sides.isEmpty() ? List.of(bands) : sides.stream().map(ChannelImage::finish).toList();
    return new Outcome.Extracted(
        features(source, heard, chromaSums, onsets, bpm, beats),
        descriptors(heard, chromaSums, beats),
        ChannelImage.spectrograms(channels, settings.topDb()));
  }

  private double framesPerSecond() {
    return (double) extractor.sampleRateHz / settings.hopLength();
  }

  private OnsetStrength onsets() {
    int lead = 1 + settings.nFft() / (2 * settings.hopLength());
    return OnsetStrength.of(listeningBands, lead);
  }

  private TrackFeatures features(
      SourceInfo source,
      TimeDomainFeatures.Result heard,
      double[] chromaSums,
      OnsetStrength onsets,
      double bpm,
      int[] beats) {
    Statistics onset = Statistics.of(onsets.mean());
    Statistics beatSeconds = differences(beats, framesPerSecond());
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

  private Descriptors descriptors(
      TimeDomainFeatures.Result heard, double[] chromaSums, int[] beats) {
    Mfcc mfcc = Mfcc.of(listeningBands);
    float[] chromaMean = new float[chromaSums.length];

    for (int c = 0; c < chromaMean.length; c++) {
      chromaMean[c] = (float) (chromaSums[c] / frames);
    }

    return new Descriptors(
        mfcc.mean(),
        mfcc.covariance(),
        mfcc.timbreMean(),
        mfcc.timbreCovariance(),
        contrast.means(),
        chromaMean,
        tuning.tuning(),
        shape.centroidHz().mean(),
        shape.bandwidthHz().mean(),
        Statistics.of(heard.rms()).mean(),
        heard.loudnessDbfs(),
        beats);
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

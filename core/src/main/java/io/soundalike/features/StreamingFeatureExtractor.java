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
import java.util.stream.IntStream;

/**
 * Extracts the features of one song while it is decoded. Every frame is transformed once, and all
 * features use that spectrum. Per frame, only the buffers that grow with the song allocate memory
 * (see {@link DbFrameBuffer}).
 */
public final class StreamingFeatureExtractor implements SampleConsumer {

  private final FeatureExtractor extractor;
  private final FeatureSettings settings;
  private final Framer framer;
  private final float[] power;
  private final float[] magnitude;
  private final float[] mel;
  private final float[] featureMel;

  private final TimeDomainFeatures timeDomain = new TimeDomainFeatures();
  private final Statistics melPower = new Statistics();
  private final DbFrameBuffer featureBands;

  /**
   * Mel bands of the selected frames; the same object as {@code featureBands} if they are equal.
   */
  private final DbFrameBuffer selectedBands;

  /** Left and right for stereo, else empty. */
  private final List<ChannelSpectrogram> channelSpectrograms;

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
    this.mel = new float[extractor.melFilters.size()];
    this.featureMel =
        extractor.sharesMelBands ? mel : new float[extractor.featureMelFilters.size()];
    this.featureBands = new DbFrameBuffer(featureMel.length);
    boolean selectsAll = settings.firstFrame() == 0 && settings.frames() == 0;
    boolean isStereo = extractor.channel == Channel.STEREO;
    this.channelSpectrograms =
        isStereo
            ? List.of(new ChannelSpectrogram(extractor), new ChannelSpectrogram(extractor))
            : List.of();
    this.selectedBands =
        isStereo || extractor.sharesMelBands && selectsAll
            ? featureBands
            : new DbFrameBuffer(mel.length);
    this.shape = new SpectralShape(binHz);
    this.contrast = new SpectralContrast(bins, binHz);
    this.tuning = new TuningEstimator(bins, binHz);
    this.chromaTuning = new TuningEstimator(bins, binHz);
    this.chroma = new ChromaAccumulator(extractor.chromaFilters);
    this.framer = new Framer(settings.nFft(), settings.hopLength(), this::addFrame);
  }

  /** Consumers of the decoder's channels; this extractor is the first. */
  public Map<Channel, SampleConsumer> consumers() {
    if (channelSpectrograms.isEmpty()) {
      return Map.of(extractor.channel, this);
    }

    Map<Channel, SampleConsumer> consumers = new LinkedHashMap<>();
    consumers.put(Channel.MEAN, this);
    consumers.put(Channel.LEFT, channelSpectrograms.get(0));
    consumers.put(Channel.RIGHT, channelSpectrograms.get(1));
    return consumers;
  }

  @Override
  public void accept(float[] samples, int length) {
    timeDomain.accept(samples, length);
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
    extractor.melFilters.apply(power, mel);
    melPower.addAll(mel);

    if (!extractor.sharesMelBands) {
      extractor.featureMelFilters.apply(power, featureMel);
    }

    featureBands.add(featureMel);

    if (selectedBands != featureBands && extractor.selectsFrame(frames)) {
      selectedBands.add(mel);
    }
  }

  /**
   * Ends the song and computes its features.
   *
   * @param source format and length of the decoded file
   */
  public Outcome finish(SourceInfo source) {
    framer.finish();
    int needed = settings.firstFrame() + Math.max(1, settings.frames());

    if (frames < needed) {
      return new Outcome.Unusable(
          AudioFault.TOO_SHORT,
          String.format(
              Locale.ROOT,
              "%.1f s of audio, %.1f s are needed for frames %d to %d",
              source.seconds(),
              (double) needed * settings.hopLength() / extractor.sampleRateHz,
              settings.firstFrame(),
              needed));
    }

    TimeDomainFeatures.Result timeDomainResult = timeDomain.finish();
    double[] chromaSums = chroma.interpolate(chromaTuning.estimate());
    OnsetStrength onsets = computeOnsets();
    double bpm = Tempo.estimate(onsets.median(), framesPerSecond());
    int[] beats = BeatTracker.track(onsets.median(), framesPerSecond(), bpm);
    List<DbFrameBuffer> channels =
        channelSpectrograms.isEmpty()
            ? List.of(selectedBands)
            : channelSpectrograms.stream().map(ChannelSpectrogram::finish).toList();
    return new Outcome.Extracted(
        computeFeatures(source, timeDomainResult, chromaSums, onsets, bpm, beats),
        computeDescriptors(timeDomainResult, chromaSums, beats),
        ChannelSpectrogram.quantise(channels, settings.topDb()));
  }

  private double framesPerSecond() {
    return (double) extractor.sampleRateHz / settings.hopLength();
  }

  private OnsetStrength computeOnsets() {
    int padFrames = 1 + settings.nFft() / (2 * settings.hopLength());
    return OnsetStrength.compute(featureBands, padFrames);
  }

  private TrackFeatures computeFeatures(
      SourceInfo source,
      TimeDomainFeatures.Result timeDomainResult,
      double[] chromaSums,
      OnsetStrength onsets,
      double bpm,
      int[] beats) {
    Statistics onset = Statistics.compute(onsets.mean());
    Statistics beatSeconds = computeIntervals(beats, framesPerSecond());
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
        Statistics.compute(timeDomainResult.zeroCrossingRates()).mean(),
        range(timeDomainResult.zeroCrossingRates()),
        melPower.mean(),
        melPower.std(),
        onset.mean(),
        onset.std(),
        key.tonic(),
        key.keySignature(),
        key.tonicZ());
  }

  private Descriptors computeDescriptors(
      TimeDomainFeatures.Result timeDomainResult, double[] chromaSums, int[] beats) {
    Mfcc mfcc = Mfcc.compute(featureBands);
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
        tuning.estimate(),
        shape.centroidHz().mean(),
        shape.bandwidthHz().mean(),
        Statistics.compute(timeDomainResult.rms()).mean(),
        timeDomainResult.loudnessDbfs(),
        beats,
        computeHarmony(beats));
  }

  private float[] computeHarmony(int[] beats) {
    int[] edges = beats;

    if (beats.length < 2) {
      // Without tracked beats, two beats per second.
      int step = (int) Math.max(1, Math.rint(framesPerSecond() / 2));
      edges = IntStream.rangeClosed(0, frames / step).map(beat -> beat * step).toArray();
    }

    return ChromaFourierMagnitude.compute(chroma.synchronise(chromaTuning.estimate(), edges));
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

  private static Statistics computeIntervals(int[] beats, double framesPerSecond) {
    Statistics statistics = new Statistics();

    for (int i = 1; i < beats.length; i++) {
      statistics.add((beats[i] - beats[i - 1]) / framesPerSecond);
    }

    return statistics;
  }
}

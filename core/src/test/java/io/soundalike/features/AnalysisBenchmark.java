package io.soundalike.features;

import io.soundalike.BenchmarkSong;
import io.soundalike.audio.AudioDecoder;
import io.soundalike.audio.DecodeOutcome;
import io.soundalike.audio.Decoding;
import io.soundalike.audio.SourceInfo;
import io.soundalike.dsp.ChromaFilterBank;
import io.soundalike.dsp.Framer;
import io.soundalike.dsp.MelFilterBank;
import io.soundalike.dsp.Stft;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Feature extraction of one minute of audio; {@code io.soundalike.Benchmarks} runs it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
public class AnalysisBenchmark {

  private static final int RATE_HZ = 22050;
  private static final int N_FFT = 2048;
  private static final int HOP = 512;
  private static final double BIN_HZ = (double) RATE_HZ / N_FFT;

  // A song truncated to a minute announces more frames than it has.
  private final Settings settings =
      SettingsReader.read(List.of(), List.of("audio.max-damaged-fraction=1"));
  private final AudioDecoder decoder = new AudioDecoder(settings);
  private final FeatureExtractor extractor = new FeatureExtractor(settings);
  private final MelFilterBank filters = new MelFilterBank(RATE_HZ, N_FFT, 128, 0, 11025);
  private final ChromaFilterBank chroma =
      new ChromaFilterBank(RATE_HZ, N_FFT, ChromaAccumulator.tunings());
  private final Stft stft = new Stft(N_FFT);
  private final List<float[]> powers = new ArrayList<>();
  private final List<float[]> magnitudes = new ArrayList<>();
  private final DbFrameBuffer bands = new DbFrameBuffer(128);
  private float[] envelope = new float[0];
  private byte[] mp3;
  private float[] samples;

  /** Decodes the song and computes its spectra. */
  @Setup
  public void prepare() {
    mp3 = BenchmarkSong.mp3();
    samples = Decoding.decode(mp3).samples();
    forEachFrame(
        (buffer, offset) -> {
          float[] power = new float[stft.bins()];
          float[] magnitude = new float[stft.bins()];
          float[] mel = new float[128];
          stft.power(buffer, offset, power);

          for (int k = 0; k < power.length; k++) {
            magnitude[k] = (float) Math.sqrt(power[k]);
          }

          filters.apply(power, mel);
          powers.add(power);
          magnitudes.add(magnitude);
          bands.add(mel);
        });
    envelope = OnsetStrength.compute(bands, 3).median();
  }

  private void forEachFrame(Framer.FrameConsumer consumer) {
    Framer framer = new Framer(N_FFT, HOP, consumer);
    framer.accept(samples, samples.length);
    framer.finish();
  }

  /** From the file to all features and the spectrogram. */
  @Benchmark
  public FeatureExtractor.Outcome wholeAnalysis() throws IOException {
    StreamingFeatureExtractor songExtractor = extractor.begin();
    DecodeOutcome outcome =
        decoder.decode(new ByteArrayInputStream(mp3), mp3.length, songExtractor);
    return songExtractor.finish(((DecodeOutcome.Decoded) outcome).source());
  }

  /** From samples to all features and the spectrogram. */
  @Benchmark
  public FeatureExtractor.Outcome featuresAndSpectrogram() {
    StreamingFeatureExtractor songExtractor = extractor.begin();
    songExtractor.accept(samples, samples.length);
    return songExtractor.finish(new SourceInfo("benchmark", RATE_HZ, 1, samples.length));
  }

  /** Short-time Fourier transform and mel bands. */
  @Benchmark
  public float[] stftAndMel() {
    float[] power = new float[stft.bins()];
    float[] mel = new float[128];
    forEachFrame(
        (buffer, offset) -> {
          stft.power(buffer, offset, power);
          filters.apply(power, mel);
        });
    return mel;
  }

  /** Zero crossings and root mean square. */
  @Benchmark
  public Object timeDomainFeatures() {
    TimeDomainFeatures features = new TimeDomainFeatures();
    features.accept(samples, samples.length);
    return features.finish();
  }

  /** Roll-off, centroid and bandwidth. */
  @Benchmark
  public Object spectralShape() {
    SpectralShape shape = new SpectralShape(BIN_HZ);
    magnitudes.forEach(shape::add);
    return shape;
  }

  /** Spectral contrast. */
  @Benchmark
  public Object spectralContrast() {
    SpectralContrast contrast = new SpectralContrast(stft.bins(), BIN_HZ);
    magnitudes.forEach(contrast::add);
    return contrast.means();
  }

  /** One of the two tuning estimates. */
  @Benchmark
  public double tuning() {
    TuningEstimator estimator = new TuningEstimator(stft.bins(), BIN_HZ);
    magnitudes.forEach(estimator::add);
    return estimator.estimate();
  }

  /** Chroma for all tunings. */
  @Benchmark
  public Object chroma() {
    ChromaAccumulator accumulator = new ChromaAccumulator(chroma);
    powers.forEach(accumulator::add);
    return accumulator.interpolate(0);
  }

  /** Mean and covariance of MFCCs and deltas. */
  @Benchmark
  public Object mfcc() {
    return Mfcc.compute(bands);
  }

  /** Both onset envelopes. */
  @Benchmark
  public Object onsetStrength() {
    return OnsetStrength.compute(bands, 3);
  }

  /** Tempo estimation and beat tracking. */
  @Benchmark
  public Object tempoAndBeats() {
    double framesPerSecond = (double) RATE_HZ / HOP;
    return BeatTracker.track(envelope, framesPerSecond, Tempo.estimate(envelope, framesPerSecond));
  }
}

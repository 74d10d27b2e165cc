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

/** A minute from samples to features; {@code io.soundalike.Benchmarks} runs it. */
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

  // A song that was cut to a minute announces more.
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

  /** Decodes the song and transforms it. */
  @Setup
  public void prepare() {
    mp3 = BenchmarkSong.mp3();
    samples = Decoding.of(mp3).samples();
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
    envelope = OnsetStrength.of(bands, 3).median();
  }

  private void forEachFrame(Framer.FrameConsumer consumer) {
    Framer framer = new Framer(N_FFT, HOP, consumer);
    framer.accept(samples, samples.length);
    framer.finish();
  }

  /** Everything, from the file to all features and the spectrogram. */
  @Benchmark
  public FeatureExtractor.Outcome wholeAnalysis() throws IOException {
    StreamingFeatureExtractor analysis = extractor.begin();
    DecodeOutcome outcome = decoder.decode(new ByteArrayInputStream(mp3), mp3.length, analysis);
    return analysis.finish(((DecodeOutcome.Decoded) outcome).source());
  }

  /** Everything behind the resampler. */
  @Benchmark
  public FeatureExtractor.Outcome featuresAndSpectrogram() {
    StreamingFeatureExtractor analysis = extractor.begin();
    analysis.accept(samples, samples.length);
    return analysis.finish(new SourceInfo("benchmark", RATE_HZ, 1, samples.length));
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
  public Object waveform() {
    TimeDomainFeatures waveform = new TimeDomainFeatures();
    waveform.accept(samples, samples.length);
    return waveform.finish();
  }

  /** Roll-off, centroid, bandwidth. */
  @Benchmark
  public Object spectralShape() {
    SpectralShape shape = new SpectralShape(BIN_HZ);
    magnitudes.forEach(shape::add);
    return shape;
  }

  /** Peaks against valleys. */
  @Benchmark
  public Object spectralContrast() {
    SpectralContrast contrast = new SpectralContrast(stft.bins(), BIN_HZ);
    magnitudes.forEach(contrast::add);
    return contrast.means();
  }

  /** One of the two estimates of the tuning. */
  @Benchmark
  public double tuning() {
    TuningEstimator tuning = new TuningEstimator(stft.bins(), BIN_HZ);
    magnitudes.forEach(tuning::add);
    return tuning.tuning();
  }

  /** Pitch classes for all tunings. */
  @Benchmark
  public Object chroma() {
    ChromaAccumulator sums = new ChromaAccumulator(chroma);
    powers.forEach(sums::add);
    return sums.at(0);
  }

  /** Means and covariance of the cepstral coefficients. */
  @Benchmark
  public Object mfcc() {
    return Mfcc.of(bands);
  }

  /** Both onset envelopes. */
  @Benchmark
  public Object onsetStrength() {
    return OnsetStrength.of(bands, 3);
  }

  /** Tempo and beats. */
  @Benchmark
  public Object tempoAndBeats() {
    double framesPerSecond = (double) RATE_HZ / HOP;
    return BeatTracker.beats(envelope, framesPerSecond, Tempo.bpm(envelope, framesPerSecond));
  }
}

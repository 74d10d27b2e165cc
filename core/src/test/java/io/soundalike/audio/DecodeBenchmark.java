package io.soundalike.audio;

import io.soundalike.BenchmarkSong;
import io.soundalike.audio.mpeg.MpegFormat;
import io.soundalike.settings.SettingsReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
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

/** Decoding of one minute of audio; {@code io.soundalike.Benchmarks} runs it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
public class DecodeBenchmark {

  private final AudioDecoder decoder = new AudioDecoder(SettingsReader.defaults());
  private byte[] mp3;
  private float[] samples44100;

  /** Encodes the song. */
  @Setup
  public void prepare() {
    mp3 = BenchmarkSong.mp3();
    samples44100 = Decoding.decode(mp3, "audio.sample-rate-hz=44100").samples();
  }

  /** The decoder alone, without mixing and resampling. */
  @Benchmark
  public long decode() throws IOException, UndecodableException {
    SampleSource source =
        new MpegFormat()
            .open(new BufferedInputStream(new ByteArrayInputStream(mp3), 1 << 16), mp3.length);
    long samples = 0;

    for (int n = source.next(); n > 0; n = source.next()) {
      samples += n;
    }

    return samples;
  }

  /** Decoding, mixing to one channel and resampling to the analysis sample rate. */
  @Benchmark
  public DecodeOutcome decodeAndResample() throws IOException {
    return decoder.decode(new ByteArrayInputStream(mp3), mp3.length, (block, length) -> {});
  }

  /** Resampling from 44,100 to 22,050 Hz. */
  @Benchmark
  public float resample() {
    float[] last = new float[1];
    float[] block = new float[1152];
    Resampler resampler =
        new Resampler(44100, 22050, (output, length) -> last[0] = length > 0 ? output[0] : 0);

    for (int from = 0; from + block.length <= samples44100.length; from += block.length) {
      System.arraycopy(samples44100, from, block, 0, block.length);
      resampler.accept(block, block.length);
    }

    resampler.finish();
    return last[0];
  }
}

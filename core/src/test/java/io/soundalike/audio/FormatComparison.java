package io.soundalike.audio;

import io.soundalike.settings.AudioSettings;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Compares decoded files with ffmpeg, sample by sample, and prints the table of docs/formats.md:
 * {@code mvn -Pbenchmark -pl core test -Dbenchmark.main=io.soundalike.audio.FormatComparison
 * -Dbenchmark.song=FOLDER}. {@code core/src/test/reference/formats.sh FOLDER} makes the files.
 */
public final class FormatComparison {

  /** Largest delay that is looked for if the samples differ, in samples. */
  private static final int MAX_LAG = 2500;

  private static final int LAG_WINDOW = 30_000;
  private static final double MAX_DB = 200;

  /** Highest sample rate of the analysis, {@code audio.sample-rate-hz}. */
  private static final int MAX_RATE_HZ = 48_000;

  private FormatComparison() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.out.println(
        "| file | format | rate | channels | samples | ffmpeg's | SNR, dB | delay |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");

    try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
      for (Path file : files.sorted().toList()) {
        System.out.println(row(file));
      }
    }
  }

  private static String row(Path file) throws IOException, InterruptedException {
    DecodeOutcome outcome = decode(file, 22_050, new Decoding.Collector());

    if (outcome instanceof DecodeOutcome.Decoded decoded) {
      SourceInfo source = decoded.source();
      Decoding.Collector collector = new Decoding.Collector();
      int rate = Math.min(source.sampleRateHz(), MAX_RATE_HZ);
      decode(file, rate, collector);
      float[] ours = collector.toArray();
      float[] theirs = ffmpeg(file, source.channels());

      if (rate < source.sampleRateHz()) {
        return cells(file, source, theirs.length, "-", 0);
      }

      int lag = snr(ours, theirs, 0) > 40 ? 0 : lag(ours, theirs);
      String snr = String.format(Locale.ROOT, "%.0f", snr(ours, theirs, lag));
      return cells(file, source, theirs.length, snr, lag);
    }

    DecodeOutcome.Undecodable fault = (DecodeOutcome.Undecodable) outcome;
    return String.format(
        "| %s | %s: %s | | | | | | |", file.getFileName(), fault.fault(), fault.detail());
  }

  private static String cells(Path file, SourceInfo source, int samples, String snr, int lag) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %d | %d | %d | %s | %d |",
        file.getFileName(),
        source.format(),
        source.sampleRateHz(),
        source.channels(),
        source.samples(),
        samples,
        snr,
        lag);
  }

  private static DecodeOutcome decode(Path file, int rateHz, SampleConsumer consumer)
      throws IOException {
    Settings defaults = SettingsReader.defaults();
    AudioSettings audio = defaults.audio();
    AudioDecoder decoder =
        new AudioDecoder(
            new AudioSettings(
                audio.channel(),
                rateHz,
                audio.minSeconds(),
                audio.maxSeconds(),
                audio.maxBytes(),
                audio.silenceDbfs(),
                audio.maxDamagedFraction()),
            defaults.quarantine().timeLimitSeconds());

    try (InputStream in = Files.newInputStream(file)) {
      return decoder.decode(in, Files.size(file), consumer);
    }
  }

  /** Mean of all channels of the first audio stream, as ffmpeg decodes it. */
  private static float[] ffmpeg(Path file, int channels) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "ffmpeg", "-v", "quiet", "-i", file.toString(), "-map", "0:a:0", "-f", "f32le", "-")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    byte[] bytes = process.getInputStream().readAllBytes();
    process.waitFor();
    ByteBuffer samples = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    float[] mean = new float[bytes.length / Float.BYTES / channels];

    for (int i = 0; i < mean.length; i++) {
      double sum = 0;

      for (int c = 0; c < channels; c++) {
        sum += samples.getFloat();
      }

      mean[i] = (float) (sum / channels);
    }

    return mean;
  }

  /** Power of the reference over that of the difference, after the gain that fits best. */
  private static double snr(float[] ours, float[] theirs, int lag) {
    double product = 0;
    double power = 0;
    double reference = 0;
    int from = Math.max(0, -lag);
    int to = Math.min(theirs.length, ours.length - lag);

    for (int i = from; i < to; i++) {
      product += (double) ours[i + lag] * theirs[i];
      power += (double) ours[i + lag] * ours[i + lag];
      reference += (double) theirs[i] * theirs[i];
    }

    double residual = reference - product * product / Math.max(power, Double.MIN_NORMAL);
    return residual <= 0 ? MAX_DB : Math.min(MAX_DB, 10 * Math.log10(reference / residual));
  }

  /** Number of samples by which our output is late: the maximum of the cross-correlation. */
  private static int lag(float[] ours, float[] theirs) {
    int start = Math.min(ours.length, theirs.length) / 3;
    int end = Math.min(start + LAG_WINDOW, theirs.length);
    int best = 0;
    double highest = -1;

    for (int lag = -MAX_LAG; lag <= MAX_LAG; lag++) {
      double product = 0;

      for (int i = start; i < end; i++) {
        int at = i + lag;
        product += at < 0 || at >= ours.length ? 0 : ours[at] * theirs[i];
      }

      if (product > highest) {
        highest = product;
        best = lag;
      }
    }

    return best;
  }
}

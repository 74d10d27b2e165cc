package io.soundalike;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks, each on one thread, and prints their times relative to decoding alone:
 * {@code mvn -Pbenchmark -pl core test [-Dbenchmark.song=FILE.mp3]}.
 */
public final class Benchmarks {

  private Benchmarks() {}

  /** Runs all benchmarks; the optional argument is the path of an MP3. */
  public static void main(String[] arguments) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder().include("io.soundalike.*Benchmark").shouldFailOnError(true);

    if (arguments.length > 0) {
      options.jvmArgsAppend("-D" + BenchmarkSong.PROPERTY + "=" + arguments[0]);
    }

    Collection<RunResult> runs = new Runner(options.build()).run();
    double decode = 0;

    for (RunResult run : runs) {
      decode = name(run).equals("DecodeBenchmark.decode") ? seconds(run) : decode;
    }

    System.out.printf(
        Locale.ROOT, "%n%-44s %10s %10s %12s%n", "", "CPU ms per", "x real", "of decoding");
    System.out.printf(Locale.ROOT, "%-44s %10s %10s %12s%n", "", "min audio", "time", "alone");

    for (RunResult run : runs) {
      System.out.printf(
          Locale.ROOT,
          "%-44s %10.2f %10.0f %12.3f%n",
          name(run),
          1000 * seconds(run),
          60 / seconds(run),
          seconds(run) / decode);
    }
  }

  /** Seconds for a minute of audio. */
  private static double seconds(RunResult run) {
    Result<?> result = run.getPrimaryResult();
    return result.getScore() * 60 / BenchmarkSong.SECONDS;
  }

  private static String name(RunResult run) {
    String full = run.getParams().getBenchmark();
    return full.substring(full.lastIndexOf('.', full.lastIndexOf('.') - 1) + 1);
  }
}

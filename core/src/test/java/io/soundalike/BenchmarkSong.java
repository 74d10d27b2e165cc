package io.soundalike;

import io.soundalike.demo.DemoCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The input of benchmarks: the first minute of a song. */
public final class BenchmarkSong {

  /**
   * System property with the path of an MP3 of at least a minute at 44,100 Hz, stereo, 128 kb/s.
   */
  public static final String PROPERTY = "benchmark.song";

  /** Duration of the input. */
  public static final int SECONDS = 60;

  private static final int BYTES_PER_SECOND = 128_000 / 8;

  private BenchmarkSong() {}

  /** Reads the song, or generates the demo's first song if the property is not set. */
  public static byte[] mp3() {
    String file = System.getProperty(PROPERTY, "");

    try {
      return file.isEmpty()
          ? DemoCatalogue.encode(0, SECONDS, 14)
          : Arrays.copyOf(Files.readAllBytes(Path.of(file)), SECONDS * BYTES_PER_SECOND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

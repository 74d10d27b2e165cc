package io.soundalike;

import io.soundalike.demo.DemoCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What benchmarks listen to: the first minute of a song. */
public final class BenchmarkSong {

  /** Names an MP3 of a minute and more; 44,100 Hz, stereo and 128 kb/s are meant. */
  public static final String PROPERTY = "benchmark.song";

  /** Length. */
  public static final int SECONDS = 60;

  private static final int BYTES_PER_SECOND = 128_000 / 8;

  private BenchmarkSong() {}

  /** The file's bytes. */
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

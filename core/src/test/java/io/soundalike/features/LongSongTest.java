package io.soundalike.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.TestSignals;
import io.soundalike.audio.AudioDecoder;
import io.soundalike.audio.DecodeOutcome;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import io.soundalike.track.TrackTags;
import io.soundalike.transcoding.Mp3Writer;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Streaming extractor of a three-hour song in a JVM with a heap of 512 MB. */
class LongSongTest {

  private static final int MINUTES = 180;

  @Test
  void aThreeHourSongIsAnalysedWith512MegabytesOfHeap() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                LongSong.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());

    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(output.lines().filter(line -> line.startsWith("frames")))
        .as(output)
        .containsExactly("frames " + (1 + MINUTES * 60L * 22050 / 512));
  }

  /** Main class of the other JVM. */
  static final class LongSong {

    private LongSong() {}

    /** Analyses a file that repeats one minute, cut off after three hours. */
    public static void main(String[] arguments) throws IOException {
      byte[] minute =
          Mp3Writer.encode(
              new float[][] {TestSignals.melody(60, 22050, 4)}, 22050, 32, TrackTags.NONE);
      Settings settings = SettingsReader.read(List.of(), List.of());
      InputStream song =
          new SequenceInputStream(
              Collections.enumeration(
                  IntStream.range(0, MINUTES + 1)
                      .mapToObj(i -> (InputStream) new java.io.ByteArrayInputStream(minute))
                      .toList()));
      StreamingFeatureExtractor extractor = new FeatureExtractor(settings).begin();
      long[] remaining = {MINUTES * 60L * 22050};
      DecodeOutcome outcome =
          new AudioDecoder(settings)
              .decode(
                  song,
                  (MINUTES + 1L) * minute.length,
                  (samples, length) -> {
                    int part = (int) Math.min(remaining[0], length);
                    remaining[0] -= part;
                    extractor.accept(samples, part);
                  });
      FeatureExtractor.Outcome.Extracted extracted =
          (FeatureExtractor.Outcome.Extracted)
              extractor.finish(((DecodeOutcome.Decoded) outcome).source());
      System.out.println("frames " + extracted.spectrograms().get(0).nFrames());
      System.out.println(extracted.features());
    }
  }
}

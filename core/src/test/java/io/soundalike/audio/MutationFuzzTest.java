package io.soundalike.audio;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.soundalike.TestSignals;
import io.soundalike.audio.mp4.Mp4Builder;
import io.soundalike.track.TrackTags;
import io.soundalike.track.tags.InMemory;
import io.soundalike.track.tags.TagReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Valid files with randomly changed, dropped and repeated bytes must cause neither an exception nor
 * an endless loop. {@code mvn -Pfuzz -pl core test} runs it for ten minutes with a new seed, which
 * it prints. {@code -Dfuzz.folder=FOLDER -Dfuzz.cases=1200} mutates the files of a folder, such as
 * those of {@code core/src/test/reference/formats.sh}, and prints the outcomes of each.
 */
class MutationFuzzTest {

  private static final int CASES = Integer.getInteger("fuzz.cases", 400);
  private static final long SEED = Long.getLong("fuzz.seed", 20_170_101);
  private static final long LIMIT_SECONDS = Integer.getInteger("fuzz.seconds", 60);
  private static final String FOLDER = System.getProperty("fuzz.folder", "");

  @Test
  void mutatedFilesEndInTimeWithoutAnException() throws IOException {
    List<Original> originals = FOLDER.isEmpty() ? originals() : files(Path.of(FOLDER));
    Map<String, Integer> outcomes = new TreeMap<>();
    long start = System.nanoTime();

    for (int i = 0; i < CASES && System.nanoTime() - start < LIMIT_SECONDS * 1_000_000_000L; i++) {
      long seed = SEED + i;
      Original original = originals.get(i % originals.size());
      byte[] file = mutate(original.bytes(), new Random(seed));

      assertThatCode(() -> outcomes.merge(original.name() + ": " + decode(file), 1, Integer::sum))
          .as("-Dfuzz.seed=%s -Dfuzz.cases=1, file %s", seed, original.name())
          .doesNotThrowAnyException();
    }

    if (!FOLDER.isEmpty()) {
      outcomes.forEach((outcome, count) -> System.out.println(count + " x " + outcome));
    }
  }

  /** Decodes a file and reads its tags; the outcome in words. */
  private static String decode(byte[] file) throws IOException {
    Decoding decoding =
        Decoding.decode(
            file,
            "quarantine.time-limit-seconds=10",
            "audio.max-damaged-fraction=1",
            "audio.min-seconds=0.1",
            "features.hop-length=64",
            "model.patch-columns=8");
    TagReader.read(new InMemory(file));

    if (decoding.outcome() instanceof DecodeOutcome.Undecodable undecodable) {
      if (undecodable.fault() == AudioFault.TIME_LIMIT) {
        throw new IllegalStateException("the time limit was exceeded");
      }

      return undecodable.fault() + " " + undecodable.detail().replaceAll("[0-9]+", "N");
    }

    return decoding.source().format();
  }

  /** A valid file. */
  private record Original(String name, byte[] bytes) {}

  private static List<Original> files(Path folder) throws IOException {
    List<Original> originals = new ArrayList<>();

    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        originals.add(new Original(file.getFileName().toString(), Files.readAllBytes(file)));
      }
    }

    return originals;
  }

  private static List<Original> originals() throws IOException {
    float[] tune = TestSignals.melody(1, 22050, 5);
    float[][] mono = {tune};
    float[][] stereo = {tune, tune};
    TrackTags tags = new TrackTags("Title", "Artist", "Album", "2017", "Polka");
    return List.of(
        new Original("MP3", Lame.encode(stereo, 22050, "-b", "64")),
        new Original("MP3, variable bit rate", Lame.encode(mono, 22050, "-v", "-V", "6")),
        new Original("FLAC", AudioFormatsTest.flac(stereo, 16)),
        new Original("Ogg Vorbis", AudioFormatsTest.vorbis()),
        new Original("AAC in ADTS", AudioFormatsTest.golden("aac_stereo.aac")),
        new Original("WAV", Lame.wav(mono, 22050, 24)),
        new Original("ALAC in MP4", Mp4Builder.of(tune).build()),
        new Original(
            "MP3 with tags", io.soundalike.transcoding.Mp3Writer.encode(mono, 22050, 64, tags)));
  }

  private static byte[] mutate(byte[] original, Random random) {
    byte[] bytes = original.clone();
    int changes = 1 + random.nextInt(20);

    for (int i = 0; i < changes; i++) {
      // Headers contain the sizes that mislead decoders.
      int range = random.nextBoolean() ? Math.min(300, bytes.length) : bytes.length;
      int at = random.nextInt(Math.max(1, range));

      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes[at] = random.nextBoolean() ? (byte) 0xFF : 0;
        case 3 -> bytes = splice(bytes, at, random.nextInt(64), 0);
        default -> bytes = splice(bytes, at, 0, random.nextInt(64));
      }
    }

    return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  /** Drops some bytes and repeats others. */
  private static byte[] splice(byte[] bytes, int at, int dropped, int repeated) {
    int from = Math.min(bytes.length, at + dropped);
    int again = Math.min(repeated, bytes.length - from);
    return Bytes.join(
        Arrays.copyOf(bytes, at),
        Arrays.copyOfRange(bytes, from, from + again),
        Arrays.copyOfRange(bytes, from, bytes.length),
        new byte[1]);
  }
}

package io.soundalike.audio;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.soundalike.TestSignals;
import io.soundalike.track.TagReader;
import io.soundalike.track.TrackTags;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Valid files with randomly changed, dropped and repeated bytes must cause neither an exception nor
 * an endless loop. {@code mvn -Pfuzz -pl core test} runs it for ten minutes with a new seed, which
 * it prints.
 */
class MutationFuzzTest {

  private static final int CASES = Integer.getInteger("fuzz.cases", 400);
  private static final long SEED = Long.getLong("fuzz.seed", 20_170_101);
  private static final long LIMIT_SECONDS = Integer.getInteger("fuzz.seconds", 60);

  @Test
  void mutatedFilesEndInTimeWithoutAnException() throws IOException {
    List<byte[]> originals = originals();
    long start = System.nanoTime();

    for (int i = 0; i < CASES && System.nanoTime() - start < LIMIT_SECONDS * 1_000_000_000L; i++) {
      long seed = SEED + i;
      byte[] file = mutate(originals.get(i % originals.size()), new Random(seed));

      assertThatCode(
              () -> {
                Decoding decoding =
                    Decoding.decode(
                        file,
                        "quarantine.time-limit-seconds=10",
                        "audio.max-damaged-fraction=1",
                        "audio.min-seconds=0.1",
                        "features.hop-length=64",
                        "model.patch-columns=8");
                TagReader.readHead(new ByteArrayInputStream(file));

                if (decoding.outcome() instanceof DecodeOutcome.Undecodable undecodable
                    && undecodable.fault() == AudioFault.TIME_LIMIT) {
                  throw new IllegalStateException("the time limit was exceeded");
                }
              })
          .as("-Dfuzz.seed=%s -Dfuzz.cases=1, file %s", seed, i % originals.size())
          .doesNotThrowAnyException();
    }
  }

  private static List<byte[]> originals() throws IOException {
    float[] tune = TestSignals.melody(1, 22050, 5);
    List<byte[]> originals = new ArrayList<>();
    originals.add(Lame.encode(new float[][] {tune, tune}, 22050, "-b", "64"));
    originals.add(Lame.encode(new float[][] {tune}, 22050, "-v", "-V", "6"));
    originals.add(AudioFormatsTest.flac(new float[][] {tune, tune}, 16));
    originals.add(AudioFormatsTest.vorbis());
    originals.add(AudioFormatsTest.golden("aac_stereo.aac"));
    originals.add(Lame.wav(new float[][] {tune}, 22050, 24));
    originals.add(
        io.soundalike.transcoding.Mp3Writer.encode(
            new float[][] {tune},
            22050,
            64,
            new TrackTags("Title", "Artist", "Album", "2017", "Polka")));
    return originals;
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

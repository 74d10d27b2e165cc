package io.soundalike.audio.ogg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.TestSignals;
import io.soundalike.audio.AudioFault;
import io.soundalike.audio.AudioFormatsTest;
import io.soundalike.audio.Bytes;
import io.soundalike.audio.Decoding;
import io.soundalike.audio.SourceInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OggFlacTest {

  private static final int RATE_HZ = 22050;
  private static final int SAMPLES = 6 * RATE_HZ;
  private static final int SERIAL = 5;
  private static final int HEADER_BYTES = 42;

  private static final List<byte[]> PAGES = new ArrayList<>();

  @BeforeAll
  static void encode() throws IOException {
    byte[] flac = AudioFormatsTest.flac(new float[][] {TestSignals.sine(440, 6, RATE_HZ)}, 16);
    byte[] identification =
        Bytes.join(
            Bytes.ascii("\u007fFLAC"), Bytes.of(1, 0, 0, 1), Arrays.copyOf(flac, HEADER_BYTES));
    // Not the last metadata block: comments follow.
    identification[13] = 0;
    PAGES.add(OggPages.page(OggPages.FIRST, 0, SERIAL, 0, identification));
    PAGES.add(OggPages.page(0, 0, SERIAL, 1, Bytes.join(Bytes.of(0x84, 0, 0, 8), new byte[8])));
    int from = firstFrame(flac, 0, HEADER_BYTES);

    for (int frame = 1; from < flac.length; frame++) {
      int to = firstFrame(flac, frame, from + 1);
      byte[] packet = Arrays.copyOfRange(flac, from, to);
      PAGES.add(OggPages.page(0, -1, SERIAL, PAGES.size(), packet));
      from = to;
    }
  }

  /** Offset of the frame with a number. */
  private static int firstFrame(byte[] flac, int number, int from) {
    for (int at = from; at < flac.length - 5; at++) {
      if (flac[at] == (byte) 0xFF && flac[at + 1] == (byte) 0xF8 && flac[at + 4] == number) {
        return at;
      }
    }

    return flac.length;
  }

  @Test
  void aFlacStreamIsDecoded() {
    Decoding decoding = Decoding.decode(OggPages.join(PAGES));

    assertThat(decoding.source()).isEqualTo(new SourceInfo("Ogg FLAC", RATE_HZ, 1, SAMPLES));
    assertThat(decoding.amplitude(440)).isCloseTo(0.5, within(0.001));
  }

  @Test
  void chainedStreamsAreDecoded() {
    byte[] file = OggPages.join(PAGES);

    assertThat(Decoding.decode(Bytes.join(file, OggPages.golden("tone_440.ogg"), file)).source())
        .isEqualTo(new SourceInfo("Ogg FLAC", RATE_HZ, 1, 3 * SAMPLES));
  }

  @Test
  void aDamagedPageIsSkipped() {
    List<byte[]> pages = new ArrayList<>(PAGES);
    byte[] damaged = pages.get(10).clone();
    damaged[40] ^= 1;
    pages.set(10, damaged);

    assertThat(
            Decoding.decode(OggPages.join(pages), "audio.max-damaged-fraction=0.2")
                .source()
                .samples())
        .isBetween(SAMPLES - 10_000L, SAMPLES - 1000L);
  }

  @Test
  void aTruncatedHeaderIsDamaged() {
    byte[] identification = Bytes.join(Bytes.ascii("\u007fFLAC"), Bytes.of(1, 0, 0, 1, 'f'));

    assertThat(Decoding.decode(OggPages.page(OggPages.FIRST, 0, SERIAL, 0, identification)).fault())
        .extracting("fault", "detail")
        .containsExactly(AudioFault.DAMAGED, "the FLAC header is incomplete");
  }
}

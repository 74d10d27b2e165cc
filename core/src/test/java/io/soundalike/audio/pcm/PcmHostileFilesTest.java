package io.soundalike.audio.pcm;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.audio.AudioDecoder;
import io.soundalike.audio.AudioFault;
import io.soundalike.audio.DecodeOutcome;
import io.soundalike.settings.SettingsReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Headers that are cut or changed end with samples or with a fault that tells the reason. */
class PcmHostileFilesTest {

  private static final AudioDecoder DECODER = new AudioDecoder(SettingsReader.defaults());
  private static final int HEADER_BYTES = 160;
  private static final byte[] VALUES = {0, 0x7F, (byte) 0xFF};

  static Stream<byte[]> files() {
    byte[] big = Arrays.copyOf(PcmSong.integers(2, ByteOrder.BIG_ENDIAN), 2000);
    byte[] little = Arrays.copyOf(PcmSong.integers(2, ByteOrder.LITTLE_ENDIAN), 2000);
    return List.of(
        AiffFormatTest.aiffC("NONE", 16, big),
        AuFormatTest.au(".snd", 24, big.length, 3, big),
        CafFormatTest.caf(CafFormatTest.description("lpcm", 0, 2, 16), CafFormatTest.data(big)),
        Wave64FormatTest.wave64(
            Wave64FormatTest.format(1, 16), Wave64FormatTest.chunk("data", little)))
        .stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void cutHeadersAreFaults(byte[] file) throws IOException {
    for (int length = 1; length < HEADER_BYTES; length++) {
      assertIsExplained(Arrays.copyOf(file, length));
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void changedHeadersAreFaultsOrSamples(byte[] file) throws IOException {
    for (int at = 0; at < HEADER_BYTES; at++) {
      for (byte value : VALUES) {
        byte[] changed = file.clone();
        Arrays.fill(changed, at, at + 4, value);
        assertIsExplained(changed);
      }
    }
  }

  private static void assertIsExplained(byte[] file) throws IOException {
    DecodeOutcome outcome =
        DECODER.decode(new ByteArrayInputStream(file), file.length, (samples, length) -> {});

    if (outcome instanceof DecodeOutcome.Undecodable fault) {
      assertThat(fault.fault()).isNotEqualTo(AudioFault.UNEXPECTED);
      assertThat(fault.detail()).doesNotContain("the decoder failed");
    }
  }
}

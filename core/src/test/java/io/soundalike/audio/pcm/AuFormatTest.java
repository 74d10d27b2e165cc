package io.soundalike.audio.pcm;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.Bytes;
import io.soundalike.audio.DecodeOutcome;
import io.soundalike.audio.Decoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AU files of all encodings; those that can hold 16-bit samples hold the same ones. */
class AuFormatTest {

  @ParameterizedTest
  @ValueSource(strings = {".snd", ".sd\0", "dns.", "\0ds."})
  void integersAndFloatsAreDecodedInBothByteOrders(String magic) {
    ByteOrder order = magic.startsWith(".") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;

    for (int width = 2; width <= 4; width++) {
      assertIsSong(au(magic, 24, -1, width + 1, PcmSong.integers(width, order)));
    }

    assertIsSong(au(magic, 24, -1, 6, PcmSong.floats(4, order)));
    assertIsSong(au(magic, 24, -1, 7, PcmSong.floats(8, order)));
  }

  @ParameterizedTest
  @CsvSource({"1, 0x80, 32124", "1, 0x00, -32124", "27, 0xAA, 32256", "2, 0x7F, 32512"})
  void samplesOfOneByteAreDecoded(int encoding, String code, int value) {
    byte[] samples = new byte[PcmSong.SAMPLES];
    Arrays.fill(samples, Integer.decode(code).byteValue());
    float[] decoded = Decoding.decode(au(".snd", 24, samples.length, encoding, samples)).samples();

    assertThat(decoded).hasSize(PcmSong.SAMPLES);
    assertThat(decoded[1000]).isEqualTo(value / 0x1p15f);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, -2, Integer.MAX_VALUE, 2 * PcmSong.SAMPLES})
  void sizesThatAreNotKnownLeadToTheEndOfTheFile(int size) {
    assertIsSong(au(".snd", 24, size, 3, PcmSong.integers(2, ByteOrder.BIG_ENDIAN)));
  }

  @Test
  void theAnnotationIsSkippedAndTheSizeIsKept() {
    byte[] samples = PcmSong.integers(2, ByteOrder.BIG_ENDIAN);
    byte[] file = au(".snd", 100_001, samples.length, 3, samples);

    assertIsSong(file);
    assertIsSong(Bytes.join(file, new byte[5000]));
    assertIsSong(au(".snd", 0, samples.length, 3, samples));
  }

  @Test
  void otherEncodingsAreNamed() {
    assertThat(faultOf(au(".snd", 24, -1, 23, new byte[9000])))
        .isEqualTo(
            new DecodeOutcome.Undecodable(
                AudioFault.UNSUPPORTED, "AU in G.721 ADPCM is not supported"));
    assertThat(faultOf(au(".snd", 24, -1, -5, new byte[9000])).detail())
        .isEqualTo("AU in the encoding 4294967291 is not supported");
  }

  @Test
  void filesThatEndEarlyAreDamaged() {
    byte[] file = au(".snd", 24, 2 * PcmSong.SAMPLES, 3, new byte[PcmSong.SAMPLES]);

    assertThat(faultOf(file).detail())
        .isEqualTo("50 % of the file cannot be decoded, at most 5 % may be lost");
    assertThat(faultOf(Arrays.copyOf(file, 20)).detail())
        .isEqualTo("AU file that ends in its header");
    assertThat(faultOf(Arrays.copyOf(file, 24)).detail())
        .isEqualTo("AU file that ends before its samples");
    ByteBuffer.wrap(file).putInt(4, -1);
    assertThat(faultOf(file).fault()).isEqualTo(AudioFault.DAMAGED);
  }

  @Test
  void textThatBeginsLikeTheMagicBytesIsNoAudio() {
    byte[] text = Bytes.ascii("dns.example.org serves this zone\n".repeat(100));

    assertThat(faultOf(text).fault()).isEqualTo(AudioFault.NOT_AUDIO);
  }

  private static DecodeOutcome.Undecodable faultOf(byte[] file) {
    return Decoding.decode(file).fault();
  }

  private static void assertIsSong(byte[] file) {
    PcmSong.assertIsIn(file, "AU");
  }

  /** A file of one channel. */
  static byte[] au(String magic, int offset, int size, int encoding, byte[] samples) {
    byte[] header =
        ByteBuffer.allocate(Math.max(24, offset))
            .order(magic.startsWith(".") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
            .put(Bytes.ascii(magic))
            .putInt(offset)
            .putInt(size)
            .putInt(encoding)
            .putInt(PcmSong.RATE_HZ)
            .putInt(1)
            .array();
    return Bytes.join(header, samples);
  }
}

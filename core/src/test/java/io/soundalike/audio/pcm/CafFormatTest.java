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

/** CAF files; those that can hold 16-bit samples hold the same ones. */
class CafFormatTest {

  private static final byte[] SAMPLES = PcmSong.integers(2, ByteOrder.BIG_ENDIAN);
  private static final byte[] DESCRIPTION = description("lpcm", 0, 2, 16);

  @Test
  void integersAndFloatsAreDecodedInBothByteOrders() {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      int flag = order == ByteOrder.LITTLE_ENDIAN ? 2 : 0;

      for (int width = 2; width <= 4; width++) {
        byte[] data = data(PcmSong.integers(width, order));
        assertIsSong(caf(description("lpcm", flag, width, 8 * width), data));
        assertIsSong(caf(description("lpcm", flag, 0, 8 * width), data));
      }

      for (int width = 4; width <= 8; width += 4) {
        byte[] data = data(PcmSong.floats(width, order));
        assertIsSong(caf(description("lpcm", flag | 1, width, 8 * width), data));
      }
    }
  }

  @Test
  void bitsMayBeAtEitherEndOfAWiderSample() {
    byte[] description = description("lpcm", 2, 4, 24);

    assertIsSong(caf(description, data(PcmSong.integers(4, 16, ByteOrder.LITTLE_ENDIAN))));
    assertIsSong(caf(description, data(PcmSong.integers(4, 8, ByteOrder.LITTLE_ENDIAN))));
  }

  @ParameterizedTest
  @CsvSource({"ulaw, 0x80, 32124", "alaw, 0xAA, 32256", "lpcm, 0x7F, 32512"})
  void samplesOfOneByteAreDecoded(String codec, String code, int value) {
    byte[] samples = new byte[PcmSong.SAMPLES];
    Arrays.fill(samples, Integer.decode(code).byteValue());
    float[] decoded = Decoding.decode(caf(description(codec, 0, 1, 8), data(samples))).samples();

    assertThat(decoded).hasSize(PcmSong.SAMPLES);
    assertThat(decoded[1000]).isEqualTo(value / 0x1p15f);
  }

  @Test
  void chunksOfAnySizeAreSkippedWithoutPadding() {
    byte[] odd = chunk("info", 100_001, new byte[100_001]);
    byte[] packets = chunk("pakt", 24, new byte[24]);

    assertIsSong(caf(DESCRIPTION, odd, packets, data(SAMPLES)));
    assertIsSong(caf(DESCRIPTION, data(SAMPLES), odd, packets));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 4, Long.MAX_VALUE})
  void sizesThatAreNotKnownLeadToTheEndOfTheFile(long size) {
    assertIsSong(caf(DESCRIPTION, chunk("data", size, Bytes.join(new byte[4], SAMPLES))));
  }

  @Test
  void otherCodecsAreNamed() {
    assertThat(faultOf(caf(description("alac", 0, 0, 0), data(SAMPLES))))
        .isEqualTo(
            new DecodeOutcome.Undecodable(
                AudioFault.UNSUPPORTED, "CAF in Apple Lossless is not supported"));
    assertThat(faultOf(caf(description("xyz\1", 0, 0, 0), data(SAMPLES))).detail())
        .isEqualTo("CAF in the codec \"xyz?\" is not supported");
  }

  @Test
  void incompleteFilesAreDamaged() {
    byte[] file = caf(DESCRIPTION, data(SAMPLES));

    assertThat(faultOf(Arrays.copyOf(file, file.length / 2)).detail())
        .isEqualTo("50 % of the file cannot be decoded, at most 5 % may be lost");
    assertThat(faultOf(caf(data(SAMPLES), DESCRIPTION)).detail())
        .isEqualTo("CAF without a description before its data");
    assertThat(faultOf(caf(DESCRIPTION, chunk("free", -1, SAMPLES), data(SAMPLES))).detail())
        .isEqualTo("CAF without a data chunk");
    assertThat(faultOf(Bytes.ascii("caff")).fault()).isEqualTo(AudioFault.DAMAGED);
  }

  @Test
  void numbersThatAreTooLargeAreRefused() {
    byte[] channels = DESCRIPTION.clone();
    Arrays.fill(channels, 36, 40, (byte) 0xFF);
    byte[] rate = DESCRIPTION.clone();
    Arrays.fill(rate, 12, 20, (byte) 0xFF);
    byte[] width = description("lpcm", 0, -1, -1);

    for (byte[] description : new byte[][] {channels, rate, width}) {
      assertThat(faultOf(caf(description, data(SAMPLES))).fault())
          .isEqualTo(AudioFault.UNSUPPORTED);
    }
  }

  private static DecodeOutcome.Undecodable faultOf(byte[] file) {
    return Decoding.decode(file).fault();
  }

  private static void assertIsSong(byte[] file) {
    PcmSong.assertIsIn(file, "CAF");
  }

  /** A description of one channel. */
  static byte[] description(String codec, int flags, int packetBytes, int bits) {
    byte[] fields =
        ByteBuffer.allocate(32)
            .putDouble(PcmSong.RATE_HZ)
            .put(Bytes.ascii(codec))
            .putInt(flags)
            .putInt(packetBytes)
            .putInt(1)
            .putInt(1)
            .putInt(bits)
            .array();
    return chunk("desc", 32, fields);
  }

  static byte[] data(byte[] samples) {
    return chunk("data", 4 + samples.length, Bytes.join(new byte[4], samples));
  }

  private static byte[] chunk(String id, long size, byte[] body) {
    return Bytes.join(Bytes.ascii(id), ByteBuffer.allocate(8).putLong(size).array(), body);
  }

  static byte[] caf(byte[]... chunks) {
    return Bytes.join(Bytes.ascii("caff\0\1\0\0"), Bytes.join(chunks));
  }
}

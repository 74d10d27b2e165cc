package io.soundalike.audio.pcm;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.Bytes;
import io.soundalike.audio.Decoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wave64 files; all hold the same 16-bit samples. */
class Wave64FormatTest {

  private static final byte[] SAMPLES = PcmSong.integers(2, ByteOrder.LITTLE_ENDIAN);

  @Test
  void samplesAreDecodedAsInWav() {
    assertIsSong(wave64(format(1, 16), chunk("data", SAMPLES)));
    assertIsSong(
        wave64(format(1, 24), chunk("data", PcmSong.integers(3, ByteOrder.LITTLE_ENDIAN))));
    assertIsSong(wave64(format(3, 32), chunk("data", PcmSong.floats(4, ByteOrder.LITTLE_ENDIAN))));
  }

  @Test
  void chunksAreAlignedToEightBytes() {
    byte[] data = chunk("data", SAMPLES);

    for (int length = 0; length <= 9; length++) {
      byte[] list = chunk("list", new byte[length]);
      byte[] unpadded = Arrays.copyOf(list, 24 + length);

      assertThat(list.length % 8).isZero();
      assertIsSong(wave64(list, format(1, 16), list, data, list));
      assertIsSong(wave64(format(1, 16), unpadded, data));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 24, -1, Long.MAX_VALUE})
  void sizesThatAreNotKnownLeadToTheEndOfTheFile(long size) {
    byte[] data = chunk("data", SAMPLES);
    ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putLong(16, size);

    assertIsSong(wave64(format(1, 16), Arrays.copyOf(data, 24 + SAMPLES.length)));
  }

  @Test
  void otherCodecsAndDamageAreNamed() {
    byte[] data = chunk("data", SAMPLES);
    byte[] file = wave64(format(1, 16), data);

    assertThat(Decoding.decode(wave64(format(2, 4), data)).fault().detail())
        .isEqualTo("Wave64 in Microsoft ADPCM is not supported");
    assertThat(Decoding.decode(wave64(data)).fault().detail())
        .isEqualTo("Wave64 without a format chunk before its data");
    assertThat(Decoding.decode(Arrays.copyOf(file, 40)).fault().detail())
        .isEqualTo("Wave64 without a data chunk");
    assertThat(Decoding.decode(Arrays.copyOf(file, file.length / 2)).fault().fault())
        .isEqualTo(AudioFault.DAMAGED);
  }

  private static void assertIsSong(byte[] file) {
    PcmSong.assertIsIn(file, "Wave64");
  }

  /** A format chunk of one channel. */
  static byte[] format(int tag, int bits) {
    return chunk(
        "fmt ",
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort((short) tag)
            .putShort((short) 1)
            .putInt(PcmSong.RATE_HZ)
            .putInt(PcmSong.RATE_HZ * bits / 8)
            .putShort((short) (bits / 8))
            .putShort((short) bits)
            .array());
  }

  static byte[] chunk(String id, byte[] body) {
    return Bytes.join(
        Bytes.ascii(id),
        Bytes.of(0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1, 0x00, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A),
        size(24L + body.length),
        body,
        new byte[-body.length & 7]);
  }

  static byte[] wave64(byte[]... chunks) {
    byte[] body = Bytes.join(chunks);
    return Bytes.join(
        Bytes.ascii("riff"),
        Bytes.of(0x2E, 0x91, 0xCF, 0x11, 0xA5, 0xD6, 0x28, 0xDB, 0x04, 0xC1, 0x00, 0x00),
        size(40L + body.length),
        Arrays.copyOf(chunk("wave", new byte[0]), 16),
        body);
  }

  private static byte[] size(long size) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(size).array();
  }
}

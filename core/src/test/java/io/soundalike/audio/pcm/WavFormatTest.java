package io.soundalike.audio.pcm;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.TestSignals;
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

/** WAV files as devices and programs write them; all hold the same 16-bit samples. */
class WavFormatTest {

  private static final int RATE_HZ = PcmSong.RATE_HZ;
  private static final float[] EXPECTED = PcmSong.samples();
  private static final byte[] FORMAT = format(1, 1, 2, 16);

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "36, 0",
    "-1, -1",
    "0x7FFFFFFF, 0x7FFFFFFF",
    "-2147483612, -2147483648",
    "-1, -2",
    "0, 264600"
  })
  void sizesThatAreNotKnownLeadToTheEndOfTheFile(String riffSize, String dataSize) {
    byte[] file = wav("RIFF", FORMAT, chunk("data", samples(2, 0)));
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(4, Long.decode(riffSize).intValue());
    bytes.putInt(40, Long.decode(dataSize).intValue());

    assertIsSong(file);
  }

  @Test
  void chunksOfAnySizeAndParityAreSkipped() {
    byte[] odd = chunk("LIST", Bytes.ascii("INFOICMT\7\0\0\0abcdefg"));
    byte[] unpadded = Arrays.copyOf(odd, odd.length - 1);
    byte[] data = chunk("data", samples(2, 0));

    assertThat(odd.length).isEven();
    assertIsSong(wav("RIFF", FORMAT, odd, data));
    assertIsSong(wav("RIFF", FORMAT, unpadded, data));
    assertIsSong(wav("RIFF", chunk("bext", new byte[100_001]), FORMAT, data));
    assertIsSong(wav("RIFF", FORMAT, chunk("LIST", new byte[393_164]), data, odd));
    assertIsSong(Bytes.join(wav("RIFF", FORMAT, data), new byte[5000]));
  }

  @ParameterizedTest
  @CsvSource({"24, 4, 16", "24, 4, 8", "16, 4, 16", "16, 4, 0", "16, 3, 8", "16, 3, 0", "20, 3, 8"})
  void theBlockAlignmentIsTheWidthOfASample(int bits, int width, int shift) {
    assertIsSong(wav("RIFF", format(1, 1, width, bits), chunk("data", samples(width, shift))));
  }

  @Test
  void theSamplesSayAtWhichEndTheyAreAlsoAfterSilence() {
    for (int shift : new int[] {8, 16}) {
      byte[] silence = new byte[400_000];
      byte[] data = chunk("data", Bytes.join(silence, samples(4, shift)));
      float[] decoded = Decoding.decode(wav("RIFF", format(1, 1, 4, 24), data)).samples();

      assertThat(Arrays.copyOfRange(decoded, 100_000, decoded.length)).isEqualTo(EXPECTED);
    }
  }

  @Test
  void extensibleFormatsAreReadByTheirSubFormat() {
    byte[] data = chunk("data", samples(4, 16));

    assertIsSong(wav("RIFF", extensible(1, 4, 24), data));
    assertIsSong(wav("RIFF", extensible(1, 4, 0), data));
    assertIsSong(wav("RIFF", extensible(3, 4, 32), chunk("data", floats())));
    assertIsSong(
        wav(
            "RIFF",
            chunk("fmt ", Arrays.copyOf(Arrays.copyOfRange(format(3, 1, 4, 32), 8, 24), 40)),
            chunk("data", floats())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RF64", "BW64"})
  void longFilesStateTheirSizeInAChunkOfItsOwn(String id) {
    byte[] data = chunk("data", samples(2, 0));
    byte[] sizes = new byte[28];
    ByteBuffer.wrap(sizes).order(ByteOrder.LITTLE_ENDIAN).putLong(8, 2L * PcmSong.SAMPLES);
    Arrays.fill(data, 4, 8, (byte) 0xFF);
    byte[] file = wav(id, chunk("ds64", sizes), FORMAT, data);

    assertIsSong(file);
    assertIsSong(Bytes.join(file, chunk("junk", new byte[3000])));
  }

  @Test
  void mp3InRiffIsDecoded() {
    byte[] mp3 = TestSignals.mp3(8);
    byte[] file = wav("RIFF", format(0x55, 2, 1, 0), chunk("data", mp3));

    assertThat(Decoding.decode(file).samples()).isEqualTo(Decoding.decode(mp3).samples());
  }

  @Test
  void companderCodesAreDecodedAsG711Says() {
    byte[] codes = new byte[256 * 500];

    for (int i = 0; i < codes.length; i++) {
      codes[i] = (byte) i;
    }

    float[] aLaw = Decoding.decode(wav("RIFF", format(6, 1, 1, 8), chunk("data", codes))).samples();
    float[] muLaw =
        Decoding.decode(wav("RIFF", format(7, 1, 1, 8), chunk("data", codes))).samples();

    assertThat(new float[] {aLaw[0xD5], aLaw[0x55], aLaw[0xAA], aLaw[0x2A], aLaw[0x80]})
        .containsExactly(
            8 / 0x1p15f, -8 / 0x1p15f, 32256 / 0x1p15f, -32256 / 0x1p15f, 5504 / 0x1p15f);
    assertThat(new float[] {muLaw[0xFF], muLaw[0x7F], muLaw[0x80], muLaw[0x00], muLaw[0xFE]})
        .containsExactly(0, 0, 32124 / 0x1p15f, -32124 / 0x1p15f, 8 / 0x1p15f);
  }

  @Test
  void otherCodecsAreNamed() {
    assertThat(faultOf(format(2, 1, 1, 4))).isEqualTo("WAV in Microsoft ADPCM is not supported");
    assertThat(faultOf(format(0x1234, 1, 1, 4)))
        .isEqualTo("WAV in the codec 0x1234 is not supported");
    assertThat(faultOf(format(1, 1, 5, 40)))
        .isEqualTo(
            "samples of 5 bytes; supported are signed integers of 1 to 4, unsigned ones of 1, and floats of 4 or 8 bytes");
  }

  @Test
  void filesWithoutDataOrFormatAreDamaged() {
    byte[] data = chunk("data", samples(2, 0));

    assertThat(Decoding.decode(wav("RIFF", data, FORMAT)).fault().fault())
        .isEqualTo(AudioFault.DAMAGED);
    assertThat(Decoding.decode(wav("RIFF", FORMAT)).fault())
        .isEqualTo(new DecodeOutcome.Undecodable(AudioFault.DAMAGED, "WAV without a data chunk"));
    assertThat(Decoding.decode(wav("RIFF", chunk("fmt ", new byte[3]), data)).fault().fault())
        .isEqualTo(AudioFault.DAMAGED);
  }

  private static String faultOf(byte[] format) {
    DecodeOutcome.Undecodable fault =
        Decoding.decode(wav("RIFF", format, chunk("data", new byte[300_000]))).fault();

    assertThat(fault.fault()).isEqualTo(AudioFault.UNSUPPORTED);
    return fault.detail();
  }

  private static void assertIsSong(byte[] file) {
    PcmSong.assertIsIn(file, "WAV");
  }

  private static byte[] samples(int width, int shift) {
    return PcmSong.integers(width, shift, ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] floats() {
    return PcmSong.floats(4, ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] format(int tag, int channels, int width, int bits) {
    return chunk("fmt ", formatFields(tag, channels, width, bits, 16));
  }

  private static byte[] extensible(int subFormat, int width, int validBits) {
    byte[] fields = formatFields(0xFFFE, 1, width, 8 * width, 40);
    fields[16] = 22;
    fields[18] = (byte) validBits;
    fields[24] = (byte) subFormat;
    return chunk("fmt ", fields);
  }

  private static byte[] formatFields(int tag, int channels, int width, int bits, int size) {
    return ByteBuffer.allocate(size)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) tag)
        .putShort((short) channels)
        .putInt(RATE_HZ)
        .putInt(RATE_HZ * channels * width)
        .putShort((short) (channels * width))
        .putShort((short) bits)
        .array();
  }

  private static byte[] chunk(String id, byte[] body) {
    return PcmSong.chunk(id, body, ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] wav(String id, byte[]... chunks) {
    byte[] body = Bytes.join(chunks);
    byte[] size =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(body.length + 4).array();
    return Bytes.join(Bytes.ascii(id), size, Bytes.ascii("WAVE"), body);
  }
}

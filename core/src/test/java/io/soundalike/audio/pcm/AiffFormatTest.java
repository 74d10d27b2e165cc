package io.soundalike.audio.pcm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

/** AIFF files as devices and programs write them; all hold the same 16-bit samples. */
class AiffFormatTest {

  private static final byte[] COMMON = common(PcmSong.SAMPLES, 16);
  private static final byte[] SAMPLES = PcmSong.integers(2, ByteOrder.BIG_ENDIAN);
  private static final byte[] SOUND = sound(SAMPLES);

  /** Chunks of odd size; the second one lacks its pad byte. */
  private static final byte[] PADDED = chunk("NAME", Bytes.ascii("Odd"));

  private static final byte[] UNPADDED = Arrays.copyOf(PADDED, PADDED.length - 1);

  @ParameterizedTest
  @CsvSource({
    "NONE, 16, 2, BIG",
    "NONE, 20, 3, BIG",
    "NONE, 32, 4, BIG",
    "twos, 16, 2, BIG",
    "sowt, 16, 2, LITTLE",
    "sowt, 24, 3, LITTLE",
    "in24, 16, 3, BIG",
    "in32, 32, 4, BIG",
    "42ni, 24, 3, LITTLE",
    "23ni, 32, 4, LITTLE"
  })
  void integersAreDecoded(String compression, int bits, int width, String order) {
    byte[] samples = PcmSong.integers(width, byteOrder(order));

    assertIsSong(aiffC(compression, bits, samples));
  }

  @ParameterizedTest
  @CsvSource({"fl32, 4", "FL32, 4", "fl64, 8", "FL64, 8"})
  void floatsAreDecoded(String compression, int width) {
    assertIsSong(aiffC(compression, 8 * width, PcmSong.floats(width, ByteOrder.BIG_ENDIAN)));
  }

  @ParameterizedTest
  @CsvSource({
    "ulaw, 0x80, 32124",
    "ULAW, 0x00, -32124",
    "alaw, 0xAA, 32256",
    "ALAW, 0x2A, -32256",
    "'raw ', 0xFF, 32512",
    "'raw ', 0x01, -32512",
    "NONE, 0x7F, 32512"
  })
  void samplesOfOneByteAreDecoded(String compression, String code, int value) {
    byte[] samples = new byte[PcmSong.SAMPLES];
    Arrays.fill(samples, Integer.decode(code).byteValue());
    float[] decoded = Decoding.decode(aiffC(compression, 8, samples)).samples();

    assertThat(decoded).hasSize(PcmSong.SAMPLES);
    assertThat(decoded[1000]).isEqualTo(value / 0x1p15f);
  }

  @Test
  void plainAiffIsDecoded() {
    assertIsSong(aiff(COMMON, SOUND));
    assertIsSong(
        aiff(common(PcmSong.SAMPLES, 24), sound(PcmSong.integers(3, ByteOrder.BIG_ENDIAN))));
  }

  @Test
  void channelsAreInterleaved() {
    ByteBuffer samples = ByteBuffer.allocate(12 * PcmSong.SAMPLES);

    while (samples.hasRemaining()) {
      samples.putShort((short) (0x100 * (samples.position() / 2 % 6)));
    }

    byte[] common = common(PcmSong.SAMPLES, 16);
    common[9] = 6;
    Decoding decoding = Decoding.decode(aiff(common, sound(samples.array())), "audio.channel=mean");

    assertThat(decoding.source().channels()).isEqualTo(6);
    assertThat(decoding.samples()).hasSize(PcmSong.SAMPLES);
    assertThat(decoding.samples()[1000]).isCloseTo(2.5f / 128, within(1e-6f));
  }

  @Test
  void chunksOfAnySizeAndParityAreSkipped() {
    byte[] tag = chunk("ID3 ", new byte[100_001]);

    assertIsSong(aiff(PADDED, COMMON, SOUND));
    assertIsSong(aiff(COMMON, PADDED, SOUND));
    assertIsSong(aiff(UNPADDED, COMMON, UNPADDED, SOUND));
    assertIsSong(aiff(tag, COMMON, chunk("ANNO", new byte[0]), SOUND));
    assertIsSong(aiff(COMMON, SOUND, tag));
  }

  @Test
  void aCommonChunkBehindTheSamplesIsFound() {
    assertIsSong(aiff(SOUND, COMMON));
    assertIsSong(aiff(PADDED, SOUND, UNPADDED, COMMON, PADDED));
    assertIsFault(AudioFault.DAMAGED, "AIFF without a common chunk", aiff(SOUND, PADDED));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "-1, 0, 0",
    "0x7F000000, 0x7F000008, 0x3F800000",
    "0x7FFFFFFF, 0x7FFFFFFF, 0x7FFFFFFF",
    "0, -1, -1",
    "0, 8, 0"
  })
  void sizesThatAreNotKnownLeadToTheEndOfTheFile(String form, String sound, String frames) {
    ByteBuffer file = ByteBuffer.wrap(aiff(COMMON, SOUND));
    file.putInt(4, Integer.decode(form));
    file.putInt(22, Integer.decode(frames));
    file.putInt(42, Integer.decode(sound));

    assertIsSong(file.array());
  }

  @Test
  void theNumberOfFramesCountsOnlyIfTheSizeIsUnknown() {
    byte[] tag = chunk("ID3 ", new byte[3000]);
    byte[] fewer = common(1000, 16);
    byte[] unknown = SOUND.clone();
    Arrays.fill(unknown, 4, 8, (byte) 0);

    assertIsSong(aiff(fewer, SOUND, tag));
    assertIsSong(aiff(COMMON, unknown, tag));
  }

  @Test
  void samplesMayBeginAtAnOffset() {
    byte[] offset = new byte[15];
    offset[3] = 7;

    assertIsSong(aiff(COMMON, chunk("SSND", Bytes.join(offset, SAMPLES))));
  }

  @Test
  void theSampleRateIsAnExtendedFloat() {
    assertThat(rateOf(0x400E, 0xAC44_0000_0000_0000L)).isEqualTo(44100);
    assertThat(rateOf(0x400F, 0xBB80_0000_0000_0000L)).isEqualTo(96000);
    assertThat(rateOf(0x400D, 0xADDD_1745_D145_826BL)).isEqualTo(22255);
    assertThat(rateOf(0x4002, -1)).isEqualTo(16);
    assertThat(rateOf(0x7FFF, -1)).isEqualTo(Integer.MAX_VALUE);
    assertThat(rateOf(0, 0)).isZero();
  }

  private static int rateOf(int exponent, long mantissa) {
    ByteBuffer chunk = ByteBuffer.allocate(18).putShort(8, (short) exponent).putLong(10, mantissa);
    AiffCommonChunk common = AiffCommonChunk.of(chunk);
    return common == null ? -1 : common.rateHz();
  }

  @Test
  void otherCompressionsAreNamed() {
    assertIsFault(
        AudioFault.UNSUPPORTED,
        "AIFF-C in IMA ADPCM is not supported",
        aiffC("ima4", 16, new byte[9000]));
    assertIsFault(
        AudioFault.UNSUPPORTED,
        "AIFF-C in MACE 3:1 is not supported",
        aiffC("MAC3", 8, new byte[9000]));
    assertIsFault(
        AudioFault.UNSUPPORTED,
        "AIFF-C in the compression \"ab??\" is not supported",
        aiffC("ab\n\0", 8, new byte[9000]));
  }

  @Test
  void lostSamplesAreDamage() {
    byte[] file = aiff(COMMON, SOUND);
    byte[] half = Arrays.copyOf(file, file.length / 2);

    assertIsFault(
        AudioFault.DAMAGED, "50 % of the file cannot be decoded, at most 5 % may be lost", half);
    assertThat(Decoding.decode(Arrays.copyOf(file, file.length - 4000)).samples())
        .hasSize(PcmSong.SAMPLES - 2000);
    assertIsFault(AudioFault.DAMAGED, "AIFF without a sound data chunk", aiff(COMMON));
    assertIsFault(
        AudioFault.DAMAGED,
        "AIFF without a common chunk",
        aiff(chunk("COMM", new byte[17]), SOUND));
  }

  private static void assertIsSong(byte[] file) {
    PcmSong.assertIsIn(file, "AIFF");
  }

  private static void assertIsFault(AudioFault fault, String detail, byte[] file) {
    assertThat(Decoding.decode(file).fault())
        .isEqualTo(new DecodeOutcome.Undecodable(fault, detail));
  }

  private static ByteOrder byteOrder(String name) {
    return name.equals("BIG") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /** A common chunk of one channel. */
  private static byte[] common(int frames, int bits) {
    return chunk("COMM", commonFields(frames, bits));
  }

  private static byte[] commonFields(int frames, int bits) {
    return ByteBuffer.allocate(18)
        .putShort((short) 1)
        .putInt(frames)
        .putShort((short) bits)
        .putShort((short) 0x400D)
        .putLong((long) PcmSong.RATE_HZ << 49)
        .array();
  }

  private static byte[] sound(byte[] samples) {
    return chunk("SSND", Bytes.join(new byte[8], samples));
  }

  static byte[] aiffC(String compression, int bits, byte[] samples) {
    byte[] fields =
        Bytes.join(
            commonFields(PcmSong.SAMPLES, bits),
            Bytes.ascii(compression),
            Bytes.ascii("\16not compressed\0"));
    byte[] version = chunk("FVER", Bytes.of(0xA2, 0x80, 0x51, 0x40));
    return form("AIFC", version, chunk("COMM", fields), sound(samples));
  }

  private static byte[] aiff(byte[]... chunks) {
    return form("AIFF", chunks);
  }

  private static byte[] form(String type, byte[]... chunks) {
    return chunkWithoutPad("FORM", Bytes.join(Bytes.ascii(type), Bytes.join(chunks)));
  }

  private static byte[] chunk(String id, byte[] body) {
    return PcmSong.chunk(id, body, ByteOrder.BIG_ENDIAN);
  }

  private static byte[] chunkWithoutPad(String id, byte[] body) {
    return Arrays.copyOf(chunk(id, body), 8 + body.length);
  }
}

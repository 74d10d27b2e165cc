package io.soundalike.audio.aac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.UndecodableException;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AacDecoderTest {

  /** A single channel of one band, up to its coefficients. */
  private static AacBits single() {
    return new AacBits().put(0, 7).longWindow(180, 1).section(1, 1).differences(0).put(0, 3);
  }

  private static byte[] impulse() {
    return single().code(1, 40 + 27).put(7, 3).toBytes();
  }

  @Test
  void aCoefficientIsACosineBelowAWindow() throws Exception {
    AacDecoder decoder = new AacDecoder(AacBits.MONO);

    assertThat(decode(decoder, impulse())).isEqualTo(1024);
    assertThat(decoder.sampleRateHz()).isEqualTo(44100);
    assertThat(decoder.channels()).isEqualTo(1);

    for (int n = 0; n < 1024; n++) {
      double window = Math.sin(Math.PI / 2048 * (n + 0.5));
      double cosine = Math.cos(2 * Math.PI / 2048 * (n + 0.5 + 512) * 0.5);
      double scale = Math.pow(2, (180 - 100) / 4.0) * 2 / 2048 / 32768;

      assertThat(decoder.block()[n]).isCloseTo((float) (scale * window * cosine), within(1e-8f));
    }
  }

  @Test
  void theFrameLengthFlagShortensTheFrame() throws Exception {
    AacDecoder decoder = new AacDecoder(new byte[] {0x12, 0x0C});

    assertThat(decoder.frameSamples()).isEqualTo(960);
    assertThat(decode(decoder, impulse())).isEqualTo(960);
    assertThat(decoder.block()).hasSize(960);
  }

  /** Book 15 is intensity in phase, book 14 in opposite phase. */
  @ParameterizedTest
  @CsvSource({"15, 0, -1, 1", "14, 0, -1, -1", "15, 4, -1, 0.5", "15, -4, 1, -2", "15, 4, 0, 0.5"})
  void intensityScalesTheLeftChannel(int book, int position, int inverted, float expected)
      throws Exception {
    AacBits bits = pair(inverted < 0 ? 0 : 1);

    if (inverted >= 0) {
      bits.put(inverted, 1);
    }

    bits.put(180, 8).section(1, 1).differences(0).put(0, 3).code(1, 40 + 27);
    bits.put(180, 8).section(book, 1).differences(position).put(0, 3).put(7, 3);

    assertRightPerLeft(bits, expected);
  }

  /** Coefficients 1 and 0.5, as left and right (mask 0) or as mid and side (mask 2). */
  @ParameterizedTest
  @CsvSource({"0, 0.5", "2, 0.3333333"})
  void midAndSideAreAddedAndSubtracted(int mask, float expected) throws Exception {
    AacBits bits = pair(mask).put(180, 8).section(1, 1).differences(0).put(0, 3).code(1, 40 + 27);
    bits.put(180, 8).section(1, 1).differences(-4).put(0, 3).code(1, 40 + 27);

    assertRightPerLeft(bits.put(7, 3), expected);
  }

  @Test
  void noiseOfMidAndSideBandsIsShared() throws Exception {
    AacBits bits = pair(2).put(180, 8).section(13, 1).put(256, 9).put(0, 3);
    bits.put(180, 8).section(13, 1).put(256 - 4, 9).put(0, 3).put(7, 3);

    assertRightPerLeft(bits, 0.5f);
  }

  private static AacBits pair(int mask) {
    return new AacBits().put(1, 3).put(0, 4).put(1, 1).longWindow(1).put(mask, 2);
  }

  private static void assertRightPerLeft(AacBits bits, float expected) throws Exception {
    AacDecoder decoder = new AacDecoder(AacBits.STEREO);
    decode(decoder, bits.toBytes());
    float[] block = decoder.block();
    float peak = 0;

    for (int i = 0; i < block.length; i += 2) {
      peak = Math.max(peak, Math.abs(block[i]));

      assertThat(block[i + 1]).isCloseTo(expected * block[i], within(1e-7f));
    }

    assertThat(peak).isGreaterThan(1e-5f);
  }

  @Test
  void elementsWithoutSamplesAreSkipped() throws Exception {
    // A fill element without bytes, then a data stream whose two bytes are aligned.
    AacBits bits = new AacBits().put(6, 3).put(0, 4).put(4, 3).put(0, 4).put(1, 1).put(2, 8);
    bits.put(0, 1).put(0x1234, 16);
    // A fill element of 17 bytes.
    bits.put(6, 3).put(15, 4).put(3, 8);

    for (int i = 0; i < 17; i++) {
      bits.put(0, 8);
    }

    // A coupling channel for one single channel, without bands.
    bits.put(2, 3).put(1, 4).put(0, 1).put(0, 3).put(0, 5).put(0, 4).longWindow(100, 0).put(0, 3);
    byte[] packet =
        bits.put(0, 7)
            .longWindow(180, 1)
            .section(1, 1)
            .differences(0)
            .put(0, 3)
            .code(1, 67)
            .put(7, 3)
            .toBytes();
    AacDecoder expected = new AacDecoder(AacBits.MONO);
    decode(expected, impulse());
    AacDecoder decoder = new AacDecoder(AacBits.MONO);
    decode(decoder, packet);

    assertThat(decoder.block()).isEqualTo(expected.block());
    assertThat(decoder.consumedBytes()).isEqualTo(packet.length);
  }

  @Test
  void aDamagedPacketIsSilenceAndTheNextIsDecoded() throws Exception {
    AacDecoder decoder = new AacDecoder(AacBits.MONO);
    decode(decoder, impulse());
    float[] expected = decoder.block().clone();

    assertThatThrownBy(() -> decode(decoder, single().toBytes())).isInstanceOf(IOException.class);
    assertThat(decoder.block()).containsOnly(0);
    decode(decoder, impulse());
    assertThat(decoder.block()).isEqualTo(expected);
  }

  @Test
  void samplesFarAboveFullScaleAreDamage() throws Exception {
    AacDecoder decoder = new AacDecoder(AacBits.MONO);
    AacBits bits = new AacBits().put(0, 7).longWindow(250, 1).section(1, 1).differences(0);
    byte[] packet = bits.put(0, 3).code(1, 40 + 27).put(7, 3).toBytes();

    assertThatThrownBy(() -> decode(decoder, packet)).hasMessageContaining("full scale is 1");
    assertThat(decoder.block()).containsOnly(0);
    decode(decoder, impulse());
    assertThat(decoder.block()[100]).isCloseTo(0, within(0.1f));
  }

  @Test
  void moreChannelsThanAnnouncedAreAnError() throws Exception {
    AacDecoder decoder = new AacDecoder(AacBits.MONO);
    byte[] twice =
        single()
            .code(1, 67)
            .put(0, 7)
            .longWindow(180, 1)
            .section(1, 1)
            .differences(0)
            .put(0, 3)
            .code(1, 67)
            .put(7, 3)
            .toBytes();

    assertThatThrownBy(() -> decode(decoder, twice)).hasMessageContaining("more channels");
  }

  @ParameterizedTest
  @CsvSource({"13", "14"})
  void bandReplicationInTheFirstPacketsIsUnsupported(int extension) throws Exception {
    AacDecoder decoder = new AacDecoder(AacBits.MONO);
    byte[] packet =
        single().code(1, 67).put(6, 3).put(2, 4).put(extension, 4).put(0, 12).put(7, 3).toBytes();

    assertThatThrownBy(() -> decode(decoder, packet))
        .isInstanceOf(UndecodableException.class)
        .hasMessage("HE-AAC (spectral band replication) is not supported")
        .extracting(e -> ((UndecodableException) e).fault())
        .isEqualTo(AudioFault.UNSUPPORTED);
  }

  @ParameterizedTest
  @CsvSource({"12 08", "12 10", "12 30", "12 38", "14 0C"})
  void randomPacketsAreSamplesOrErrors(String config) throws Exception {
    AacDecoder decoder = new AacDecoder(HexFormat.ofDelimiter(" ").parseHex(config));
    Random random = new Random(8);

    for (int i = 0; i < 4000; i++) {
      byte[] packet = new byte[1 + random.nextInt(500)];
      random.nextBytes(packet);
      // The first element is one that the configuration has.
      packet[0] = (byte) (packet[0] & 0x1F | random.nextInt(2) << 5);

      try {
        assertThat(decode(decoder, packet)).isEqualTo(decoder.frameSamples());
      } catch (IOException | UndecodableException e) {
        assertThat(e).hasMessageMatching("(?i).*aac.*");
      }
    }
  }

  private static int decode(AacDecoder decoder, byte[] packet)
      throws IOException, UndecodableException {
    return decoder.decode(packet, 0, packet.length);
  }
}

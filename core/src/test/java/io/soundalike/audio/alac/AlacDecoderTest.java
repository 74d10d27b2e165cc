package io.soundalike.audio.alac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.Bytes;
import io.soundalike.audio.UndecodableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlacDecoderTest {

  @ParameterizedTest
  @ValueSource(ints = {16, 20, 24, 32})
  void uncompressedPacketsAreDecodedExactly(int bits) throws Exception {
    int full = bits == 32 ? Integer.MAX_VALUE : (1 << bits - 1) - 1;
    int[][] pair = {{0, 1, -1, full}, {5, -5, -full - 1, 7}};
    AlacDecoder decoder = new AlacDecoder(AlacEncoder.cookie(bits, 2, 44100));
    byte[] packet = AlacEncoder.uncompressed(bits, pair);

    assertThat(decoder.decode(packet, 0, packet.length)).isEqualTo(4);
    float unit = (float) Math.scalb(1.0, 1 - bits);
    assertThat(Arrays.copyOf(decoder.block(), 8))
        .containsExactly(0, 5 * unit, unit, -5 * unit, -unit, -1, full * unit, 7 * unit);
    assertThat(decoder.sampleRateHz()).isEqualTo(44100);
  }

  @ParameterizedTest
  @CsvSource({
    "3, '12', '2 3 1'",
    "4, '121', '2 3 1 4'",
    "5, '122', '2 3 1 4 5'",
    "6, '1221', '2 3 1 6 4 5'",
    "7, '12211', '2 3 1 7 4 5 6'",
    "8, '12221', '4 5 1 8 6 7 2 3'"
  })
  void channelsAreReturnedInWaveOrder(int channels, String widths, String expected)
      throws Exception {
    int[][][] elements = new int[widths.length()][][];
    int channel = 0;

    for (int e = 0; e < elements.length; e++) {
      elements[e] = new int[widths.charAt(e) - '0'][];

      for (int c = 0; c < elements[e].length; c++) {
        elements[e][c] = new int[] {++channel};
      }
    }

    AlacDecoder decoder = new AlacDecoder(AlacEncoder.cookie(16, channels, 48000));
    byte[] packet = AlacEncoder.uncompressed(16, elements);
    decoder.decode(packet, 0, packet.length);
    StringBuilder order = new StringBuilder();

    for (int c = 0; c < channels; c++) {
      order.append(Math.round(decoder.block()[c] * 32768)).append(' ');
    }

    assertThat(order.toString().strip()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"false, 0", "true, 0", "false, 31", "true, 31"})
  void compressedPacketsAreDecodedExactly(boolean isDifferenced, int order) throws Exception {
    int[] samples = tonesAndSilence();
    AlacDecoder decoder = new AlacDecoder(AlacEncoder.cookie(16, 1, 44100));
    byte[] packet = AlacEncoder.compressed(samples, isDifferenced, order);

    assertThat(decoder.decode(packet, 0, packet.length)).isEqualTo(samples.length);

    for (int i = 0; i < samples.length; i++) {
      assertThat(decoder.block()[i]).as("sample %d", i).isEqualTo(samples[i] / 32768f);
    }
  }

  @Test
  void otherElementsAreSkipped() throws Exception {
    BitWriter out = new BitWriter();
    out.write(3, 6).write(4, 2).write(16, 0xABCD);
    out.write(3, 6).write(4, 15).write(8, 3).write(17 * 8, 0);
    out.write(3, 4).write(4, 0).write(1, 0).write(8, 1).write(8, 0xFF);
    out.write(3, 0).write(16, 0).write(1, 1).write(3, 1).write(32, 1).write(16, 1234).write(3, 7);
    byte[] packet = out.toBytes();
    AlacDecoder decoder = new AlacDecoder(AlacEncoder.cookie(16, 1, 44100));

    assertThat(decoder.decode(packet, 0, packet.length)).isEqualTo(1);
    assertThat(decoder.block()[0]).isEqualTo(1234 / 32768f);
  }

  @Test
  void packetsThatEndTooEarlyAreRejected() throws Exception {
    byte[] packet = AlacEncoder.compressed(tonesAndSilence(), true, 0);
    AlacDecoder decoder = new AlacDecoder(AlacEncoder.cookie(16, 1, 44100));

    for (int length = 0; length < packet.length - 1; length++) {
      int shorter = length;
      assertThatThrownBy(() -> decoder.decode(packet, 0, shorter)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void packetsOfTheWrongChannelsAreRejected() throws Exception {
    byte[] mono = AlacEncoder.uncompressed(16, new int[][] {{1, 2, 3}});
    byte[] stereo = AlacEncoder.uncompressed(16, new int[][] {{1, 2}, {3, 4}});
    byte[] uneven = AlacEncoder.uncompressed(16, new int[][] {{1}}, new int[][] {{3, 4}});

    assertThatThrownBy(() -> decode(2, mono)).hasMessage("an ALAC packet lacks channels");
    assertThatThrownBy(() -> decode(1, stereo)).hasMessage("an ALAC packet has too many channels");
    assertThatThrownBy(() -> decode(2, uneven))
        .hasMessage("the channels of an ALAC packet differ in length");
  }

  @Test
  void changedPacketsEndWithSamplesOrAnIoException() throws Exception {
    byte[] original = AlacEncoder.compressed(tonesAndSilence(), true, 31);
    AlacDecoder decoder = new AlacDecoder(AlacEncoder.cookie(16, 1, 44100));
    Random random = new Random(5);

    for (int i = 0; i < 3000; i++) {
      byte[] packet = original.clone();
      packet[random.nextInt(20)] = (byte) random.nextInt();
      packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(8));

      try {
        assertThat(decoder.decode(packet, 0, packet.length)).isBetween(1, 4096);
      } catch (IOException e) {
        assertThat(e).message().isNotBlank();
      }
    }
  }

  @Test
  void cookiesOfQuickTimeAreUnwrapped() throws Exception {
    byte[] cookie =
        Bytes.join(
            Bytes.of(0, 0, 0, 12),
            Bytes.ascii("frmaalac"),
            Bytes.of(0, 0, 0, 36),
            Bytes.ascii("alac"),
            Bytes.of(0, 0, 0, 0),
            AlacEncoder.cookie(24, 6, 96000));
    AlacDecoder decoder = new AlacDecoder(cookie);

    assertThat(decoder.channels()).isEqualTo(6);
    assertThat(decoder.sampleRateHz()).isEqualTo(96000);
  }

  @Test
  void invalidCookiesAreRejected() {
    byte[] hugeFrames = ByteBuffer.wrap(AlacEncoder.cookie(16, 2, 44100)).putInt(1 << 30).array();
    byte[] laterVersion = AlacEncoder.cookie(16, 2, 44100);
    laterVersion[4] = 1;

    assertFault(new byte[23], AudioFault.DAMAGED);
    assertFault(hugeFrames, AudioFault.DAMAGED);
    assertFault(AlacEncoder.cookie(17, 2, 44100), AudioFault.DAMAGED);
    assertFault(AlacEncoder.cookie(16, 0, 44100), AudioFault.DAMAGED);
    assertFault(AlacEncoder.cookie(16, 9, 44100), AudioFault.DAMAGED);
    assertFault(laterVersion, AudioFault.UNSUPPORTED);
  }

  private static void assertFault(byte[] cookie, AudioFault fault) {
    assertThatThrownBy(() -> new AlacDecoder(cookie))
        .isInstanceOfSatisfying(
            UndecodableException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }

  private static void decode(int channels, byte[] packet) throws Exception {
    new AlacDecoder(AlacEncoder.cookie(16, channels, 44100)).decode(packet, 0, packet.length);
  }

  /** A loud tone, noise at full scale, digital silence with single clicks, and a quiet tone. */
  private static int[] tonesAndSilence() {
    int[] samples = new int[2000];
    Random random = new Random(1);

    for (int i = 0; i < 500; i++) {
      samples[i] = (int) (20_000 * Math.sin(0.05 * i));
      samples[500 + i] = random.nextInt(65536) - 32768;
      samples[1000 + i] = i % 100 == 99 ? -1 : 0;
      samples[1500 + i] = (int) (3 * Math.sin(0.05 * i));
    }

    return samples;
  }
}

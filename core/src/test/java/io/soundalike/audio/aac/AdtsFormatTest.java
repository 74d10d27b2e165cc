package io.soundalike.audio.aac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.TestSignals;
import io.soundalike.audio.AudioFault;
import io.soundalike.audio.Bytes;
import io.soundalike.audio.DecodeOutcome;
import io.soundalike.audio.Decoding;
import io.soundalike.audio.SourceInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ADTS files that ffmpeg encoded, whole and altered; {@code aac.py} made them. */
class AdtsFormatTest {

  /** Samples of each channel between two of those that are kept. */
  private static final int STEP = 16;

  private static final byte[] STEREO = golden("aac_stereo.aac");
  private static final int STEREO_FRAMES = frames(STEREO).size();

  /** Long enough for the default settings. */
  private static final byte[] SONG = repeated(STEREO, 10);

  @ParameterizedTest
  @CsvSource({"aac_mono, 22050, 1", "aac_stereo, 44100, 2", "aac_surround, 48000, 6"})
  void samplesAreThoseOfFfmpeg(String name, int rateHz, int channels) throws Exception {
    FloatBuffer expected =
        ByteBuffer.wrap(golden(name + ".f32")).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    AdtsSource source = new AdtsSource(new ByteArrayInputStream(golden(name + ".aac")));
    double power = 0;
    double error = 0;

    assertThat(source.sampleRateHz()).isEqualTo(rateHz);
    assertThat(source.channels()).isEqualTo(channels);

    for (int samples = source.next(); samples > 0; samples = source.next()) {
      for (int i = 0; i < samples; i += STEP) {
        for (int channel = 0; channel < channels; channel++) {
          double wanted = expected.get();
          power += wanted * wanted;
          error += Math.pow(source.block()[i * channels + channel] - wanted, 2);
        }
      }
    }

    assertThat(expected.hasRemaining()).isFalse();
    assertThat(source.lostShare()).isZero();
    assertThat(10 * Math.log10(power / error)).isGreaterThan(120);
  }

  @Test
  void aFileIsDecoded() {
    assertThat(Decoding.decode(SONG).source())
        .isEqualTo(new SourceInfo("AAC", 44100, 2, 10L * STEREO_FRAMES * 1024));
  }

  @Test
  void tagsAroundTheFramesAreIgnored() {
    byte[] tag = Bytes.join(Bytes.ascii("TAG"), new byte[125]);
    Decoding decoding = Decoding.decode(Bytes.join(Bytes.id3(new byte[3000]), SONG, tag));

    assertThat(decoding.samples()).isEqualTo(Decoding.decode(SONG).samples());
  }

  @Test
  void aFileMayBeginAndEndWithinAFrame() {
    byte[] cut = Arrays.copyOfRange(SONG, 10, SONG.length - 10);

    assertThat(Decoding.decode(cut).source().samples()).isEqualTo((10L * STEREO_FRAMES - 2) * 1024);
  }

  @Test
  void bytesBetweenFramesAreSkippedAndCounted() throws Exception {
    byte[] junk = new byte[2000];
    new Random(3).nextBytes(junk);
    AdtsSource source = new AdtsSource(new ByteArrayInputStream(Bytes.join(SONG, junk, SONG)));

    assertThat(countFrames(source)).isEqualTo(20 * STEREO_FRAMES);
    assertThat(source.lostShare()).isCloseTo(2000.0 / (2000 + 2 * SONG.length), within(1e-9));
  }

  @Test
  void damagedPacketsBecomeSilenceAndAreCounted() throws Exception {
    List<byte[]> frames = frames(SONG);

    for (int i = 0; i < frames.size(); i += 10) {
      // A channel pair with a reserved mask of mid and side.
      Arrays.fill(frames.get(i), AdtsHeader.BYTES, frames.get(i).length, (byte) 0);
      byte[] invalid =
          new AacBits().put(1, 3).put(0, 4).put(1, 1).longWindow(1).put(3, 2).toBytes();
      System.arraycopy(invalid, 0, frames.get(i), AdtsHeader.BYTES, invalid.length);
    }

    AdtsSource source = new AdtsSource(new ByteArrayInputStream(join(frames)));

    assertThat(countFrames(source)).isEqualTo(10 * STEREO_FRAMES);
    assertThat(source.lostShare()).isCloseTo(0.1, within(1e-9));
    assertThat(Decoding.decode(join(frames)).fault().fault()).isEqualTo(AudioFault.DAMAGED);
  }

  @Test
  void joinedFilesMayChangeRateAndChannels() {
    byte[] mono = repeated(golden("aac_mono.aac"), 6);
    Decoding decoding = Decoding.decode(Bytes.join(SONG, mono));

    assertThat(decoding.source().sampleRateHz()).isEqualTo(44100);
    assertThat(decoding.samples().length / 22050.0)
        .isCloseTo(
            10.0 * STEREO_FRAMES * 1024 / 44100
                + 6.0 * frames(golden("aac_mono.aac")).size() * 1024 / 22050,
            within(0.01));
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aFrameMayHoldSeveralPackets(boolean isProtected) throws Exception {
    List<byte[]> frames = frames(STEREO);
    List<byte[]> joined = new ArrayList<>();

    for (int i = 0; i + 1 < frames.size(); i += 2) {
      joined.add(twoPackets(frames.get(i), frames.get(i + 1), isProtected));
    }

    AdtsSource expected = new AdtsSource(new ByteArrayInputStream(STEREO));
    AdtsSource source = new AdtsSource(new ByteArrayInputStream(join(joined)));

    for (int i = 0; i < STEREO_FRAMES / 2 * 2; i++) {
      assertThat(source.next()).isEqualTo(expected.next());
      assertThat(source.block()).isEqualTo(expected.block());
    }

    assertThat(source.next()).isZero();
    assertThat(source.lostShare()).isZero();
  }

  private static byte[] twoPackets(byte[] first, byte[] second, boolean isProtected) {
    byte[] packet1 = Arrays.copyOfRange(first, AdtsHeader.BYTES, first.length);
    byte[] packet2 = Arrays.copyOfRange(second, AdtsHeader.BYTES, second.length);
    byte[] header = Arrays.copyOf(first, AdtsHeader.BYTES);
    byte[] checksum = new byte[isProtected ? 2 : 0];
    byte[] frame = Bytes.join(header, checksum, checksum, packet1, checksum, packet2, checksum);
    frame[1] = (byte) (isProtected ? header[1] & 0xFE : header[1]);
    frame[3] = (byte) (header[3] & 0xFC | frame.length >> 11);
    frame[4] = (byte) (frame.length >> 3);
    frame[5] = (byte) (header[5] & 0x1F | frame.length << 5);
    frame[6] = (byte) (header[6] & 0xFC | 1);
    return frame;
  }

  @Test
  void withoutAChannelConfigurationTheFirstPacketStatesTheChannels() throws Exception {
    // A program configuration of one front pair with tag 0, then the pair.
    byte[] program =
        new AacBits()
            .put(5, 3)
            .put(0, 4)
            .put(1, 2)
            .put(4, 4)
            .put(1, 4)
            .put(0, 4 + 4 + 2 + 3 + 4)
            .put(0, 3)
            .put(1, 1)
            .put(0, 4)
            .put(0, 4)
            .put(0, 8)
            .toBytes();
    List<byte[]> frames = new ArrayList<>();

    for (byte[] original : frames(STEREO)) {
      byte[] frame = frames.isEmpty() ? withPacket(original, program) : original.clone();
      frame[3] &= 0x3F;
      frames.add(frame);
    }

    AdtsSource source = new AdtsSource(new ByteArrayInputStream(join(frames)));

    assertThat(source.channels()).isEqualTo(2);
    assertThat(countFrames(source)).isEqualTo(STEREO_FRAMES);
  }

  private static byte[] withPacket(byte[] frame, byte[] packet) {
    byte[] changed = frame.clone();
    Arrays.fill(changed, AdtsHeader.BYTES, changed.length, (byte) 0xE0);
    System.arraycopy(packet, 0, changed, AdtsHeader.BYTES, packet.length);
    return changed;
  }

  @Test
  void otherProfilesAreUnsupported() {
    List<byte[]> frames = frames(SONG);
    frames.forEach(frame -> frame[2] &= 0x3F);

    assertThat(Decoding.decode(join(frames)).fault())
        .isEqualTo(
            new DecodeOutcome.Undecodable(AudioFault.UNSUPPORTED, "AAC Main; supported is AAC-LC"));
  }

  @Test
  void loasIsUnsupported() {
    byte[] frame = Bytes.join(Bytes.of(0x56, 0xE0, 200), new byte[200]);

    assertThat(Decoding.decode(repeated(frame, 400)).fault())
        .isEqualTo(
            new DecodeOutcome.Undecodable(
                AudioFault.UNSUPPORTED,
                "AAC in LOAS is not supported; supported is AAC in ADTS and MP4"));
  }

  @Test
  void otherBytesAreNotTaken() {
    AdtsFormat format = new AdtsFormat();
    Random random = new Random(1);
    byte[] head = new byte[4096];

    assertThat(format.matches(TestSignals.mp3(2))).isFalse();
    assertThat(format.matches(new byte[0])).isFalse();
    assertThat(format.matches(Arrays.copyOf(STEREO, frames(STEREO).get(0).length + 5))).isFalse();
    assertThat(format.matches(Arrays.copyOf(STEREO, 4096))).isTrue();

    for (int i = 0; i < 200; i++) {
      random.nextBytes(head);
      head[0] = (byte) 0xFF;
      head[1] = (byte) 0xF1;

      assertThat(format.matches(head)).isFalse();
    }
  }

  @Test
  void truncatedFilesAreDecodedOrFaults() {
    for (int length = 1; length < STEREO.length; length += 397) {
      assertThat(Decoding.decode(Arrays.copyOf(STEREO, length)).outcome()).isNotNull();
    }
  }

  private static int countFrames(AdtsSource source) throws Exception {
    int frames = 0;

    while (source.next() > 0) {
      frames++;
    }

    return frames;
  }

  private static List<byte[]> frames(byte[] file) {
    List<byte[]> frames = new ArrayList<>();

    for (int at = 0; at < file.length; ) {
      AdtsHeader header = Objects.requireNonNull(AdtsHeader.parse(file, at, file.length));
      frames.add(Arrays.copyOfRange(file, at, at + header.frameBytes()));
      at += header.frameBytes();
    }

    return frames;
  }

  private static byte[] join(List<byte[]> frames) {
    return Bytes.join(frames.toArray(byte[][]::new));
  }

  private static byte[] repeated(byte[] bytes, int times) {
    byte[][] parts = new byte[times][];
    Arrays.fill(parts, bytes);
    return Bytes.join(parts);
  }

  private static byte[] golden(String name) {
    try (InputStream in = AdtsFormatTest.class.getResourceAsStream("/golden/" + name)) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

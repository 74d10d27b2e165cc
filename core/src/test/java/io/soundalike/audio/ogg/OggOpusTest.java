package io.soundalike.audio.ogg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusMSEncoder;
import io.soundalike.audio.AudioFault;
import io.soundalike.audio.Bytes;
import io.soundalike.audio.Decoding;
import io.soundalike.audio.SourceInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OggOpusTest {

  private static final int RATE_HZ = 48_000;
  private static final int FRAME = 960;
  private static final int FRAMES = 100;
  private static final int PRE_SKIP = 312;
  private static final int SAMPLES = FRAMES * FRAME - PRE_SKIP - 100;
  private static final int SERIAL = 9;
  private static final int FRAMES_PER_PAGE = 10;
  private static final String[] SHORT = {"audio.min-seconds=0.8", "model.patch-columns=16"};

  /** Channel k is a sine of 300 (k + 1) Hz. */
  private static List<byte[]> packets(
      int channels, int streams, int coupled, int bitsPerSecond, OpusApplication application) {
    short[] mapping = new short[channels];

    for (int c = 0; c < channels; c++) {
      mapping[c] = (short) c;
    }

    List<byte[]> packets = new ArrayList<>();

    try {
      OpusMSEncoder encoder =
          OpusMSEncoder.Create(RATE_HZ, channels, streams, coupled, mapping, application);
      encoder.setBitrate(bitsPerSecond);
      short[] samples = new short[FRAME * channels];
      byte[] packet = new byte[4000 * channels];

      for (int frame = 0; frame < FRAMES; frame++) {
        for (int i = 0; i < samples.length; i++) {
          double seconds = (frame * FRAME + i / channels) / (double) RATE_HZ;
          double hz = 300 * (i % channels + 1);
          samples[i] = (short) (8192 * Math.sin(2 * Math.PI * hz * seconds));
        }

        int size = encoder.encodeMultistream(samples, 0, FRAME, packet, 0, packet.length);
        packets.add(Arrays.copyOf(packet, size));
      }
    } catch (OpusException e) {
      throw new IllegalStateException(e);
    }

    return packets;
  }

  private static List<byte[]> pages(byte[] header, List<byte[]> packets) {
    List<byte[]> pages = new ArrayList<>();
    pages.add(OggPages.page(OggPages.FIRST, 0, SERIAL, 0, header));
    byte[] tags = Bytes.join(Bytes.ascii("OpusTags"), new byte[8]);
    pages.add(OggPages.page(0, 0, SERIAL, 1, tags));

    for (int from = 0; from < packets.size(); from += FRAMES_PER_PAGE) {
      int to = Math.min(from + FRAMES_PER_PAGE, packets.size());
      boolean last = to == packets.size();
      pages.add(
          OggPages.page(
              last ? OggPages.LAST : 0,
              last ? PRE_SKIP + SAMPLES : (long) to * FRAME,
              SERIAL,
              pages.size(),
              packets.subList(from, to).toArray(byte[][]::new)));
    }

    return pages;
  }

  private static byte[] header(int channels, int gain, int... mapping) {
    return Bytes.join(
        Bytes.ascii("OpusHead"),
        Bytes.of(1, channels, PRE_SKIP & 0xFF, PRE_SKIP >> 8, 0x44, 0xAC, 0, 0),
        Bytes.of(gain & 0xFF, gain >> 8),
        mapping.length == 0 ? Bytes.of(0) : Bytes.of(mapping));
  }

  private static List<byte[]> stereo() {
    return packets(2, 1, 1, 96_000, OpusApplication.OPUS_APPLICATION_AUDIO);
  }

  private static Decoding decode(List<byte[]> pages, String channel) {
    return Decoding.decode(
        OggPages.join(pages),
        "audio.channel=" + channel,
        "audio.min-seconds=0.8",
        "model.patch-columns=16");
  }

  @Test
  void stereoIsDecodedAndCutToItsLength() {
    List<byte[]> pages = pages(header(2, 0), stereo());

    assertThat(decode(pages, "left").source())
        .isEqualTo(new SourceInfo("Ogg Opus", RATE_HZ, 2, SAMPLES));
    assertThat(decode(pages, "left").amplitude(300)).isCloseTo(0.25, within(0.01));
    assertThat(decode(pages, "right").amplitude(600)).isCloseTo(0.25, within(0.01));
  }

  @Test
  void speechIsDecoded() {
    List<byte[]> packets = packets(1, 1, 0, 12_000, OpusApplication.OPUS_APPLICATION_VOIP);
    Decoding decoding = decode(pages(header(1, 0), packets), "mean");

    assertThat(decoding.source()).isEqualTo(new SourceInfo("Ogg Opus", RATE_HZ, 1, SAMPLES));
    assertThat(decoding.amplitude(300)).isCloseTo(0.25, within(0.03));
  }

  @Test
  void theGainOfTheHeaderIsApplied() {
    // -6.02 dB in steps of 1/256 dB.
    Decoding decoding = decode(pages(header(2, -1541), stereo()), "left");

    assertThat(decoding.amplitude(300)).isCloseTo(0.125, within(0.005));
  }

  @Test
  void fiveOneIsDecodedLeftAndRightFirst() {
    // Left and right are one coupled stream, the rest in Vorbis order: centre, back, low.
    List<byte[]> packets = packets(6, 4, 2, 400_000, OpusApplication.OPUS_APPLICATION_AUDIO);
    List<byte[]> pages = pages(header(6, 0, 1, 4, 2, 0, 4, 1, 2, 3, 5), packets);

    assertThat(decode(pages, "left").source())
        .isEqualTo(new SourceInfo("Ogg Opus", RATE_HZ, 6, SAMPLES));
    assertThat(decode(pages, "left").amplitude(300)).isCloseTo(0.25, within(0.01));
    assertThat(decode(pages, "right").amplitude(600)).isCloseTo(0.25, within(0.01));
    assertThat(decode(pages, "mean").amplitude(1500)).isCloseTo(0.25 / 6, within(0.003));
  }

  @Test
  void aStreamThatDoesNotBeginAtPositionZeroKeepsItsLength() {
    List<byte[]> pages = pages(header(2, 0), stereo());

    for (int i = 2; i < pages.size(); i++) {
      pages.set(i, OggPages.withGranule(pages.get(i), OggPages.granule(pages.get(i)) + 1_000_000));
    }

    assertThat(decode(pages, "mean").source().samples()).isEqualTo(SAMPLES);
  }

  @Test
  void packetsThatCannotBeDecodedAreCounted() {
    List<byte[]> packets = stereo();
    // Three frames of 60 ms are more than a packet may contain.
    packets.replaceAll(packet -> Bytes.of(0x1B, 3, 0, 0, 0));

    assertThat(decode(pages(header(2, 0), packets), "mean").fault().fault())
        .isEqualTo(AudioFault.DAMAGED);
  }

  @Test
  void noiseInPacketsThrowsNothing() {
    Random random = new Random(4);

    for (int run = 0; run < 20; run++) {
      List<byte[]> packets = stereo().subList(0, 20);

      for (byte[] packet : packets) {
        for (int i = 0; i < 1 + run; i++) {
          packet[random.nextInt(packet.length)] = (byte) random.nextInt();
        }
      }

      assertThat(Decoding.decode(OggPages.join(pages(header(2, 0), packets)), SHORT).outcome())
          .isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'1,3,0', DAMAGED", // three channels without a mapping
    "'1,0,1,1,0', DAMAGED", // no channels
    "'1,2,1,0,0,0,0', DAMAGED", // no streams
    "'1,2,1,1,2,0,1', DAMAGED", // more coupled streams than streams
    "'1,2,1,1,1,0,2', DAMAGED", // a channel that no stream has
    "'1,200,255,200,200,0', DAMAGED", // a mapping that is cut off
    "'1,2,3,1,1,0,1', UNSUPPORTED", // ambisonics
    "'32,2,0', UNSUPPORTED"
  })
  void headersThatCannotBeUsedAreRefused(String values, AudioFault fault) {
    int[] v = Arrays.stream(values.split(",")).mapToInt(Integer::parseInt).toArray();
    byte[] header = header(v[1], 0, Arrays.copyOfRange(v, 2, v.length));
    header[8] = (byte) v[0];

    assertThat(decode(pages(header, stereo().subList(0, 20)), "mean").fault().fault())
        .isEqualTo(fault);
  }
}

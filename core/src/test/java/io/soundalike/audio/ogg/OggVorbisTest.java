package io.soundalike.audio.ogg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.Bytes;
import io.soundalike.audio.DecodeOutcome;
import io.soundalike.audio.Decoding;
import io.soundalike.audio.SourceInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OggVorbisTest {

  private static final int RATE_HZ = 22050;
  private static final int SAMPLES = 6 * RATE_HZ;
  private static final byte[] TONE = OggPages.golden("tone_440.ogg");
  private static final String[] SHORT = {"audio.min-seconds=0.8", "model.patch-columns=16"};

  private static List<byte[]> pages() {
    return new ArrayList<>(OggPages.split(TONE));
  }

  private static Decoding decode(List<byte[]> pages) {
    return Decoding.decode(OggPages.join(pages), SHORT);
  }

  @Test
  void aStreamThatDoesNotBeginAtPositionZeroKeepsItsLength() {
    List<byte[]> pages = pages();
    pages.replaceAll(
        page ->
            OggPages.granule(page) > 0
                ? OggPages.withGranule(page, OggPages.granule(page) + 3600L * RATE_HZ)
                : page);
    Decoding decoding = decode(pages);

    assertThat(decoding.source()).isEqualTo(new SourceInfo("Ogg Vorbis", RATE_HZ, 1, SAMPLES));
    assertThat(decoding.samples()).isEqualTo(Decoding.decode(TONE, SHORT).samples());
  }

  @Test
  void samplesBeforePositionZeroAreDropped() {
    List<byte[]> pages = pages();
    pages.replaceAll(
        page ->
            OggPages.granule(page) > 0
                ? OggPages.withGranule(page, OggPages.granule(page) - 1000)
                : page);

    assertThat(decode(pages).source().samples()).isEqualTo(SAMPLES - 1000);
  }

  @ParameterizedTest
  @CsvSource({"-1", "0", "99999999999"})
  void aLastPositionThatMakesNoSenseIsIgnored(long granule) {
    List<byte[]> pages = pages();
    int last = pages.size() - 1;
    pages.set(last, OggPages.withGranule(pages.get(last), granule));

    assertThat(decode(pages).source().samples()).isBetween(SAMPLES + 0L, SAMPLES + 1024L);
  }

  @Test
  void aMissingEndOfStreamIsNoLoss() {
    List<byte[]> pages = pages();
    int last = pages.size() - 1;
    pages.set(last, OggPages.withFlags(pages.get(last), 0));

    assertThat(decode(pages).source().samples()).isBetween(SAMPLES + 0L, SAMPLES + 1024L);
    assertThat(decode(pages.subList(0, last)).source().samples()).isPositive();
  }

  @Test
  void allLinksOfAChainAreDecoded() {
    byte[] surround = OggPages.golden("tones_51.ogg");
    Decoding decoding = Decoding.decode(Bytes.join(surround, TONE, TONE));

    assertThat(decoding.source()).isEqualTo(new SourceInfo("Ogg Vorbis", RATE_HZ, 1, 13 * RATE_HZ));
    assertThat(decoding.samples()).hasSize(13 * RATE_HZ);
  }

  @Test
  void aLinkThatCannotBeDecodedIsLost() {
    byte[] damaged = TONE.clone();
    List<byte[]> pages = OggPages.split(TONE);
    int setup = pages.get(0).length + pages.get(1).length / 2;
    Arrays.fill(damaged, setup, setup + 20, (byte) 0);

    assertThat(Decoding.decode(Bytes.join(TONE, damaged)).fault().fault())
        .isEqualTo(AudioFault.DAMAGED);
    assertThat(
            Decoding.decode(Bytes.join(damaged, TONE), "audio.max-damaged-fraction=0.6")
                .source()
                .samples())
        .isEqualTo(SAMPLES);
  }

  @Test
  void aLinkWithoutItsFirstPageIsLost() {
    byte[] headless = OggPages.golden("tones_51.ogg");
    headless[40] ^= 1;
    byte[] file = Bytes.join(TONE, headless);

    assertThat(Decoding.decode(file, "audio.max-damaged-fraction=0.4").fault().fault())
        .isEqualTo(AudioFault.DAMAGED);
    assertThat(Decoding.decode(file, "audio.max-damaged-fraction=0.6").source().samples())
        .isEqualTo(SAMPLES);
  }

  @Test
  void streamsOfOtherCodecsAreSkipped() {
    List<byte[]> pages = pages();
    byte[] skeleton = Bytes.join(Bytes.ascii("fishead\0"), new byte[56]);
    byte[] theora = Bytes.join(Bytes.ascii("\u0080theora"), new byte[35]);
    pages.add(0, OggPages.page(OggPages.FIRST, 0, 7, 0, skeleton));
    pages.add(1, OggPages.page(OggPages.FIRST, 0, 8, 0, theora));
    pages.add(4, OggPages.page(0, 5, 8, 1, new byte[3000], new byte[10]));
    pages.add(5, OggPages.page(OggPages.LAST, -1, 7, 1, new byte[0]));

    assertThat(decode(pages).source()).isEqualTo(new SourceInfo("Ogg Vorbis", RATE_HZ, 1, SAMPLES));
  }

  @Test
  void aFileWithoutADecodableStreamNamesItsCodecs() {
    byte[] file =
        Bytes.join(
            OggPages.page(OggPages.FIRST, 0, 1, 0, Bytes.ascii("\u0080theora...")),
            OggPages.page(OggPages.FIRST, 0, 2, 0, Bytes.ascii("Speex   1.2")),
            OggPages.page(OggPages.FIRST, 0, 3, 0, Bytes.ascii("something")),
            OggPages.page(0, 0, 2, 1, new byte[5000]));

    assertThat(Decoding.decode(file).fault())
        .isEqualTo(
            new DecodeOutcome.Undecodable(
                AudioFault.UNSUPPORTED,
                "Ogg with Speex, Theora, an unknown codec; supported are " + OggFormat.CODECS));
  }

  @Test
  void aFileWithoutABeginningIsDamaged() {
    List<byte[]> pages = pages();

    assertThat(decode(pages.subList(1, pages.size())).fault())
        .isEqualTo(
            new DecodeOutcome.Undecodable(
                AudioFault.DAMAGED, "the file has no intact first Ogg page"));
    assertThat(decode(pages.subList(0, 1)).fault())
        .isEqualTo(
            new DecodeOutcome.Undecodable(AudioFault.DAMAGED, "the Vorbis headers are incomplete"));
  }

  @Test
  void damagedPagesAreSkippedAndCounted() {
    List<byte[]> pages = OggPages.paginate(TONE, 10);
    int size = OggPages.join(pages).length;
    int damaged = 0;

    for (int i = 3; i < 6; i++) {
      pages.get(i)[40] ^= 1;
      damaged += pages.get(i).length;
    }

    assertLoss(pages, (double) damaged / size, 0.001);
  }

  @Test
  void aMissingPageCountsAsMuchAsTheNext() {
    List<byte[]> pages = OggPages.paginate(TONE, 10);
    pages.remove(5);
    int size = OggPages.join(pages).length;
    int next = pages.get(5).length;

    assertLoss(pages, (double) next / (size + next), 0.001);
  }

  private static void assertLoss(List<byte[]> pages, double share, double tolerance) {
    assertThat(decodeWithLoss(pages, share - tolerance).fault().fault())
        .isEqualTo(AudioFault.DAMAGED);
    Decoding decoding = decodeWithLoss(pages, share + tolerance);
    assertThat(decoding.source().samples()).isBetween(SAMPLES / 2L, SAMPLES - 1000L);
    assertThat(decoding.source().format()).isEqualTo("Ogg Vorbis");
  }

  private static Decoding decodeWithLoss(List<byte[]> pages, double fraction) {
    return Decoding.decode(
        OggPages.join(pages),
        "audio.max-damaged-fraction=" + fraction,
        "audio.min-seconds=0.8",
        "model.patch-columns=16");
  }

  @Test
  void pagesThatAreNumberedAnewAreNoLoss() {
    List<byte[]> pages = pages();
    pages.replaceAll(page -> OggPages.withSequence(page, 0));

    assertThat(decode(pages).source().samples()).isEqualTo(SAMPLES);
  }

  @Test
  void bytesBehindTheStreamAreNoLoss() {
    assertThat(Decoding.decode(Bytes.join(TONE, new byte[200_000])).source().samples())
        .isEqualTo(SAMPLES);
  }

  @Test
  void zerosInPlaceOfTheRestAreALoss() {
    byte[] file = Arrays.copyOf(Arrays.copyOf(TONE, TONE.length * 9 / 10), 200_000);

    assertThat(Decoding.decode(file, SHORT).fault().fault()).isEqualTo(AudioFault.DAMAGED);
  }

  @Test
  void sixChannelsAreDecodedLeftAndRightFirst() {
    byte[] surround = OggPages.golden("tones_51.ogg");

    assertThat(decodeChannel(surround, "left").source())
        .isEqualTo(new SourceInfo("Ogg Vorbis", RATE_HZ, 6, RATE_HZ));
    assertThat(decodeChannel(surround, "left").amplitude(400)).isCloseTo(0.5, within(0.02));
    assertThat(decodeChannel(surround, "right").amplitude(600)).isCloseTo(0.4, within(0.02));
    assertThat(decodeChannel(surround, "mean").amplitude(800)).isCloseTo(0.05, within(0.005));
    assertThat(decodeChannel(surround, "mean").amplitude(60)).isCloseTo(0.033, within(0.004));
    assertThat(decodeChannel(surround, "mean").amplitude(1000)).isCloseTo(0.033, within(0.004));
  }

  private static Decoding decodeChannel(byte[] file, String channel) {
    return Decoding.decode(
        file, "audio.channel=" + channel, "audio.min-seconds=0.8", "model.patch-columns=16");
  }

  @Test
  void packetsWithoutAudioAreALossAndNothingElse() {
    List<byte[]> pages = pages();
    Random random = new Random(1);

    for (int i = 2; i < pages.size(); i++) {
      byte[] noise = new byte[2000];
      random.nextBytes(noise);
      byte[] page = pages.get(i);
      noise[0] |= 1;
      pages.set(
          i,
          OggPages.page(
              i == pages.size() - 1 ? OggPages.LAST : 0,
              2000L * i,
              OggPages.serial(page),
              i,
              noise));
    }

    assertThat(decode(pages).fault().fault()).isEqualTo(AudioFault.DAMAGED);
  }

  @Test
  void manyFalsePagesEndInTime() {
    byte[] bomb = new byte[400_000];
    byte[] start = Bytes.join(Bytes.ascii("OggS"), new byte[22], Bytes.of(255));

    for (int i = 0; i + 282 <= bomb.length; i += 282) {
      System.arraycopy(start, 0, bomb, i, start.length);
      Arrays.fill(bomb, i + 27, i + 282, (byte) 255);
    }

    assertThat(Decoding.decode(bomb, "quarantine.time-limit-seconds=20").fault().fault())
        .isEqualTo(AudioFault.DAMAGED);
  }

  @Test
  void anEndlessPacketTakesBoundedMemory() throws Exception {
    byte[] segments = new byte[255];
    Arrays.fill(segments, (byte) 255);
    byte[] body = new byte[255 * 255];
    PacketAssembler assembler = new PacketAssembler();
    OggPage page = new OggPage(OggPages.pageOfSegments(1, -1, 1, 1, segments, body));
    assembler.accept(new OggPage(OggPages.pageOfSegments(0, -1, 1, 0, segments, body)), true);

    for (int i = 0; i < 100; i++) {
      assertThat(assembler.accept(page, true)).isEmpty();
    }

    List<byte[]> packets =
        assembler.accept(
            new OggPage(OggPages.pageOfSegments(1, 0, 1, 2, Bytes.of(3, 2), new byte[5])), true);
    assertThat(packets)
        .extracting(packet -> packet.length)
        .isEqualTo(List.of(PacketAssembler.MAX_PACKET_BYTES, 2));
  }

  @Test
  void packetsWithoutTheirBeginningAreDropped() {
    PacketAssembler assembler = new PacketAssembler();
    byte[] full = new byte[255];
    OggPage begin = new OggPage(OggPages.pageOfSegments(0, -1, 1, 0, Bytes.of(255), full));
    OggPage rest = new OggPage(OggPages.pageOfSegments(1, 9, 1, 1, Bytes.of(4, 3), new byte[7]));

    assertThat(assembler.accept(begin, true)).isEmpty();
    assertThat(assembler.accept(rest, true)).extracting(p -> p.length).isEqualTo(List.of(259, 3));
    assertThat(assembler.accept(begin, true)).isEmpty();
    assertThat(assembler.accept(rest, false)).extracting(p -> p.length).isEqualTo(List.of(3));
    assertThat(assembler.accept(rest, true)).extracting(p -> p.length).isEqualTo(List.of(3));
    assertThat(assembler.accept(begin, true)).isEmpty();
    assertThat(
            assembler.accept(
                new OggPage(OggPages.pageOfSegments(0, 9, 1, 2, Bytes.of(6), new byte[6])), true))
        .extracting(p -> p.length)
        .isEqualTo(Collections.singletonList(6));
  }
}

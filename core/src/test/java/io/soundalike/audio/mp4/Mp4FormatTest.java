package io.soundalike.audio.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.TestSignals;
import io.soundalike.audio.AudioFault;
import io.soundalike.audio.Bytes;
import io.soundalike.audio.DecodeOutcome;
import io.soundalike.audio.Decoding;
import io.soundalike.audio.SampleSource;
import io.soundalike.audio.SourceInfo;
import io.soundalike.audio.alac.AlacEncoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Mp4FormatTest {

  private static final int RATE_HZ = Mp4Builder.RATE_HZ;
  private static final float[] TONE = TestSignals.sine(440, 6, RATE_HZ);

  private static final String[] SHORT = {"audio.min-seconds=1", "model.patch-columns=8"};

  @Test
  void tablesBehindThePacketsAreFound() {
    Decoding decoding = Decoding.decode(Mp4Builder.of(TONE).build());

    assertThat(decoding.source()).isEqualTo(new SourceInfo("MP4 ALAC", RATE_HZ, 1, TONE.length));
    assertThat(decoding.amplitude(440)).isCloseTo(0.5, within(1e-3));
  }

  @Test
  void samplesAreExactAndInOrder() throws Exception {
    float[] noise = TestSignals.melody(6, RATE_HZ, 3);
    float[] samples = decode(Mp4Builder.of(noise).movieFirst().build());

    assertThat(samples).hasSameSizeAs(noise);

    for (int i = 0; i < noise.length; i++) {
      assertThat(samples[i]).as("sample %d", i).isCloseTo(noise[i], within(5e-5f));
    }
  }

  @Test
  void sizesOf64BitsAreRead() {
    assertThat(Decoding.decode(Mp4Builder.of(TONE).longSizes().build()).source().samples())
        .isEqualTo(TONE.length);
    assertThat(
            Decoding.decode(Mp4Builder.of(TONE).longSizes().movieFirst().build())
                .source()
                .samples())
        .isEqualTo(TONE.length);
  }

  @Test
  void aSizeOfZeroLastsToTheEndOfTheFile() {
    byte[] file = Mp4Builder.of(TONE).movieFirst().build();
    int data = new String(file, StandardCharsets.ISO_8859_1).indexOf("mdat");
    Arrays.fill(file, data - 4, data, (byte) 0);

    assertThat(Decoding.decode(file).source().samples()).isEqualTo(TONE.length);
  }

  @Test
  void tracksOfPicturesAndChaptersAreIgnored() {
    byte[] file =
        Mp4Builder.of(TONE)
            .otherTrack(Mp4Builder.emptyTrack("vide"))
            .otherTrack(Mp4Builder.emptyTrack("text"))
            .otherTrack(Mp4Builder.emptyTrack("soun"))
            .build();

    assertThat(Decoding.decode(file).source().samples()).isEqualTo(TONE.length);
  }

  @Test
  void boxesThatBeginTheFileAreRecognised() {
    byte[] file = Mp4Builder.of(TONE).movieFirst().build();
    int typeBytes = ByteBuffer.wrap(file).getInt();
    byte[] wide = Mp4Builder.box("wide", new byte[typeBytes - 8]);
    byte[] quickTime = Bytes.join(wide, Arrays.copyOfRange(file, typeBytes, file.length));

    assertThat(Decoding.decode(quickTime).source().format()).isEqualTo("MP4 ALAC");
  }

  @Test
  void textIsNoMp4() {
    assertThat(new Mp4Format().matches(Bytes.ascii("The free encyclopedia"))).isFalse();
    assertThat(new Mp4Format().matches(Bytes.ascii("Mp4"))).isFalse();
    assertThat(new Mp4Format().matches(Mp4Builder.box("free", new byte[8]))).isTrue();
  }

  @Test
  void cookiesOfQuickTimeAreFound() {
    byte[] cookie = Mp4Builder.box("alac", new byte[4], AlacEncoder.cookie(16, 1, RATE_HZ));
    byte[] wave = Mp4Builder.box("wave", Mp4Builder.box("frma", Bytes.ascii("alac")), cookie);

    for (int version : new int[] {1, 2}) {
      byte[] entry = Mp4Builder.box("alac", Mp4Builder.soundFields(version), wave);
      assertThat(Decoding.decode(Mp4Builder.of(TONE).sampleEntry(entry).build()).source().samples())
          .isEqualTo(TONE.length);
    }
  }

  @Test
  void editListsTrimTheSong() throws Exception {
    float[] whole = decode(Mp4Builder.of(TONE).build());

    assertThat(decode(Mp4Builder.of(TONE).edits(5000, 1024).build()))
        .containsExactly(Arrays.copyOfRange(whole, 1024, 1024 + 5 * RATE_HZ));
    assertThat(decode(Mp4Builder.of(TONE).edits(700, -1, 5000, 5000).build()))
        .containsExactly(Arrays.copyOfRange(whole, 5000, 5000 + 5 * RATE_HZ));
    assertThat(decode(Mp4Builder.of(TONE).edits(0, 100).build())).hasSize(TONE.length - 100);
    assertThat(decode(Mp4Builder.of(TONE).edits(700, -1).build())).hasSize(TONE.length);
  }

  @Test
  void whatAnEditListLeavesOutIsNotLost() {
    assertThat(Decoding.decode(Mp4Builder.of(TONE).edits(5000, 0).build()).source().samples())
        .isEqualTo(5 * RATE_HZ);
  }

  @Test
  void theTagOfITunesTrimsTheSong() throws Exception {
    Mp4Builder file = Mp4Builder.of(TONE).edits(6000, 0);
    float[] whole = decode(file.build());

    assertThat(decode(file.gaplessTag(" 00000000 00000840 000001C0 0000000000009C40 0 0").build()))
        .containsExactly(Arrays.copyOfRange(whole, 2112, 2112 + 40_000));
    assertThat(decode(file.gaplessTag("nonsense").build())).hasSize(TONE.length);
  }

  @Test
  void fragmentsAreJoined() {
    Decoding decoding = Decoding.decode(Mp4Builder.of(TONE).buildFragmented(2));

    assertThat(decoding.source().samples()).isEqualTo(TONE.length);
    assertThat(decoding.amplitude(440)).isCloseTo(0.5, within(1e-3));
  }

  @Test
  void packetsBehindTheEndOfTheFileAreLost() {
    byte[] file = Mp4Builder.of(TONE).movieFirst().build();
    byte[] cut = Arrays.copyOf(file, file.length / 2);

    assertThat(Decoding.decode(cut, SHORT).fault().detail())
        .isEqualTo("58 % of the file cannot be decoded, at most 5 % may be lost");
    assertThat(
            Decoding.decode(
                    cut,
                    "audio.min-seconds=1",
                    "audio.max-damaged-fraction=0.6",
                    "model.patch-columns=8")
                .source()
                .samples())
        .isEqualTo(5 * 4096);
  }

  @Test
  void packetsThatAreNotValidAreLeftOut() {
    byte[] file = Mp4Builder.of(TONE).movieFirst().build();
    int data = new String(file, StandardCharsets.ISO_8859_1).indexOf("mdat");
    file[data + 4] = (byte) 0xFF;

    assertThat(Decoding.decode(file, "audio.max-damaged-fraction=0.1").source().samples())
        .isEqualTo(TONE.length - 4096);
  }

  @Test
  void aFileWithoutItsTablesIsDamaged() {
    byte[] file = Mp4Builder.of(TONE).build();
    DecodeOutcome.Undecodable fault =
        Decoding.decode(Arrays.copyOf(file, file.length - 2000)).fault();

    assertThat(fault.fault()).isEqualTo(AudioFault.DAMAGED);
    assertThat(Decoding.decode(Arrays.copyOf(file, file.length / 2)).fault().detail())
        .isEqualTo("MP4 without the tables of its tracks; the file is not complete");
  }

  @Test
  void aVideoWithoutSoundIsNotAudio() {
    byte[] file =
        Bytes.join(
            Mp4Builder.box("ftyp", Bytes.ascii("isom")),
            Mp4Builder.box("moov", Mp4Builder.emptyTrack("vide")));

    assertThat(Decoding.decode(file).fault())
        .isEqualTo(
            new DecodeOutcome.Undecodable(AudioFault.NOT_AUDIO, "MP4 without an audio track"));
  }

  @ParameterizedTest
  @CsvSource({
    "drms, MP4 that is protected by DRM is not supported",
    "ac-3, AC-3 in MP4 is not supported",
    "Opus, Opus in MP4 is not supported",
    "sowt, PCM in MP4 is not supported",
    "zzzz, the codec 'zzzz' in MP4 is not supported"
  })
  void otherCodecsAreNamed(String type, String message) {
    byte[] entry = Mp4Builder.box(type, Mp4Builder.soundFields(0));

    assertThat(Decoding.decode(Mp4Builder.of(TONE).sampleEntry(entry).build()).fault())
        .isEqualTo(new DecodeOutcome.Undecodable(AudioFault.UNSUPPORTED, message));
  }

  @ParameterizedTest
  @CsvSource({"0x69, MP3", "0x6B, MP3", "0x99, MPEG-4 audio of the object type 0x99"})
  void codecsOfMpeg4StreamsAreNamed(String objectType, String codec) {
    byte[] esds = Mp4Builder.streamDescriptor(Integer.decode(objectType), 0x12, 0x10);
    byte[] plain = Mp4Builder.box("mp4a", Mp4Builder.soundFields(0), esds);
    byte[] quickTime =
        Mp4Builder.box("mp4a", Mp4Builder.soundFields(1), Mp4Builder.box("wave", esds));

    for (byte[] entry : new byte[][] {plain, quickTime}) {
      assertThat(Decoding.decode(Mp4Builder.of(TONE).sampleEntry(entry).build()).fault().detail())
          .isEqualTo(codec + " in MP4 is not supported");
    }
  }

  @Test
  void hostileSizesAreBounded() {
    for (String table : new String[] {"stsz", "stsc", "stco", "stsd", "moov", "trak", "alac"}) {
      for (int at = -4; at < 24; at += 4) {
        byte[] song = Mp4Builder.of(new float[10_000]).build();
        byte[] file = Bytes.join(song, Mp4Builder.box("free", new byte[32]));
        int start = new String(file, StandardCharsets.ISO_8859_1).lastIndexOf(table);

        for (int value : new int[] {-1, 0, 1, 7, Integer.MAX_VALUE}) {
          ByteBuffer.wrap(file).putInt(start + at, value);
          assertThat(Decoding.decode(file, SHORT).outcome()).isNotNull();
        }
      }
    }
  }

  @Test
  void billionsOfPacketsOfOneByteEndSoon() {
    byte[] file = Mp4Builder.of(TONE).build();
    int sizes = new String(file, StandardCharsets.ISO_8859_1).indexOf("stsz");
    int chunkRuns = new String(file, StandardCharsets.ISO_8859_1).indexOf("stsc");
    ByteBuffer.wrap(file).putInt(sizes + 8, 1).putInt(sizes + 12, -1);
    ByteBuffer.wrap(file).putInt(chunkRuns + 16, -1);

    assertThat(Decoding.decode(file, "quarantine.time-limit-seconds=5").fault().fault())
        .isIn(AudioFault.TOO_SHORT, AudioFault.DAMAGED);
  }

  @Test
  void filesOfFfmpegAreDecoded16Bits() throws Exception {
    assertTones(
        "stereo_16",
        4096,
        (c, t) -> c == 0 ? 0.05 * sine(60, t) : 0.02 * sine(90, t),
        1.01 / 32768);
  }

  @Test
  void filesOfFfmpegAreDecoded24Bits() throws Exception {
    assertTones(
        "stereo_24",
        512,
        (c, t) -> 0.05 * sine(60, t) + (c == 0 ? 0 : 0.01 * sine(90, t)),
        1.01 / (1 << 23));
  }

  private static double sine(double hz, double seconds) {
    return Math.sin(2 * Math.PI * hz * seconds);
  }

  private static void assertTones(
      String name, int count, ToDoubleBiFunction<Integer, Double> tone, double tolerance)
      throws Exception {
    float[] samples = decode(resource(name));
    assertThat(samples).hasSize(2 * count);

    for (int i = 0; i < samples.length; i++) {
      double expected = tone.applyAsDouble(i % 2, (double) (i / 2) / RATE_HZ);
      assertThat((double) samples[i]).as("value %d", i).isCloseTo(expected, within(tolerance));
    }
  }

  /** Samples of the source, interleaved. */
  private static float[] decode(byte[] file) throws Exception {
    Decoding.Collector collector = new Decoding.Collector();

    try (SampleSource source = new Mp4Format().open(new ByteArrayInputStream(file), file.length)) {
      for (int count = source.next(); count > 0; count = source.next()) {
        collector.accept(source.block(), count * source.channels());
      }

      assertThat(source.lostShare()).isZero();
    }

    return collector.toArray();
  }

  private static byte[] resource(String name) throws IOException {
    try (var in =
        Objects.requireNonNull(
            Mp4FormatTest.class.getResourceAsStream("/alac/" + name + ".m4a.base64"))) {
      return Base64.getMimeDecoder().decode(in.readAllBytes());
    }
  }
}

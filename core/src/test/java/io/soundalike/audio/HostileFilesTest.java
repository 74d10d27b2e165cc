package io.soundalike.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.TestSignals;
import io.soundalike.track.TrackTags;
import io.soundalike.track.tags.InMemory;
import io.soundalike.track.tags.TagReader;
import io.soundalike.transcoding.Mp3Writer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Invalid, damaged and malicious files. Each must end within the time limit, with samples or with a
 * fault, and never with an exception.
 */
class HostileFilesTest {

  /** Far more than any file takes, so that only an endless loop exceeds it. */
  private static final String TIME_LIMIT = "quarantine.time-limit-seconds=20";

  private static final byte[] SONG = TestSignals.mp3(8);
  private static final byte[] TAGGED =
      Lame.encode(new float[][] {TestSignals.melody(8, 44100, 1)}, 44100, "-v", "-V", "4");

  /** A file and its acceptable results: names of faults, or OK. */
  private record HostileFile(String name, byte[] bytes, Set<String> expected) {

    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<HostileFile> CORPUS = new ArrayList<>();

  static {
    addFilesWithoutAudio();
    addTaggedFiles();
    addDamagedSongs();
    addUnusualSongs();
    addWavFiles();
    addFilesOfOtherFormats();
  }

  private static void addFilesWithoutAudio() {
    add("empty", new byte[0], "EMPTY");
    add("one byte", Bytes.of(0xFF), "NOT_AUDIO");
    add("a single sync word", Bytes.of(0xFF, 0xFB, 0x90, 0x64), "NOT_AUDIO");
    add("one frame", Arrays.copyOf(SONG, 417), "NOT_AUDIO", "TOO_SHORT");
    add("zeros", new byte[100_000], "NOT_AUDIO");
    add("ones", filled(100_000, 0xFF), "NOT_AUDIO");
    add(
        "sync words and nothing else",
        repeated(Bytes.of(0xFF, 0xFB, 0x90, 0x64), 50_000),
        "NOT_AUDIO");
    add("empty frames", emptyFrames(600), "SILENT", "DAMAGED", "NOT_AUDIO");
    add("text", Bytes.ascii("The words of a song.\n".repeat(5000)), "NOT_AUDIO");
    add("noise", noise(200_000, 7), "NOT_AUDIO");
    add("a picture", Bytes.join(Bytes.of(0xFF, 0xD8, 0xFF, 0xE0), noise(90_000, 8)), "NOT_AUDIO");
    add("a zip", Bytes.join(Bytes.ascii("PK\3\4"), noise(90_000, 9)), "NOT_AUDIO");
    add("a web page", Bytes.ascii("<html><body>404</body></html>"), "NOT_AUDIO");
  }

  private static void addTaggedFiles() {
    add("a tag without a song", Bytes.id3(new byte[5000]), "NOT_AUDIO");
    add(
        "a tag that claims 256 MB",
        Bytes.join(Bytes.ascii("ID3"), Bytes.of(3, 0, 0, 127, 127, 127, 127), SONG),
        "NOT_AUDIO");
    add(
        "a tag of an impossible size",
        Bytes.join(Bytes.ascii("ID3"), Bytes.of(3, 0, 0, 255, 255, 255, 255), SONG),
        "OK");
    add(
        "a tag shorter than its picture",
        Bytes.join(Bytes.ascii("ID3"), Bytes.of(3, 0, 0, 0, 0, 0, 20), noise(50_000, 3), SONG),
        "OK");
    add(
        "a million empty tags",
        repeated(Bytes.join(Bytes.ascii("ID3"), Bytes.of(4, 0, 0, 0, 0, 0, 0)), 1_000_000),
        "NOT_AUDIO");
    add("tags in tags", nestedTags(200), "OK");
    add(
        "a tag whose frames point back to its start",
        Bytes.join(
            Bytes.ascii("ID3"),
            Bytes.of(3, 0, 0, 0, 0, 0, 40),
            Bytes.ascii("TIT2"),
            Bytes.of(0xFF, 0xFF, 0xFF, 0xF6, 0, 0),
            new byte[30],
            SONG),
        "OK");
  }

  private static void addDamagedSongs() {
    add("half of a song", Arrays.copyOf(TAGGED, TAGGED.length / 2), "DAMAGED", "TOO_SHORT");
    add("the second half of a song", Arrays.copyOfRange(SONG, SONG.length / 3, SONG.length), "OK");
    add("a song without its first byte", Arrays.copyOfRange(SONG, 1, SONG.length), "OK");
    add("a song without its last byte", Arrays.copyOf(SONG, SONG.length - 1), "OK");
    add("zeros in the middle", withGap((byte) 0), "DAMAGED");
    add("ones in the middle", withGap((byte) 0xFF), "DAMAGED");
    add("zeros at the end", Bytes.join(SONG, new byte[SONG.length]), "OK");
    add("a song twice", Bytes.join(SONG, SONG), "OK");
    add(
        "a song of two sample rates",
        Bytes.join(
            SONG,
            Mp3Writer.encode(
                new float[][] {TestSignals.sine(440, 8, 22050)}, 22050, 64, TrackTags.NONE)),
        "OK");
    add(
        "stereo that changes to mono",
        Bytes.join(
            SONG,
            Mp3Writer.encode(
                new float[][] {TestSignals.sine(440, 8, 44100)}, 44100, 64, TrackTags.NONE)),
        "OK");
    add("every 50th byte flipped", flipped(50), "DAMAGED", "NOT_AUDIO");
    add("every 5000th byte flipped", flipped(5000), "OK", "DAMAGED");
    add("bytes in reverse", reversed(SONG), "NOT_AUDIO", "DAMAGED");
  }

  private static void addUnusualSongs() {
    add("silence", Mp3Writer.encode(new float[2][44100 * 7], 44100, 128, TrackTags.NONE), "SILENT");
    add("a constant", Lame.wav(new float[][] {constant(0.5f)}, 44100, 16), "OK");
    add("clipped", Mp3Writer.encode(new float[][] {square()}, 44100, 128, TrackTags.NONE), "OK");
    add(
        "0.2 s",
        Mp3Writer.encode(
            new float[][] {TestSignals.sine(440, 0.2, 44100)}, 44100, 128, TrackTags.NONE),
        "TOO_SHORT",
        "NOT_AUDIO");
    add(
        "free format",
        Lame.encode(
            new float[][] {TestSignals.sine(440, 6, 44100)}, 44100, "--freeformat", "-b", "200"),
        "UNSUPPORTED");
    add(
        "an MP4 file type and noise",
        Bytes.join(Bytes.of(0, 0, 0, 24), Bytes.ascii("ftypM4A "), noise(90_000, 4)),
        "DAMAGED");
  }

  private static void addWavFiles() {
    add(
        "a WAV header without samples",
        Arrays.copyOf(Lame.wav(new float[][] {constant(0.1f)}, 44100, 16), 44),
        "DAMAGED",
        "TOO_SHORT");
    add("a WAV file without channels", wavWithField(22, 0), "UNSUPPORTED", "DAMAGED");
    add("a WAV file of 65,535 channels", wavWithField(22, -1), "UNSUPPORTED", "DAMAGED");
    add("a WAV file of 0 Hz", wavWithField(24, 0), "UNSUPPORTED", "DAMAGED");
    add(
        "a WAV header of 65,535 Hz before samples of 44,100 Hz",
        wavWithField(24, -1),
        "OK",
        "UNSUPPORTED",
        "TOO_SHORT",
        "DAMAGED");
    add("a WAV file of 3 bits", wavWithField(34, 3), "UNSUPPORTED", "DAMAGED", "OK", "SILENT");
    add("a WAV file with a compressed codec", wavWithField(20, 2), "UNSUPPORTED");
    add("a WAV file of MP3 that holds none", wavWithField(20, 85), "NOT_AUDIO");
  }

  private static void addFilesOfOtherFormats() {
    add("a RIFF header alone", Bytes.ascii("RIFF....WAVE"), "UNSUPPORTED", "DAMAGED", "NOT_AUDIO");
    add(
        "an AIFF header and noise",
        Bytes.join(Bytes.ascii("FORM....AIFFCOMM"), noise(9000, 5)),
        "UNSUPPORTED",
        "DAMAGED");
    add(
        "an AU header and noise",
        Bytes.join(Bytes.ascii(".snd"), noise(9000, 5)),
        "UNSUPPORTED",
        "DAMAGED",
        "TOO_SHORT",
        "OK");
    add("a FLAC marker alone", Bytes.ascii("fLaC"), "DAMAGED");
    add(
        "a FLAC marker and noise",
        Bytes.join(Bytes.ascii("fLaC"), noise(90_000, 6)),
        "DAMAGED",
        "UNSUPPORTED",
        "TOO_SHORT",
        "SILENT");
    add(
        "an Ogg page and noise",
        Bytes.join(Arrays.copyOf(AudioFormatsTest.vorbis(), 60), noise(90_000, 6)),
        "DAMAGED");
    add(
        "an Ogg file without its codebooks",
        Arrays.copyOf(AudioFormatsTest.vorbis(), 200),
        "DAMAGED");
    add("an Ogg file with zeros in the middle", gapInOgg(), "DAMAGED", "OK");
    add(
        "an MP3 behind a FLAC marker",
        Bytes.join(Bytes.ascii("fLaC"), SONG),
        "DAMAGED",
        "UNSUPPORTED",
        "TOO_SHORT",
        "SILENT");
  }

  static Stream<HostileFile> corpus() {
    return CORPUS.stream();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void everyFileEndsInTimeWithAnExpectedResult(HostileFile file) {
    long start = System.nanoTime();
    DecodeOutcome outcome = Decoding.decode(file.bytes(), TIME_LIMIT).outcome();
    double seconds = (System.nanoTime() - start) / 1e9;

    assertThat(result(outcome)).isIn(file.expected());
    assertThat(seconds).isLessThan(20);

    if (outcome instanceof DecodeOutcome.Undecodable undecodable) {
      assertThat(undecodable.detail()).isNotBlank().hasSizeLessThan(300);
    }
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void tagReaderAcceptsEveryFile(HostileFile file) throws IOException {
    assertThat(TagReader.read(new InMemory(file.bytes()))).isNotNull();
  }

  @Test
  void corpusHasAtLeastFiftyFiles() {
    assertThat(CORPUS).hasSizeGreaterThanOrEqualTo(50);
  }

  @Test
  void truncatedFilesNeverThrow() throws IOException {
    List<byte[]> files =
        List.of(
            Arrays.copyOf(SONG, 6000),
            Arrays.copyOf(TAGGED, 6000),
            AudioFormatsTest.vorbis(),
            Arrays.copyOf(
                AudioFormatsTest.flac(new float[][] {TestSignals.sine(440, 2, 22050)}, 16), 9000),
            Arrays.copyOf(Lame.wav(new float[][] {constant(0.5f)}, 44100, 24), 3000));

    for (byte[] file : files) {
      for (int length = 1; length < file.length; length += 1 + file.length / 97) {
        assertThat(Decoding.decode(Arrays.copyOf(file, length), TIME_LIMIT).outcome()).isNotNull();
      }
    }
  }

  @Test
  void flippedBytesInTheFirstFramesNeverLoseTheSong() {
    byte[] song = Arrays.copyOf(TAGGED, 20_000);
    Set<String> results = new TreeSet<>();

    for (int at = 0; at < 1200; at++) {
      byte[] file = song.clone();
      file[at] ^= (byte) 0xFF;
      results.add(
          result(
              Decoding.decode(
                      file,
                      TIME_LIMIT,
                      "audio.max-damaged-fraction=1",
                      "audio.min-seconds=1",
                      "model.patch-columns=8")
                  .outcome()));
    }

    // A flipped byte costs a frame or two, never the song, unless it turns the header to free
    // format.
    assertThat(results).isSubsetOf("OK", "UNSUPPORTED").contains("OK");
  }

  private static String result(DecodeOutcome outcome) {
    return outcome instanceof DecodeOutcome.Undecodable undecodable
        ? undecodable.fault().name()
        : "OK";
  }

  private static void add(String name, byte[] bytes, String... expected) {
    CORPUS.add(new HostileFile(name, bytes, Set.of(expected)));
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] repeated(byte[] part, int times) {
    ByteBuffer bytes = ByteBuffer.allocate(part.length * times);

    for (int i = 0; i < times; i++) {
      bytes.put(part);
    }

    return bytes.array();
  }

  /** Frames of the right length that hold zeros. */
  private static byte[] emptyFrames(int count) {
    byte[] frame = new byte[417];
    System.arraycopy(Bytes.of(0xFF, 0xFB, 0x90, 0x64), 0, frame, 0, 4);
    return repeated(frame, count);
  }

  private static byte[] noise(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] nestedTags(int depth) {
    byte[] bytes = SONG;

    for (int i = 0; i < depth; i++) {
      bytes = Bytes.join(Bytes.id3(new byte[i]), bytes);
    }

    return bytes;
  }

  private static byte[] withGap(byte value) {
    byte[] bytes = SONG.clone();
    Arrays.fill(bytes, bytes.length / 3, bytes.length / 2, value);
    return bytes;
  }

  private static byte[] gapInOgg() {
    byte[] bytes = AudioFormatsTest.vorbis().clone();
    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 500, (byte) 0);
    return bytes;
  }

  private static byte[] flipped(int step) {
    byte[] bytes = SONG.clone();

    for (int i = step / 2; i < bytes.length; i += step) {
      bytes[i] ^= (byte) 0xA5;
    }

    return bytes;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];

    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }

    return reversed;
  }

  private static byte[] wavWithField(int offset, int value) {
    byte[] wav = Lame.wav(new float[][] {constant(0.5f)}, 44100, 16);
    wav[offset] = (byte) value;
    wav[offset + 1] = (byte) (value >> 8);

    if (offset == 24) {
      wav[offset + 2] = 0;
      wav[offset + 3] = 0;
    }

    return wav;
  }

  private static float[] constant(float value) {
    float[] samples = new float[44100 * 6];
    Arrays.fill(samples, value);
    return samples;
  }

  private static float[] square() {
    float[] samples = new float[44100 * 6];

    for (int i = 0; i < samples.length; i++) {
      samples[i] = i / 100 % 2 == 0 ? 1 : -1;
    }

    return samples;
  }
}

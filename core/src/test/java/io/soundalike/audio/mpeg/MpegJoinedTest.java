package io.soundalike.audio.mpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.TestSignals;
import io.soundalike.audio.AudioFault;
import io.soundalike.audio.Bytes;
import io.soundalike.audio.DecodeOutcome;
import io.soundalike.audio.Decoding;
import io.soundalike.audio.Lame;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MPEG audio that was joined from different files, or that other bytes follow. */
class MpegJoinedTest {

  /**
   * What an encoder adds before and after the song if no Info frame states it: 3 frames at 8 kHz.
   */
  private static final double TOLERANCE_SECONDS = 0.22;

  private static final byte[] SONG = encode(8, 44100, 2, "-b", "64");

  @ParameterizedTest
  @CsvSource({"22050, 2", "48000, 2", "44100, 1", "8000, 1"})
  void partsOfAnotherFormAreDecodedOn(int rateHz, int channels) {
    byte[] other = encode(4, rateHz, channels, "-t");
    Decoding before = Decoding.decode(Bytes.join(other, SONG));
    Decoding after = Decoding.decode(Bytes.join(SONG, other));

    for (Decoding decoding : new Decoding[] {before, after}) {
      assertThat(decoding.source().seconds()).isCloseTo(12, within(TOLERANCE_SECONDS));
      assertThat(decoding.source().sampleRateHz()).as("of the longer part").isEqualTo(44100);
      assertThat(decoding.source().channels()).isEqualTo(2);
      assertThat(decoding.samples().length / 22050.0).isCloseTo(12, within(TOLERANCE_SECONDS));
      assertThat(decoding.amplitude(440)).isGreaterThan(0.3);
    }
  }

  @Test
  void aShortJingleBeforeALongSongIsNoFault() {
    byte[] jingle = encode(1.5, 44100, 1, "-t", "-b", "64");

    assertThat(Decoding.decode(Bytes.join(jingle, SONG, SONG, SONG)).source().seconds())
        .isCloseTo(25.5, within(2 * TOLERANCE_SECONDS));
  }

  @Test
  void tagsBetweenPartsOfAnotherFormAreSkipped() {
    byte[] other = encode(4, 48000, 1, "-t");
    byte[] file = Bytes.join(SONG, Bytes.id3(new byte[50_000]), other);

    assertThat(Decoding.decode(file).source().seconds()).isCloseTo(12, within(TOLERANCE_SECONDS));
  }

  @Test
  void missingFramesOfALaterPartAreReportedAsDamage() {
    byte[] other = encode(8, 48000, 1, "-b", "64");
    byte[] file = Bytes.join(SONG, Arrays.copyOf(other, other.length / 2));

    assertThat(Decoding.decode(file).fault().fault()).isEqualTo(AudioFault.DAMAGED);
  }

  @ParameterizedTest
  @ValueSource(ints = {20_000, 600_000})
  void zerosAfterTheAudioAreNoLoss(int zeros) {
    byte[] withoutInfo = encode(8, 44100, 2, "-t", "-b", "64");
    byte[] id3v1 = Bytes.join(Bytes.ascii("TAG"), new byte[125]);

    for (byte[] song : new byte[][] {SONG, withoutInfo}) {
      byte[] file = Bytes.join(song, new byte[zeros], id3v1);

      assertThat(Decoding.decode(file).samples()).containsExactly(Decoding.decode(song).samples());
    }
  }

  @Test
  void bytesAfterTheAnnouncedFramesAreNoLoss() {
    byte[] junk = new byte[700_000];
    new Random(3).nextBytes(junk);

    assertThat(Decoding.decode(Bytes.join(SONG, junk)).samples())
        .containsExactly(Decoding.decode(SONG).samples());
  }

  @Test
  void bytesAfterAnUnknownNumberOfFramesAreALoss() {
    byte[] junk = new byte[50_000];
    new Random(3).nextBytes(junk);
    byte[] file = Bytes.join(encode(8, 44100, 2, "-t", "-b", "64"), junk);

    assertThat(Decoding.decode(file).fault().fault()).isEqualTo(AudioFault.DAMAGED);
  }

  @ParameterizedTest
  @ValueSource(ints = {441, 220, 1000})
  void samplesWithoutAHeaderAreNotAudio(int hz) {
    byte[] wav = Lame.wav(new float[][] {TestSignals.sine(hz, 8, 44100)}, 44100, 16);
    byte[] raw = Arrays.copyOfRange(wav, 44, wav.length);

    assertThat(Decoding.decode(raw).fault())
        .isEqualTo(
            new DecodeOutcome.Undecodable(
                AudioFault.NOT_AUDIO,
                "no known format, and no sequence of MPEG audio frames in "
                    + raw.length
                    + " bytes"));
  }

  @Test
  void samplesWithChanceHeadersAreNotFreeFormat() {
    byte[] raw = new byte[2_000_000];
    new Random(8).nextBytes(raw);

    for (int at = 0; at < raw.length - 2; at += 700 + at % 61) {
      raw[at] = (byte) 0xFF;
      raw[at + 1] = (byte) 0xFB;
      raw[at + 2] = 0;
    }

    assertThat(Decoding.decode(raw).fault().fault()).isEqualTo(AudioFault.NOT_AUDIO);
  }

  @Test
  void layer2OfMpeg2IsUnsupported() {
    byte[] file = new byte[384 * 200];

    for (int at = 0; at < file.length; at += 384) {
      System.arraycopy(Bytes.of(0xFF, 0xF5, 0x84, 0x04), 0, file, at, 4);
    }

    assertThat(Decoding.decode(file).fault())
        .isEqualTo(
            new DecodeOutcome.Undecodable(
                AudioFault.UNSUPPORTED,
                "MPEG-2 audio of layer II; of this layer only MPEG-1 is supported"));
  }

  private static byte[] encode(double seconds, int rateHz, int channels, String... options) {
    float[][] song = new float[channels][];
    Arrays.fill(song, TestSignals.sine(440, seconds, rateHz));
    String[] all = Arrays.copyOf(options, options.length + 2);
    all[options.length] = "--resample";
    all[options.length + 1] = String.valueOf(rateHz / 1000.0);
    return Lame.encode(song, rateHz, all);
  }
}

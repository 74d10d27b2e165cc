package io.soundalike.audio.mpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.TestSignals;
import io.soundalike.audio.AudioFault;
import io.soundalike.audio.Bytes;
import io.soundalike.audio.DecodeOutcome;
import io.soundalike.audio.Decoding;
import io.soundalike.audio.Lame;
import io.soundalike.track.TrackTags;
import io.soundalike.transcoding.Mp3Writer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoding of intact and damaged MPEG audio. */
class MpegTest {

  /** LAME scales its input by this factor; ffmpeg decodes the same level from the same file. */
  private static final double LAME_SCALE = 0.95;

  private static final byte[] SONG = TestSignals.mp3(8);

  @Test
  void aSongIsDecodedAtItsLevelAndPitch() {
    Decoding decoding = Decoding.decode(SONG, "audio.channel=left");

    assertThat(decoding.source().format()).isEqualTo("MPEG");
    assertThat(decoding.source().sampleRateHz()).isEqualTo(44100);
    assertThat(decoding.source().channels()).isEqualTo(2);
    assertThat(decoding.source().seconds()).isCloseTo(8, within(0.1));
    assertThat(decoding.amplitude(440)).isCloseTo(0.5 * LAME_SCALE, within(0.001));
    assertThat(decoding.amplitude(1000)).isLessThan(0.005);
  }

  @Test
  void channelsAreSelectedOrAveraged() {
    Decoding right = Decoding.decode(SONG, "audio.channel=right");
    Decoding mean = Decoding.decode(SONG, "audio.channel=mean");

    assertThat(right.amplitude(1000)).isCloseTo(0.5 * LAME_SCALE, within(0.001));
    assertThat(right.amplitude(440)).isLessThan(0.005);
    assertThat(mean.amplitude(440)).isCloseTo(0.25 * LAME_SCALE, within(0.001));
    assertThat(mean.amplitude(1000)).isCloseTo(0.25 * LAME_SCALE, within(0.001));
  }

  @ParameterizedTest
  @CsvSource({
    "44100, 2, -m s -b 128",
    "44100, 2, -m j -b 128",
    "44100, 2, -m f -b 128",
    "44100, 1, -m m -b 64",
    "44100, 2, -v -V 4",
    "44100, 2, --abr 100",
    "44100, 2, -b 320",
    "44100, 2, -b 128 -p",
    "48000, 2, -b 160",
    "32000, 2, -b 96",
    "24000, 2, -b 64",
    "22050, 1, -b 64",
    "16000, 2, -v -V 4",
    "12000, 2, -b 32",
    "11025, 1, -b 64",
    "8000, 2, -b 24"
  })
  void everyModeAndSampleRateIsDecodedToTheOriginalSamples(int rate, int channels, String options) {
    float[][] original = new float[channels][];
    Arrays.setAll(original, c -> TestSignals.melody(6, rate, 3 + c));
    byte[] mp3 = Lame.encode(original, rate, (options + " --resample " + rate / 1000.0).split(" "));
    Decoding decoding =
        Decoding.decode(
            mp3,
            "audio.sample-rate-hz=" + rate,
            "features.f-max-hz=" + rate / 2,
            "model.patch-columns=8");

    assertThat(decoding.source().sampleRateHz()).isEqualTo(rate);
    assertThat(decoding.source().channels()).isEqualTo(channels);
    assertThat(decoding.samples()).hasSize(original[0].length);
    assertThat(bestLag(decoding.samples(), mean(original))).isZero();
  }

  @Test
  void dualChannelModeIsDecodedAsTwoChannels() {
    byte[] mp3 =
        Lame.encode(
            new float[][] {TestSignals.sine(440, 6, 44100), TestSignals.sine(1000, 6, 44100)},
            44100,
            "-m",
            "s",
            "-b",
            "128",
            "-t");

    forEachFrame(mp3, at -> mp3[at + 3] = (byte) (mp3[at + 3] & 0x3F | 0x80));

    assertThat(Decoding.decode(mp3, "audio.channel=right").amplitude(1000))
        .isCloseTo(0.5 * LAME_SCALE, within(0.002));
  }

  @Test
  void freeFormatIsUnsupported() {
    byte[] mp3 =
        Lame.encode(
            new float[][] {TestSignals.sine(440, 6, 44100)}, 44100, "--freeformat", "-b", "200");

    assertThat(Decoding.decode(mp3).fault())
        .isEqualTo(
            new DecodeOutcome.Undecodable(
                AudioFault.UNSUPPORTED,
                "MPEG audio in free format, whose frames do not state their length"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.9, 1.1, 10, 1000})
  void aFrameCountThatContradictsTheBytesIsIgnored(double factor) {
    float[] original = TestSignals.melody(8, 44100, 3);
    byte[] mp3 = Lame.encode(new float[][] {original, original}, 44100, "-v", "-V", "4");
    byte[] intact = mp3.clone();
    long frames = 0;

    for (int i = 44; i < 48; i++) {
      frames = frames << 8 | mp3[i] & 0xFF;
    }

    long announcedFrames = (long) (frames * factor);

    for (int i = 0; i < 4; i++) {
      mp3[44 + i] = (byte) (announcedFrames >> 8 * (3 - i));
    }

    // The end is trimmed only if the announced number of frames is reached.
    assertThat(Decoding.decode(mp3).source().seconds())
        .isCloseTo(Decoding.decode(intact).source().seconds(), within(0.05));
  }

  @Test
  void largeTagsBeforeTheAudioAreSkipped() {
    byte[] art = new byte[20_000_000];
    new Random(1).nextBytes(art);

    assertThat(Decoding.decode(Bytes.join(Bytes.id3(art), SONG)).samples())
        .containsExactly(Decoding.decode(SONG).samples());
  }

  @Test
  void tagsAfterTheAudioAreSkipped() {
    byte[] ape = Bytes.join(Bytes.ascii("APETAGEX"), new byte[9000]);
    byte[] id3v1 = Bytes.join(Bytes.ascii("TAG"), new byte[125]);
    Decoding decoding = Decoding.decode(Bytes.join(SONG, ape, id3v1));

    assertThat(decoding.samples()).containsExactly(Decoding.decode(SONG).samples());
  }

  @Test
  void tagsBetweenJoinedSongsAreSkipped() {
    byte[] joined = Bytes.join(SONG, Bytes.id3(new byte[SONG.length]), SONG);

    assertThat(Decoding.decode(joined).source().seconds()).isCloseTo(16, within(0.2));
  }

  @Test
  void junkBeforeTheAudioIsSkipped() {
    byte[] junk = new byte[300_000];
    new Random(5).nextBytes(junk);

    assertThat(Decoding.decode(Bytes.join(junk, SONG)).samples())
        .containsExactly(Decoding.decode(SONG).samples());
  }

  @Test
  void missingFramesInTheMiddleAreReportedAsDamage() {
    byte[] damaged = SONG.clone();
    Arrays.fill(damaged, damaged.length / 3, damaged.length / 2, (byte) 0);
    DecodeOutcome.Undecodable fault = Decoding.decode(damaged).fault();

    assertThat(fault.fault()).isEqualTo(AudioFault.DAMAGED);
    assertThat(fault.detail()).contains("at most 5 % may be lost");
  }

  @Test
  void aTruncatedSongIsDecodedUpToItsEnd() {
    byte[] truncated = Arrays.copyOf(SONG, SONG.length * 7 / 8);

    assertThat(Decoding.decode(truncated).source().seconds()).isCloseTo(7, within(0.2));
  }

  @Test
  void aSongWithHalfOfItsFramesMissingIsReportedAsDamaged() {
    byte[] mp3 = Lame.encode(new float[][] {TestSignals.sine(440, 20, 22050)}, 22050, "-b", "64");
    DecodeOutcome.Undecodable fault = Decoding.decode(Arrays.copyOf(mp3, mp3.length / 2)).fault();

    assertThat(fault.fault()).isEqualTo(AudioFault.DAMAGED);
    assertThat(fault.detail())
        .isEqualTo("50 % of the file cannot be decoded, at most 5 % may be lost");
  }

  @Test
  void songsOutsideTheLengthLimitsAreRejected() {
    assertThat(Decoding.decode(TestSignals.mp3(3)).fault().detail())
        .contains("at least 5.0 s are needed");
    assertThat(Decoding.decode(TestSignals.mp3(3)).fault().seconds())
        .as("117 frames of 576 samples")
        .isCloseTo(117 * 576 / 22_050.0, within(1e-9));

    DecodeOutcome.Undecodable tooLong = Decoding.decode(SONG, "audio.max-seconds=6").fault();

    assertThat(tooLong.fault()).isEqualTo(AudioFault.TOO_LONG);
    assertThat(tooLong.detail()).isEqualTo("longer than 6.0 s");
    assertThat(tooLong.seconds()).isGreaterThan(6).isLessThan(6.1);
    assertThat(Decoding.decode(SONG, "audio.max-bytes=2000").fault().fault())
        .isEqualTo(AudioFault.TOO_BIG);
  }

  @Test
  void decodingStopsAtTheTimeLimit() {
    assertThat(Decoding.decode(TestSignals.mp3(120), "quarantine.time-limit-seconds=0.1").fault())
        .isEqualTo(
            new DecodeOutcome.Undecodable(AudioFault.TIME_LIMIT, "not decoded within 0.1 s"));
  }

  @Test
  void silenceIsReportedAsSilent() {
    byte[] silence = Mp3Writer.encode(new float[2][44100 * 7], 44100, 128, TrackTags.NONE);
    DecodeOutcome.Undecodable fault = Decoding.decode(silence).fault();

    assertThat(fault.fault()).isEqualTo(AudioFault.SILENT);
    assertThat(fault.detail()).contains("is below the silence threshold of -70 dBFS");
  }

  @Test
  void aStorageFailureIsThrownAndNotReportedAsAFault() {
    InputStream broken =
        new InputStream() {
          private int read;

          @Override
          public int read() throws IOException {
            if (++read > 20_000) {
              throw new IOException("connection lost");
            }

            return SONG[read] & 0xFF;
          }
        };

    assertThatThrownBy(() -> Decoding.decode(broken, SONG.length))
        .isInstanceOf(IOException.class)
        .hasMessage("connection lost");
  }

  private static float[] mean(float[][] channels) {
    float[] mean = channels[0].clone();

    for (int i = 0; i < mean.length && channels.length == 2; i++) {
      mean[i] = (channels[0][i] + channels[1][i]) / 2;
    }

    return mean;
  }

  /** Lag in samples at which the cross-correlation of two signals is largest. */
  private static int bestLag(float[] actual, float[] expected) {
    int best = 0;
    double largest = Double.NEGATIVE_INFINITY;

    for (int lag = -1200; lag <= 1200; lag++) {
      double sum = 0;

      for (int i = 1200; i < Math.min(actual.length, expected.length) - 1200; i++) {
        sum += actual[i + lag] * expected[i];
      }

      if (sum > largest) {
        largest = sum;
        best = lag;
      }
    }

    return best;
  }

  private static void forEachFrame(byte[] mp3, java.util.function.IntConsumer change) {
    int at = 0;

    for (MpegHeader header = MpegHeader.parse(mp3, 0, mp3.length);
        header != null;
        header = MpegHeader.parse(mp3, at, mp3.length)) {
      change.accept(at);
      at += header.frameBytes();
    }
  }
}

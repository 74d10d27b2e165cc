package io.soundalike.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.Sounds;
import io.soundalike.demo.Mp3Writer;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import io.soundalike.track.TrackTags;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Mp3DecoderTest {

  /** LAME leaves this much headroom; ffmpeg decodes the same level from the same file. */
  private static final double LAME_SCALE = 0.95;

  private static final byte[] SONG = Sounds.mp3(8);

  @Test
  void songIsDecodedAtItsLevelAndPitch() throws IOException {
    Pcm pcm = decoded(SONG, "audio.channel=left");

    assertThat(pcm.sampleRateHz()).isEqualTo(22050);
    assertThat(pcm.sourceSampleRateHz()).isEqualTo(44100);
    assertThat(pcm.sourceChannels()).isEqualTo(2);
    assertThat(pcm.seconds()).isCloseTo(8, within(0.1));
    assertThat(amplitude(pcm, 440)).isCloseTo(0.5 * LAME_SCALE, within(0.001));
    assertThat(amplitude(pcm, 1000)).isLessThan(0.005);
  }

  @Test
  void channelsAreChosenOrMixed() throws IOException {
    Pcm right = decoded(SONG, "audio.channel=right");
    Pcm mean = decoded(SONG, "audio.channel=mean");

    assertThat(amplitude(right, 1000)).isCloseTo(0.5 * LAME_SCALE, within(0.001));
    assertThat(amplitude(right, 440)).isLessThan(0.005);
    assertThat(amplitude(mean, 440)).isCloseTo(0.25 * LAME_SCALE, within(0.001));
    assertThat(amplitude(mean, 1000)).isCloseTo(0.25 * LAME_SCALE, within(0.001));
  }

  @Test
  void monoSongsAreDecoded() throws IOException {
    byte[] mono =
        Mp3Writer.encode(new float[][] {Sounds.sine(440, 6, 22050)}, 22050, 64, TrackTags.NONE);

    Pcm pcm = decoded(mono, "audio.channel=mean");

    assertThat(pcm.sourceChannels()).isEqualTo(1);
    assertThat(pcm.sourceSampleRateHz()).isEqualTo(22050);
    assertThat(amplitude(pcm, 440)).isCloseTo(0.5 * LAME_SCALE, within(0.001));
  }

  @Test
  void largeTagsInFrontAreNoDamage() throws IOException {
    byte[] art = new byte[3_000_000];
    new Random(1).nextBytes(art);
    byte[] tagged = concatenate(id3(art), SONG);

    assertThat(decoded(tagged, "audio.channel=left").samples())
        .containsExactly(decoded(SONG, "audio.channel=left").samples());
  }

  @Test
  void emptyFile() throws IOException {
    assertFault(new byte[0], AudioFault.EMPTY, "the file has no bytes");
  }

  @Test
  void textIsNotAudio() throws IOException {
    byte[] text = "These are the words of a song.\n".repeat(2000).getBytes(StandardCharsets.UTF_8);
    assertFault(text, AudioFault.NOT_AUDIO, "no run of MPEG audio frames");
  }

  @Test
  void noiseIsNotAudio() throws IOException {
    byte[] noise = new byte[200_000];
    new Random(7).nextBytes(noise);
    assertFault(noise, AudioFault.NOT_AUDIO, "no run of MPEG audio frames");
  }

  @Test
  void tagWithoutSongIsNotAudio() throws IOException {
    assertFault(id3(new byte[5000]), AudioFault.NOT_AUDIO, "no run of MPEG audio frames");
  }

  @Test
  void flippedBytesAreDamage() throws IOException {
    byte[] damaged = SONG.clone();
    Random random = new Random(3);

    for (int i = 0; i < damaged.length / 20; i++) {
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
    }

    DecodeOutcome outcome = decode(damaged);

    assertThat(outcome).isInstanceOf(DecodeOutcome.Undecodable.class);
    assertThat(((DecodeOutcome.Undecodable) outcome).fault())
        .isIn(AudioFault.DAMAGED, AudioFault.NOT_AUDIO);
  }

  @Test
  void aHoleInTheMiddleIsDamage() throws IOException {
    byte[] damaged = SONG.clone();
    Arrays.fill(damaged, damaged.length / 3, damaged.length / 2, (byte) 0);
    assertFault(damaged, AudioFault.DAMAGED, "at most 5 % may be lost");
  }

  @Test
  void aSongThatEndsEarlyIsTheSongUpToThere() throws IOException {
    byte[] half = Arrays.copyOf(SONG, SONG.length * 7 / 8);

    assertThat(decoded(half, "audio.channel=mean").seconds()).isCloseTo(7, within(0.2));
  }

  @Test
  void anAnnouncedLengthThatIsNotThereIsDamage() throws IOException {
    int frames = 2000;
    byte[] info = infoFrame(frames);
    assertFault(concatenate(info, SONG), AudioFault.DAMAGED, "cannot be decoded");
  }

  @Test
  void lengthLimitsHold() throws IOException {
    assertFault(Sounds.mp3(3), AudioFault.TOO_SHORT, "at least 5.0 s are needed");
    assertFault(SONG, AudioFault.TOO_LONG, "longer than 6.0 s", "audio.max-seconds=6");
    assertFault(SONG, AudioFault.TOO_BIG, "at most 2000 are read", "audio.max-bytes=2000");
  }

  @Test
  void silenceIsQuarantined() throws IOException {
    byte[] silence = Mp3Writer.encode(new float[2][44100 * 7], 44100, 128, TrackTags.NONE);
    assertFault(silence, AudioFault.SILENT, "silence begins at -70 dB");
  }

  @Test
  void aStreamThatFailsIsNoFaultOfTheSong() {
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

    assertThatThrownBy(
            () -> new Mp3Decoder(SettingsReader.defaults().audio()).decode(broken, SONG.length))
        .isInstanceOf(IOException.class)
        .hasMessage("connection lost");
  }

  @Test
  void noTruncationThrows() throws IOException {
    byte[] song = Arrays.copyOf(SONG, 6000);

    for (int length = 1; length < song.length; length += 97) {
      assertThat(decode(Arrays.copyOf(song, length))).isInstanceOf(DecodeOutcome.Undecodable.class);
    }
  }

  private static void assertFault(
      byte[] bytes, AudioFault fault, String detail, String... overrides) throws IOException {
    DecodeOutcome outcome = decode(bytes, overrides);

    assertThat(outcome).isInstanceOf(DecodeOutcome.Undecodable.class);
    DecodeOutcome.Undecodable undecodable = (DecodeOutcome.Undecodable) outcome;
    assertThat(undecodable.fault()).isEqualTo(fault);
    assertThat(undecodable.detail()).contains(detail);
  }

  private static Pcm decoded(byte[] bytes, String... overrides) throws IOException {
    DecodeOutcome outcome = decode(bytes, overrides);
    assertThat(outcome).isInstanceOf(DecodeOutcome.Decoded.class);
    return ((DecodeOutcome.Decoded) outcome).pcm();
  }

  private static DecodeOutcome decode(byte[] bytes, String... overrides) throws IOException {
    Settings settings = SettingsReader.read(List.of(), List.of(overrides));
    return new Mp3Decoder(settings.audio()).decode(new ByteArrayInputStream(bytes), bytes.length);
  }

  /** Amplitude of a sine in the middle of a song, by projection on sine and cosine. */
  private static double amplitude(Pcm pcm, double hz) {
    int from = pcm.samples().length / 4;
    int length = pcm.sampleRateHz() * 2;
    double re = 0;
    double im = 0;

    for (int i = 0; i < length; i++) {
      double phase = 2 * Math.PI * hz * i / pcm.sampleRateHz();
      re += pcm.samples()[from + i] * Math.cos(phase);
      im += pcm.samples()[from + i] * Math.sin(phase);
    }

    return 2 * Math.hypot(re, im) / length;
  }

  /** An ID3v2.3 tag whose one frame is a picture. */
  static byte[] id3(byte[] picture) {
    int frame = picture.length + 10;
    ByteArrayOutputStream tag = new ByteArrayOutputStream();
    tag.writeBytes(new byte[] {'I', 'D', '3', 3, 0, 0});
    tag.writeBytes(
        new byte[] {
          (byte) (frame >> 21 & 127),
          (byte) (frame >> 14 & 127),
          (byte) (frame >> 7 & 127),
          (byte) (frame & 127)
        });
    tag.writeBytes(new byte[] {'A', 'P', 'I', 'C'});
    tag.writeBytes(
        new byte[] {
          (byte) (picture.length >> 24),
          (byte) (picture.length >> 16),
          (byte) (picture.length >> 8),
          (byte) picture.length,
          0,
          0
        });
    tag.writeBytes(picture);
    return tag.toByteArray();
  }

  /** A frame of 128 kb/s, 44,100 Hz, joint stereo that announces so many frames. */
  private static byte[] infoFrame(int frames) {
    byte[] frame = new byte[417];
    frame[0] = (byte) 0xFF;
    frame[1] = (byte) 0xFB;
    frame[2] = (byte) 0x90;
    frame[3] = (byte) 0x64;
    System.arraycopy(new byte[] {'I', 'n', 'f', 'o', 0, 0, 0, 1}, 0, frame, 36, 8);
    frame[46] = (byte) (frames >> 8);
    frame[47] = (byte) frames;
    return frame;
  }

  private static byte[] concatenate(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}

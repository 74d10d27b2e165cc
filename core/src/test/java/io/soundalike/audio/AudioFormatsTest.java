package io.soundalike.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.TestSignals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import javax.sound.sampled.AudioFileFormat;
import net.sourceforge.javaflacencoder.FLACEncoder;
import net.sourceforge.javaflacencoder.FLACStreamOutputStream;
import net.sourceforge.javaflacencoder.StreamConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoding of formats other than MPEG, and detection of formats from content. */
public class AudioFormatsTest {

  private static final int RATE_HZ = 22050;
  private static final float[] TONE = TestSignals.sine(440, 6, RATE_HZ);

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24, 32})
  void wavFilesOfEveryIntegerWidthAreDecoded(int bits) {
    Decoding decoding = Decoding.decode(Lame.wav(new float[][] {TONE}, RATE_HZ, bits));

    assertThat(decoding.source()).isEqualTo(new SourceInfo("WAV", RATE_HZ, 1, TONE.length));
    assertSamples(decoding.samples(), TONE, 1.01 * Math.scalb(1.0, -bits) + 1e-7);
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 64})
  void wavFilesOfFloatSamplesAreDecodedExactly(int bits) {
    Decoding decoding = Decoding.decode(floatWav(TONE, bits));

    assertThat(decoding.samples()).containsExactly(TONE);
  }

  @Test
  void wavChannelsAreAveragedOrSelected() {
    float[] silent = new float[TONE.length];
    byte[] surround =
        Lame.wav(new float[][] {TONE, silent, silent, silent, silent, silent}, RATE_HZ, 16);
    byte[] stereo = Lame.wav(new float[][] {TONE, silent}, RATE_HZ, 16);

    assertThat(Decoding.decode(surround).amplitude(440)).isCloseTo(0.5 / 6, within(1e-4));
    assertThat(Decoding.decode(stereo).amplitude(440)).isCloseTo(0.25, within(1e-4));
    assertThat(Decoding.decode(stereo, "audio.channel=right").fault().fault())
        .isEqualTo(AudioFault.SILENT);
  }

  @Test
  void stereoWithOneConsumerIsDecodedToTheMean() {
    byte[] stereo = Lame.wav(new float[][] {TONE, new float[TONE.length]}, RATE_HZ, 16);

    assertThat(Decoding.decode(stereo, "audio.channel=stereo").amplitude(440))
        .isCloseTo(0.25, within(1e-4));
  }

  @Test
  void signalQualityIsMeasuredBeforeMixing() {
    byte[] stereo = Lame.wav(new float[][] {TONE, new float[TONE.length]}, RATE_HZ, 16);
    SignalQuality quality = ((DecodeOutcome.Decoded) Decoding.decode(stereo).outcome()).quality();

    assertThat(quality.peakDbfs()).isCloseTo(-6.02, within(0.01));
    assertThat(quality.sideDb()).isCloseTo(0, within(1e-3));
  }

  @ParameterizedTest
  @CsvSource({"AIFF, 8, true", "AIFF, 16, true", "AIFF, 24, true", "AU, 16, true", "AU, 24, true"})
  void aiffAndAuFilesAreDecoded(String type, int bits, boolean bigEndian) {
    byte[] file =
        Lame.javaSound(
            new float[][] {TONE},
            new javax.sound.sampled.AudioFormat(RATE_HZ, bits, 1, true, bigEndian),
            type.equals("AU") ? AudioFileFormat.Type.AU : AudioFileFormat.Type.AIFF);

    assertSamples(Decoding.decode(file).samples(), TONE, 1.01 * Math.scalb(1.0, -bits) + 1e-7);
  }

  @ParameterizedTest
  @CsvSource({"16, 1", "16, 2", "24, 2"})
  void flacFilesAreDecodedExactly(int bits, int channels) throws IOException {
    float[] quantised = TONE.clone();

    for (int i = 0; i < quantised.length; i++) {
      quantised[i] = (float) (Math.rint(Math.scalb((double) TONE[i], bits - 1)) / (1 << bits - 1));
    }

    float[][] channelSamples = new float[channels][];
    Arrays.fill(channelSamples, quantised);
    Decoding decoding = Decoding.decode(flac(channelSamples, bits));

    assertThat(decoding.source()).isEqualTo(new SourceInfo("FLAC", RATE_HZ, channels, TONE.length));
    assertSamples(decoding.samples(), quantised, 1e-7);
  }

  @Test
  void aFlacFileOf32BitsIsUnsupported() throws IOException {
    byte[] flac = flac(new float[][] {TONE}, 16);
    // The five bits before the 36 of the length: bits per sample, minus 1.
    flac[20] |= 1;
    flac[21] |= (byte) 0xF0;

    assertThat(Decoding.decode(flac).fault())
        .isEqualTo(
            new DecodeOutcome.Undecodable(
                AudioFault.UNSUPPORTED, "FLAC of 32 bits per sample; supported are 4 to 24 bits"));
  }

  @Test
  void aFlacFileWithLargePicturesIsDecoded() throws IOException {
    byte[] original = flac(new float[][] {TONE}, 16);
    int streamInfoEnd = 4 + 4 + 34;
    byte[] start = Arrays.copyOf(original, streamInfoEnd);
    start[4] &= 0x7F;
    byte[] picture = Bytes.join(Bytes.of(0x86, 0xFF, 0xFF, 0xFF), new byte[0xFFFFFF]);
    byte[] file = Bytes.join(start, picture, copyFrames(original));

    assertThat(Decoding.decode(file).samples())
        .containsExactly(Decoding.decode(original).samples());
  }

  @Test
  void aFlacFileWithoutALengthIsDecodedToItsEnd() throws IOException {
    byte[] flac = flac(new float[][] {TONE}, 16);
    ByteBuffer.wrap(flac).putInt(22, 0);

    assertThat(Decoding.decode(flac).source().samples()).isEqualTo(TONE.length);
  }

  @Test
  void flacFramesWithChecksumErrorsAreReportedAsDamage() throws IOException {
    byte[] flac = flac(new float[][] {TestSignals.melody(20, RATE_HZ, 1)}, 16);

    for (int at = 5000; at < flac.length; at += 9000) {
      flac[at] ^= 1;
    }

    assertThat(Decoding.decode(flac).fault().fault()).isEqualTo(AudioFault.DAMAGED);
  }

  @Test
  void sampleRatesThatNeedTooLongATransformAreUnsupported() {
    byte[] wav = Lame.wav(new float[][] {TONE}, 383_987, 16);

    assertThat(Decoding.decode(wav).fault())
        .isEqualTo(
            new DecodeOutcome.Undecodable(
                AudioFault.UNSUPPORTED,
                "383987 Hz cannot be resampled to 22050 Hz in bounded memory"));
  }

  @Test
  void aWavFileWithThousandsOfChannelsIsUnsupported() {
    byte[] wav = Lame.wav(new float[][] {TONE}, RATE_HZ, 16);
    wav[22] = (byte) 0xFF;
    wav[23] = 0x7F;

    assertThat(Decoding.decode(wav).fault().fault()).isEqualTo(AudioFault.UNSUPPORTED);
  }

  @Test
  void aTruncatedFlacFileIsReportedAsDamaged() throws IOException {
    byte[] flac = flac(new float[][] {TestSignals.melody(20, RATE_HZ, 1)}, 16);
    DecodeOutcome.Undecodable fault = Decoding.decode(Arrays.copyOf(flac, flac.length / 2)).fault();

    assertThat(fault.fault()).isEqualTo(AudioFault.DAMAGED);
  }

  @Test
  void aTruncatedWavFileIsReportedAsDamaged() {
    byte[] wav = Lame.wav(new float[][] {TestSignals.sine(440, 20, RATE_HZ)}, RATE_HZ, 16);

    assertThat(Decoding.decode(Arrays.copyOf(wav, wav.length / 2)).fault().detail())
        .isEqualTo("50 % of the file cannot be decoded, at most 5 % may be lost");
  }

  @Test
  void aWavFileOfUnknownLengthIsDecodedToItsEnd() {
    byte[] wav = Lame.wav(new float[][] {TONE}, RATE_HZ, 16);
    Arrays.fill(wav, 40, 44, (byte) 0xFF);
    wav[43] = 0x7F;

    assertThat(Decoding.decode(wav).source().samples()).isEqualTo(TONE.length);
  }

  @Test
  void oggVorbisFilesAreDecoded() {
    Decoding decoding = Decoding.decode(vorbis());

    assertThat(decoding.source()).isEqualTo(new SourceInfo("Ogg Vorbis", RATE_HZ, 1, 6 * RATE_HZ));
    assertThat(decoding.samples()).hasSize(6 * RATE_HZ);
    assertThat(decoding.amplitude(440)).isCloseTo(0.5, within(0.01));
  }

  @Test
  void aTruncatedOggFileIsDecodedUpToItsEnd() {
    byte[] cut = Arrays.copyOf(vorbis(), vorbis().length * 9 / 10);

    assertThat(
            Decoding.decode(cut, "audio.min-seconds=4", "model.patch-columns=64")
                .source()
                .seconds())
        .isBetween(4.0, 5.9);
  }

  @Test
  void tagsBeforeTheAudioAreSkipped() throws IOException {
    byte[] flac = flac(new float[][] {TONE}, 16);

    assertThat(Decoding.decode(Bytes.join(Bytes.id3(new byte[70_000]), flac)).source().format())
        .isEqualTo("FLAC");
  }

  @ParameterizedTest
  @CsvSource({
    "'MAC ....', Monkey's Audio",
    "'wvpk....', WavPack",
    "'MThd....', MIDI",
    "'ADIF....', AAC in ADIF"
  })
  void unsupportedFormatsAreNamed(String head, String format) {
    DecodeOutcome.Undecodable fault =
        Decoding.decode(Bytes.join(Bytes.ascii(head), new byte[90_000])).fault();

    assertThat(fault.fault()).isEqualTo(AudioFault.UNSUPPORTED);
    assertThat(fault.detail())
        .startsWith(format + " is not supported; supported formats are Tone, WAV, ")
        .endsWith(", MPEG");
  }

  @Test
  void samplesThatAreNotNumbersAreReportedAsDamage() {
    float[] tone = TONE.clone();
    tone[1000] = Float.NaN;
    DecodeOutcome.Undecodable fault = Decoding.decode(floatWav(tone, 32)).fault();

    assertThat(fault)
        .isEqualTo(
            new DecodeOutcome.Undecodable(
                AudioFault.DAMAGED, "a sample of NaN is out of range, full scale is 1"));
  }

  @Test
  void aPluggedInFormatIsDecoded() {
    Decoding decoding = Decoding.decode(Bytes.join(Bytes.ascii("TONE"), Bytes.of(6)));

    assertThat(decoding.source().format()).isEqualTo("Tone");
    assertThat(decoding.amplitude(440)).isCloseTo(0.5, within(1e-6));
  }

  static byte[] vorbis() {
    return golden("tone_440.ogg");
  }

  static byte[] golden(String name) {
    try (var in =
        Objects.requireNonNull(AudioFormatsTest.class.getResourceAsStream("/golden/" + name))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Encodes channels as FLAC at 22,050 Hz, whose length the header states. */
  public static byte[] flac(float[][] channels, int bits) throws IOException {
    int samples = channels[0].length;
    int[] interleaved = new int[samples * channels.length];

    for (int i = 0; i < interleaved.length; i++) {
      float value = channels[i % channels.length][i / channels.length];
      interleaved[i] = (int) Math.rint(Math.scalb((double) value, bits - 1));
    }

    ByteArrayOutputStream file = new ByteArrayOutputStream();
    FLACEncoder encoder = new FLACEncoder();
    encoder.setStreamConfiguration(
        new StreamConfiguration(
            channels.length,
            StreamConfiguration.DEFAULT_MIN_BLOCK_SIZE,
            StreamConfiguration.DEFAULT_MAX_BLOCK_SIZE,
            RATE_HZ,
            bits));
    encoder.setOutputStream(new FLACStreamOutputStream(file));
    encoder.openFLACStream();
    encoder.addSamples(interleaved, samples);
    encoder.encodeSamples(samples, true);
    byte[] bytes = file.toByteArray();
    // The encoder cannot seek in a stream, so the length is written here.
    ByteBuffer.wrap(bytes).putInt(22, samples);
    return bytes;
  }

  private static byte[] copyFrames(byte[] flac) {
    int at = 4;

    while (true) {
      boolean last = (flac[at] & 0x80) != 0;
      at += 4 + ((flac[at + 1] & 0xFF) << 16 | (flac[at + 2] & 0xFF) << 8 | flac[at + 3] & 0xFF);

      if (last) {
        return Arrays.copyOfRange(flac, at, flac.length);
      }
    }
  }

  private static byte[] floatWav(float[] samples, int bits) {
    int bytes = samples.length * bits / 8;
    ByteBuffer wav = ByteBuffer.allocate(44 + bytes).order(ByteOrder.LITTLE_ENDIAN);
    wav.put(Bytes.ascii("RIFF")).putInt(36 + bytes).put(Bytes.ascii("WAVEfmt ")).putInt(16);
    wav.putShort((short) 3).putShort((short) 1).putInt(RATE_HZ).putInt(RATE_HZ * bits / 8);
    wav.putShort((short) (bits / 8)).putShort((short) bits).put(Bytes.ascii("data")).putInt(bytes);

    for (float sample : samples) {
      if (bits == 32) {
        wav.putFloat(sample);
      } else {
        wav.putDouble(sample);
      }
    }

    return wav.array();
  }

  private static void assertSamples(float[] actual, float[] expected, double tolerance) {
    assertThat(actual).hasSize(expected.length);
    double worst = 0;

    for (int i = 0; i < expected.length; i++) {
      worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
    }

    assertThat(worst).isLessThanOrEqualTo(tolerance);
  }
}

package io.soundalike.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.TestSignals;
import io.soundalike.audio.AudioDecoder;
import io.soundalike.audio.AudioFault;
import io.soundalike.audio.DecodeOutcome;
import io.soundalike.audio.Lame;
import io.soundalike.features.FeatureExtractor.Outcome.Extracted;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import io.soundalike.track.TrackTags;
import io.soundalike.transcoding.Mp3Writer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Analysis of stereo songs, from their bytes to spectrograms. */
class StereoTest {

  private static final int RATE_HZ = 44100;

  @Test
  void eachChannelHasItsSpectrogram() throws IOException {
    List<MelSpectrogram> channels = extract(TestSignals.mp3(8), "stereo").spectrograms();

    assertThat(channels).hasSize(2);
    assertThat(channels.get(0))
        .extracting(MelSpectrogram::nFrames)
        .isEqualTo(channels.get(1).nFrames());
    // The bands of 440 Hz and of 1,000 Hz.
    assertThat(loudestBand(channels.get(0)))
        .isEqualTo(loudestBand(extract(TestSignals.mp3(8), "left")));
    assertThat(loudestBand(channels.get(1)))
        .isEqualTo(loudestBand(extract(TestSignals.mp3(8), "right")));
    assertThat(loudestBand(channels.get(0))).isLessThan(loudestBand(channels.get(1)));
  }

  @Test
  void featuresAreThoseOfTheMeanChannel() throws IOException {
    Extracted stereo = extract(TestSignals.mp3(8), "stereo");
    Extracted mean = extract(TestSignals.mp3(8), "mean");

    assertThat(stereo.features()).isEqualTo(mean.features());
    assertThat(stereo.descriptors()).usingRecursiveComparison().isEqualTo(mean.descriptors());
  }

  @Test
  void aQuieterChannelStaysQuieter() throws IOException {
    float[] loud = TestSignals.sine(440, 8, RATE_HZ);
    float[] quiet = loud.clone();

    for (int i = 0; i < quiet.length; i++) {
      quiet[i] /= 10;
    }

    List<MelSpectrogram> channels = extract(mp3(loud, quiet), "stereo").spectrograms();

    // 20 dB of 80 are 64 of 255.
    assertThat(largest(channels.get(0))).isEqualTo(255);
    assertThat(largest(channels.get(1))).isBetween(190, 192);
  }

  @Test
  void monoSongsHaveTwoEqualSpectrograms() throws IOException {
    byte[] mono =
        Mp3Writer.encode(
            new float[][] {TestSignals.sine(440, 8, RATE_HZ)}, RATE_HZ, 128, TrackTags.NONE);
    List<MelSpectrogram> channels = extract(mono, "stereo").spectrograms();

    assertThat(channels.get(1).values()).isEqualTo(channels.get(0).values());
  }

  @Test
  void selectedFramesApplyToBothChannels() throws IOException {
    List<MelSpectrogram> selected =
        extract(TestSignals.mp3(8), "stereo", "features.first-frame=20", "features.frames=130")
            .spectrograms();
    List<MelSpectrogram> all = extract(TestSignals.mp3(8), "stereo").spectrograms();

    assertThat(selected.get(1).nFrames()).isEqualTo(130);
    assertThat(selected.get(1).copyPatch(0, 130)).isEqualTo(all.get(1).copyPatch(20, 130));
  }

  @Test
  void channelsThatCancelEachOtherAreSilent() throws IOException {
    float[] left = TestSignals.sine(440, 8, RATE_HZ);
    float[] right = left.clone();

    for (int i = 0; i < right.length; i++) {
      right[i] = -right[i];
    }

    // MP3's rounding errors would not cancel.
    byte[] wav = Lame.wav(new float[][] {left, right}, RATE_HZ, 16);

    assertThat(outcome(wav, "stereo"))
        .isInstanceOfSatisfying(
            DecodeOutcome.Undecodable.class,
            fault -> assertThat(fault.fault()).isEqualTo(AudioFault.SILENT));
  }

  private static byte[] mp3(float[] left, float[] right) {
    return Mp3Writer.encode(new float[][] {left, right}, RATE_HZ, 192, TrackTags.NONE);
  }

  private static DecodeOutcome outcome(byte[] bytes, String channel) throws IOException {
    Settings settings = settings(channel);
    StreamingFeatureExtractor extractor = new FeatureExtractor(settings).begin();
    return new AudioDecoder(settings)
        .decode(new ByteArrayInputStream(bytes), bytes.length, extractor.consumers());
  }

  private static Extracted extract(byte[] bytes, String channel, String... overrides)
      throws IOException {
    Settings settings = settings(channel, overrides);
    StreamingFeatureExtractor extractor = new FeatureExtractor(settings).begin();
    DecodeOutcome outcome =
        new AudioDecoder(settings)
            .decode(new ByteArrayInputStream(bytes), bytes.length, extractor.consumers());
    return (Extracted) extractor.finish(((DecodeOutcome.Decoded) outcome).source());
  }

  private static Settings settings(String channel, String... overrides) {
    List<String> all = new java.util.ArrayList<>(List.of("audio.channel=" + channel));
    all.addAll(List.of(overrides));
    return SettingsReader.read(List.of(), all);
  }

  private static int loudestBand(Extracted song) {
    return loudestBand(song.spectrograms().get(0));
  }

  private static int loudestBand(MelSpectrogram song) {
    long[] sums = MeanSpectrum.sumFrames(song).sums();
    int loudest = 0;

    for (int m = 1; m < sums.length; m++) {
      loudest = sums[m] > sums[loudest] ? m : loudest;
    }

    return loudest;
  }

  private static int largest(MelSpectrogram song) {
    int largest = 0;

    for (byte value : song.values()) {
      largest = Math.max(largest, value & 0xff);
    }

    return largest;
  }
}

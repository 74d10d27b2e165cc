package io.soundalike.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.TestSignals;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignalMeterTest {

  private static final int RATE_HZ = 22050;
  private static final float[] TONE = TestSignals.sine(440, 4, RATE_HZ);

  private static SignalQuality measure(float[]... channels) {
    float[] interleaved = interleave(channels);
    SignalMeter meter = new SignalMeter();
    meter.accept(interleaved, channels[0].length, channels.length);
    return meter.finish();
  }

  private static float[] interleave(float[]... channels) {
    float[] interleaved = new float[channels.length * channels[0].length];

    for (int i = 0; i < interleaved.length; i++) {
      interleaved[i] = channels[i % channels.length][i / channels.length];
    }

    return interleaved;
  }

  private static float[] amplify(float factor, float[] samples) {
    float[] louder = new float[samples.length];

    for (int i = 0; i < samples.length; i++) {
      louder[i] = Math.max(-1, Math.min(1, factor * samples[i]));
    }

    return louder;
  }

  @Test
  void aToneHasNoRemarks() {
    SignalQuality quality = measure(TONE);

    assertThat(quality.peakDbfs()).isCloseTo(20 * Math.log10(0.5), within(0.01));
    assertThat(quality.clippedShare()).isZero();
    assertThat(quality.quietShare()).isZero();
    assertThat(quality.sideDb()).isNaN();
    assertThat(quality.remarks()).isEmpty();
  }

  @Test
  void cutOffPeaksAreReportedAsClipping() {
    // A sine of amplitude 2 exceeds full scale for two thirds of the time.
    SignalQuality quality = measure(amplify(4, TONE), TONE);

    assertThat(quality.peakDbfs()).isZero();
    assertThat(quality.clippedShare()).isCloseTo(1 / 3.0, within(0.01));
    assertThat(quality.remarks()).containsExactly("clipped: 33 % of the samples are at full scale");
  }

  @Test
  void shortPeaksAtFullScaleAreNotClipping() {
    float[] samples = new float[RATE_HZ];

    for (int i = 0; i + 5 < samples.length; i += 5) {
      samples[i] = 1;
      samples[i + 1] = -1;
    }

    assertThat(measure(samples).clippedShare()).isZero();
  }

  @Test
  void quietBlocksAreReportedAsSilence() {
    float[] samples = Arrays.copyOf(TONE, 2 * TONE.length);
    samples[samples.length - 1] = 0.9e-3f;
    SignalQuality quality = measure(samples, samples.clone());

    assertThat(quality.quietShare()).isCloseTo(0.5, within(0.01));
    assertThat(quality.remarks())
        .containsExactly(
            "silence: 49 % of the song", "mono as stereo: both channels are identical");
  }

  @Test
  void sideEnergyTellsMonoAndOppositeChannelsFromStereo() {
    float[] other = TestSignals.sine(1000, 4, RATE_HZ);

    assertThat(measure(TONE, TONE).sideDb()).isEqualTo(-200);
    assertThat(measure(TONE, other).sideDb()).isCloseTo(0, within(0.1));
    assertThat(measure(TONE, other).remarks()).isEmpty();
    assertThat(measure(TONE, amplify(-1, TONE)).sideDb()).isEqualTo(200);
    assertThat(measure(TONE, amplify(-1, TONE)).remarks())
        .hasSize(1)
        .first()
        .asString()
        .contains("phase");
    assertThat(measure(TONE, TONE, other).sideDb()).isNaN();
    assertThat(measure(new float[9], new float[9]).sideDb()).isZero();
  }

  @Test
  void partsMayDifferInTheirNumberOfChannels() {
    float[] clipped = new float[2000];
    Arrays.fill(clipped, 1);
    float[] stereo = interleave(TONE, new float[TONE.length]);
    SignalMeter meter = new SignalMeter();
    meter.accept(clipped, clipped.length, 1);
    meter.accept(stereo, TONE.length, 2);
    SignalQuality quality = meter.finish();

    assertThat(quality.clippedShare()).isCloseTo(2000 / (2000 + 2.0 * TONE.length), within(1e-12));
    assertThat(quality.sideDb()).as("of the part in stereo").isCloseTo(0, within(1e-3));
  }

  @Test
  void resultDoesNotDependOnBlockSize() {
    Random random = new Random(14);
    float[] left = new float[50_000];
    float[] right = new float[left.length];

    for (int i = 0; i < left.length; i++) {
      float loudness = i / 5000 % 3 == 0 ? 0.5e-3f : 3;
      left[i] = Math.max(-1, Math.min(1, loudness * (random.nextFloat() - 0.5f)));
      right[i] = i % 7 == 0 ? left[i] : Math.signum(left[i]);
    }

    float[] all = interleave(left, right);
    SignalMeter blockwise = new SignalMeter();

    for (int from = 0; from < left.length; ) {
      int count = Math.min(left.length - from, 1 + random.nextInt(3000));
      blockwise.accept(Arrays.copyOfRange(all, 2 * from, 2 * (from + count)), count, 2);
      from += count;
    }

    SignalQuality whole = measure(left, right);
    SignalQuality parts = blockwise.finish();
    assertThat(whole.clippedShare()).isBetween(0.1, 0.9).isEqualTo(parts.clippedShare());
    assertThat(whole.quietShare()).isEqualTo(parts.quietShare());
    assertThat(whole.peakDbfs()).isEqualTo(parts.peakDbfs());
    assertThat(whole.sideDb()).isCloseTo(parts.sideDb(), within(1e-9));
  }
}

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

  private static SignalQuality of(float[]... channels) {
    float[] interleaved = interleave(channels);
    SignalMeter meter = new SignalMeter(channels.length);
    meter.accept(interleaved, channels[0].length);
    return meter.finish();
  }

  private static float[] interleave(float[]... channels) {
    float[] interleaved = new float[channels.length * channels[0].length];

    for (int i = 0; i < interleaved.length; i++) {
      interleaved[i] = channels[i % channels.length][i / channels.length];
    }

    return interleaved;
  }

  private static float[] times(float factor, float[] samples) {
    float[] louder = new float[samples.length];

    for (int i = 0; i < samples.length; i++) {
      louder[i] = Math.max(-1, Math.min(1, factor * samples[i]));
    }

    return louder;
  }

  @Test
  void aToneIsHealthy() {
    SignalQuality quality = of(TONE);

    assertThat(quality.peakDbfs()).isCloseTo(20 * Math.log10(0.5), within(0.01));
    assertThat(quality.clippedShare()).isZero();
    assertThat(quality.quietShare()).isZero();
    assertThat(quality.sideDb()).isNaN();
    assertThat(quality.remarks()).isEmpty();
  }

  @Test
  void whatIsCutIsClipped() {
    // A sine of amplitude 2 lies beyond 1 for two thirds of its time.
    SignalQuality quality = of(times(4, TONE), TONE);

    assertThat(quality.peakDbfs()).isZero();
    assertThat(quality.clippedShare()).isCloseTo(1 / 3.0, within(0.01));
    assertThat(quality.remarks()).containsExactly("clipped: 33 % of its samples are cut off");
  }

  @Test
  void crestsThatTouchFullScaleAreNotClipped() {
    float[] samples = new float[RATE_HZ];

    for (int i = 0; i + 5 < samples.length; i += 5) {
      samples[i] = 1;
      samples[i + 1] = -1;
    }

    assertThat(of(samples).clippedShare()).isZero();
  }

  @Test
  void silenceHasItsShare() {
    float[] samples = Arrays.copyOf(TONE, 2 * TONE.length);
    samples[samples.length - 1] = 0.9e-3f;
    SignalQuality quality = of(samples, samples.clone());

    assertThat(quality.quietShare()).isCloseTo(0.5, within(0.01));
    assertThat(quality.remarks())
        .containsExactly("silence: 49 % of it", "mono as stereo: both channels are the same");
  }

  @Test
  void channelsAreCompared() {
    float[] other = TestSignals.sine(1000, 4, RATE_HZ);

    assertThat(of(TONE, TONE).sideDb()).isEqualTo(-200);
    assertThat(of(TONE, other).sideDb()).isCloseTo(0, within(0.1));
    assertThat(of(TONE, other).remarks()).isEmpty();
    assertThat(of(TONE, times(-1, TONE)).sideDb()).isEqualTo(200);
    assertThat(of(TONE, times(-1, TONE)).remarks()).hasSize(1).first().asString().contains("phase");
    assertThat(of(TONE, TONE, other).sideDb()).isNaN();
    assertThat(of(new float[9], new float[9]).sideDb()).isZero();
  }

  @Test
  void whereBlocksEndMakesNoDifference() {
    Random random = new Random(14);
    float[] left = new float[50_000];
    float[] right = new float[left.length];

    for (int i = 0; i < left.length; i++) {
      float loudness = i / 5000 % 3 == 0 ? 0.5e-3f : 3;
      left[i] = Math.max(-1, Math.min(1, loudness * (random.nextFloat() - 0.5f)));
      right[i] = i % 7 == 0 ? left[i] : Math.signum(left[i]);
    }

    float[] all = interleave(left, right);
    SignalMeter inPieces = new SignalMeter(2);

    for (int from = 0; from < left.length; ) {
      int count = Math.min(left.length - from, 1 + random.nextInt(3000));
      inPieces.accept(Arrays.copyOfRange(all, 2 * from, 2 * (from + count)), count);
      from += count;
    }

    SignalQuality whole = of(left, right);
    SignalQuality pieces = inPieces.finish();
    assertThat(whole.clippedShare()).isBetween(0.1, 0.9).isEqualTo(pieces.clippedShare());
    assertThat(whole.quietShare()).isEqualTo(pieces.quietShare());
    assertThat(whole.peakDbfs()).isEqualTo(pieces.peakDbfs());
    assertThat(whole.sideDb()).isCloseTo(pieces.sideDb(), within(1e-9));
  }
}

package io.soundalike.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.TestSignals;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StftTest {

  @Test
  void powerOfAFrameSumsToItsEnergy() {
    Random random = new Random(1);
    float[] samples = new float[8192];

    for (int i = 0; i < samples.length; i++) {
      samples[i] = random.nextFloat() - 0.5f;
    }

    Stft stft = new Stft(2048);
    float[] power = new float[stft.bins()];
    stft.power(samples, 8 * 512 - 1024, power);
    float[] window = Stft.hann(2048);
    double energy = 0;

    for (int i = 0; i < 2048; i++) {
      double x = samples[8 * 512 - 1024 + i] * window[i];
      energy += x * x;
    }

    double sum = power[0] + power[1024];

    for (int k = 1; k < 1024; k++) {
      sum += 2 * power[k];
    }

    // Parseval's theorem; float spectra are accurate to about six digits.
    assertThat(sum / 2048).isCloseTo(energy, within(1e-5 * energy));
  }

  @Test
  void aSineHasItsPeakInItsBin() {
    Stft stft = new Stft(2048);
    float[] power = new float[stft.bins()];
    stft.power(TestSignals.sine(100 * 22050 / 2048.0, 1, 22050), 4096, power);
    int loudest = 0;

    for (int k = 0; k < power.length; k++) {
      loudest = power[k] > power[loudest] ? k : loudest;
    }

    assertThat(loudest).isEqualTo(100);
  }
}

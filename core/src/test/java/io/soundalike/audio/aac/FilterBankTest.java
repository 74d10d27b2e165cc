package io.soundalike.audio.aac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterBankTest {

  @ParameterizedTest
  @ValueSource(ints = {120, 128, 960, 1024})
  void windowsAreComplementaryInPower(int length) {
    for (WindowShape shape : WindowShape.values()) {
      float[] rise = shape.rise(length);

      for (int i = 0; i < length; i++) {
        float fall = rise[length - 1 - i];

        assertThat((double) rise[i] * rise[i] + (double) fall * fall).isCloseTo(1, within(2e-7));
      }
    }
  }

  /** First values of tables of the standard's windows. */
  @Test
  void kaiserBesselWindowsHaveTheParametersOfTheStandard() {
    assertThat(WindowShape.KAISER_BESSEL.rise(1024)[0]).isCloseTo(2.92562e-4f, within(1e-9f));
    assertThat(WindowShape.KAISER_BESSEL.rise(128)[0]).isCloseTo(4.37957e-5f, within(1e-10f));
  }

  @ParameterizedTest
  @ValueSource(ints = {120, 128, 960, 1024})
  void theTransformIsThatOfItsFormula(int length) {
    float[] coefficients = noise(length + 3, length);
    float[] actual = new float[length];
    new Imdct(length, 2).transform(coefficients, 3, actual);

    for (int n = 0; n < length; n += 7) {
      double expected = 0;

      for (int k = 0; k < length; k++) {
        expected += coefficients[3 + k] * Math.cos(Math.PI / length * (n + 0.5) * (k + 0.5));
      }

      assertThat(actual[n]).isCloseTo((float) (2 * expected), within(1e-4f));
    }
  }

  /** All transitions of windows, of alternating shapes, give back what the encoder transformed. */
  @ParameterizedTest
  @ValueSource(ints = {960, 1024})
  void overlappingWindowsReconstructTheSignal(int length) throws IOException {
    int[] sequences = {0, 1, 2, 2, 3, 0, 1, 3, 0};
    float[] signal = noise(length * (sequences.length + 1), 5);
    FilterBank bank = new FilterBank(length);
    FilterBank.Channel state = bank.newChannel();
    float[] samples = new float[2 * length];
    int lastShape = 0;

    for (int i = 0; i < sequences.length; i++) {
      int shape = i / 2 % 2;
      IcsInfo info = info(length, sequences[i], shape);
      float[] spectrum = analyse(signal, i * length, length, sequences[i], shape, lastShape);
      bank.synthesise(info, spectrum, state, samples, 1, 2);
      lastShape = shape;

      for (int n = 0; i > 0 && n < length; n++) {
        assertThat(samples[1 + 2 * n]).isCloseTo(signal[i * length + n], within(2e-5f));
      }
    }
  }

  private static IcsInfo info(int length, int sequence, int shape) throws IOException {
    AacBits bits = new AacBits().put(sequence, 3).put(shape, 1);
    IcsInfo info = new IcsInfo(new ScaleFactorBands(4, length));
    info.read((sequence == 2 ? bits.put(0, 11) : bits.put(0, 7)).toReader());
    return info;
  }

  /** The encoder's transform of two frames, scaled so that the decoder's samples have unit gain. */
  private static float[] analyse(
      float[] signal, int from, int length, int sequence, int shape, int lastShape) {
    int shortLength = length / 8;
    int flat = (length - shortLength) / 2;
    float[] spectrum = new float[length];

    if (sequence == 2) {
      for (int i = 0; i < 8; i++) {
        double[] rise = slope(i == 0 ? lastShape : shape, shortLength, 0, shortLength);
        double[] fall = slope(shape, shortLength, 0, shortLength);
        transform(signal, from + flat + i * shortLength, rise, fall, spectrum, i * shortLength);
      }
    } else {
      double[] rise =
          sequence == 3
              ? slope(lastShape, shortLength, flat, length)
              : slope(lastShape, length, 0, length);
      double[] fall =
          sequence == 1 ? slope(shape, shortLength, flat, length) : slope(shape, length, 0, length);
      transform(signal, from, rise, fall, spectrum, 0);
    }

    return spectrum;
  }

  /** Rising half of a window: zeros, the slope, ones. */
  private static double[] slope(int shape, int slopeLength, int zeros, int length) {
    float[] rise = WindowShape.values()[shape].rise(slopeLength);
    double[] half = new double[length];

    for (int i = zeros; i < length; i++) {
      half[i] = i - zeros < slopeLength ? rise[i - zeros] : 1;
    }

    return half;
  }

  private static void transform(
      float[] signal, int from, double[] rise, double[] fall, float[] spectrum, int at) {
    int length = rise.length;

    for (int k = 0; k < length; k++) {
      double sum = 0;

      for (int n = 0; n < 2 * length; n++) {
        double window = n < length ? rise[n] : fall[2 * length - 1 - n];
        sum +=
            window
                * signal[from + n]
                * Math.cos(Math.PI / length * (n + 0.5 + length / 2.0) * (k + 0.5));
      }

      spectrum[at + k] = (float) (2 * 32768 * sum);
    }
  }

  private static float[] noise(int length, long seed) {
    Random random = new Random(seed);
    float[] noise = new float[length];

    for (int i = 0; i < length; i++) {
      noise[i] = (float) random.nextGaussian() / 4;
    }

    return noise;
  }
}

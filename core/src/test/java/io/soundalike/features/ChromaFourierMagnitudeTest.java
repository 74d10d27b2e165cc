package io.soundalike.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChromaFourierMagnitudeTest {

  private static final int HALF = ChromaFourierMagnitude.MAGNITUDES;

  @Test
  void onePatchHasTheMagnitudesOfItsTransform() {
    float[][] chroma = chroma(75, 1);
    double[][] power = new double[12][75];

    for (int c = 0; c < 12; c++) {
      for (int b = 0; b < 75; b++) {
        power[c][b] = Math.pow(chroma[b][c], 1.96);
      }
    }

    double[] expected = new double[HALF];
    int f = 0;

    for (int u = 0; u < 12; u++) {
      for (int v = u == 0 || u > 6 ? 1 : 0; v <= 37; v++) {
        expected[f++] = magnitude(power, u, v);
      }
    }

    double length = Math.sqrt(Arrays.stream(expected).map(x -> x * x).sum());
    float[] found = ChromaFourierMagnitude.compute(chroma);

    assertThat(found).hasSize(900);
    assertThat(f).isEqualTo(450);

    for (int i = 0; i < HALF; i++) {
      assertThat((double) found[i]).isCloseTo(expected[i] / length, within(1e-5));
    }
  }

  private static double magnitude(double[][] patch, int u, int v) {
    double real = 0;
    double imaginary = 0;

    for (int c = 0; c < 12; c++) {
      for (int b = 0; b < 75; b++) {
        double angle = 2 * Math.PI * ((double) u * c / 12 + (double) v * b / 75);
        real += patch[c][b] * Math.cos(angle);
        imaginary -= patch[c][b] * Math.sin(angle);
      }
    }

    return Math.hypot(real, imaginary);
  }

  @Test
  void anotherKeyChangesNothing() {
    float[][] chroma = chroma(200, 2);
    float[][] transposed = new float[200][12];

    for (int b = 0; b < 200; b++) {
      for (int c = 0; c < 12; c++) {
        transposed[b][(c + 5) % 12] = chroma[b][c];
      }
    }

    assertThat(ChromaFourierMagnitude.compute(transposed))
        .containsExactly(ChromaFourierMagnitude.compute(chroma), within(1e-5f));
  }

  @Test
  void twiceTheTempoSwapsBeatsAndPairs() {
    float[][] slow = chroma(150, 3);
    float[][] fast = new float[300][];
    Arrays.setAll(fast, b -> slow[b / 2]);
    float[] ofSlow = ChromaFourierMagnitude.compute(slow);
    float[] ofFast = ChromaFourierMagnitude.compute(fast);

    assertThat(cosine(ofSlow, 0, ofFast, HALF)).isGreaterThan(.97);
    assertThat(cosine(ofSlow, 0, ofFast, 0)).isLessThan(.95);
  }

  @Test
  void shortSongsAreRepeatedAndSilenceIsZero() {
    float[][] once = chroma(25, 4);
    float[][] threeTimes = new float[75][];
    Arrays.setAll(threeTimes, b -> once[b % 25]);

    assertThat(Arrays.copyOf(ChromaFourierMagnitude.compute(once), HALF))
        .containsExactly(Arrays.copyOf(ChromaFourierMagnitude.compute(threeTimes), HALF));
    assertThat(ChromaFourierMagnitude.compute(new float[80][12])).containsOnly(0);
    assertThat(ChromaFourierMagnitude.compute(new float[0][12])).hasSize(900).containsOnly(0);
    assertThat(ChromaFourierMagnitude.compute(chroma(1, 5))).doesNotContain(Float.NaN);
  }

  private static double cosine(float[] a, int fromA, float[] b, int fromB) {
    double sum = 0;

    for (int i = 0; i < HALF; i++) {
      sum += (double) a[fromA + i] * b[fromB + i];
    }

    return sum;
  }

  private static float[][] chroma(int beats, long seed) {
    Random random = new Random(seed);
    float[][] chroma = new float[beats][12];

    for (float[] beat : chroma) {
      for (int c = 0; c < 12; c++) {
        beat[c] = random.nextFloat();
      }
    }

    return chroma;
  }
}

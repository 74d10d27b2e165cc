package io.soundalike.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.dsp.Dct;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Timbre vectors against the same statistics computed from whole matrices. */
class MfccTest {

  private static final int BANDS = 24;
  private static final int COEFFICIENTS = 20;
  private static final int TIMBRE = 40;

  @Test
  void timbreCombinesCoefficientsAndFirstDifferences() {
    DbFrameBuffer mel = random(30, 1);
    double[][] vectors = vectors(coefficients(mel));

    Mfcc mfcc = Mfcc.compute(mel);

    assertThat(mfcc.timbreMean()).hasSize(TIMBRE);

    for (int i = 1; i < TIMBRE; i++) {
      assertThat((double) mfcc.timbreMean()[i]).isCloseTo(mean(vectors, i), within(1e-5));
    }

    int at = 0;

    for (int i = 0; i < TIMBRE; i++) {
      for (int j = i; j < TIMBRE; j++) {
        double covariance = covariance(vectors, i, j);
        assertThat((double) mfcc.timbreCovariance()[at++])
            .isCloseTo(covariance, within(1e-5 * (1 + Math.abs(covariance))));
      }
    }

    assertThat(mfcc.timbreCovariance()).hasSize(at);
  }

  @Test
  void timbreDoesNotDependOnTheGain() {
    Mfcc soft = Mfcc.compute(random(30, 1));
    Mfcc loud = Mfcc.compute(random(30, 100));

    assertThat(loud.mean()[0] - soft.mean()[0])
        .isCloseTo(20 * (float) Math.sqrt(BANDS), within(1e-3f));
    assertThat(loud.timbreMean()[0]).isZero();
    assertThat(loud.timbreMean()).containsExactly(soft.timbreMean(), within(1e-4f));
    assertThat(loud.timbreCovariance()).containsExactly(soft.timbreCovariance(), within(1e-2f));
  }

  @Test
  void oneFrameHasNoDifferencesAndNoCovariance() {
    DbFrameBuffer mel = random(1, 1);
    double[][] coefficients = coefficients(mel);
    Mfcc mfcc = Mfcc.compute(mel);

    for (int c = 1; c < COEFFICIENTS; c++) {
      assertThat((double) mfcc.timbreMean()[c]).isCloseTo(coefficients[0][c], within(1e-5));
      assertThat(mfcc.timbreMean()[COEFFICIENTS + c]).isZero();
    }

    assertThat(mfcc.timbreCovariance()).containsOnly(0);
  }

  private static DbFrameBuffer random(int frames, float gain) {
    Random random = new Random(5);
    DbFrameBuffer mel = new DbFrameBuffer(BANDS);

    for (int t = 0; t < frames; t++) {
      float[] power = new float[BANDS];

      for (int b = 0; b < BANDS; b++) {
        power[b] = gain * (float) Math.exp(3 * random.nextGaussian());
      }

      mel.add(power);
    }

    return mel;
  }

  private static double[][] coefficients(DbFrameBuffer mel) {
    Dct dct = new Dct(BANDS, COEFFICIENTS);
    float[] bands = new float[BANDS];
    double[][] coefficients = new double[mel.frames()][COEFFICIENTS];

    for (int t = 0; t < mel.frames(); t++) {
      mel.copyFrame(t, mel.floorDb(), bands);
      dct.apply(bands, coefficients[t]);
    }

    return coefficients;
  }

  private static double[][] vectors(double[][] coefficients) {
    double[][] vectors = new double[coefficients.length][TIMBRE];

    for (int t = 0; t < vectors.length; t++) {
      for (int c = 0; c < COEFFICIENTS; c++) {
        vectors[t][c] = coefficients[t][c];
        vectors[t][COEFFICIENTS + c] = coefficients[t][c] - coefficients[Math.max(0, t - 1)][c];
      }
    }

    return vectors;
  }

  private static double mean(double[][] vectors, int column) {
    double sum = 0;

    for (double[] vector : vectors) {
      sum += vector[column];
    }

    return sum / vectors.length;
  }

  private static double covariance(double[][] vectors, int i, int j) {
    double meanI = mean(vectors, i);
    double meanJ = mean(vectors, j);
    double sum = 0;

    for (double[] vector : vectors) {
      sum += (vector[i] - meanI) * (vector[j] - meanJ);
    }

    return sum / (vectors.length - 1);
  }
}

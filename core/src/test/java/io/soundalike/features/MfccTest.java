package io.soundalike.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.dsp.Dct;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Deltas of MFCCs against straight lines fitted frame by frame. */
class MfccTest {

  private static final int BANDS = 24;

  @Test
  void timbreCombinesCoefficientsAndDeltasOfNineFrames() {
    int frames = 30;
    DbFrameBuffer mel = random(frames);
    double[][] coefficients = coefficients(mel);
    double[][] vectors = new double[frames][38];

    for (int t = 0; t < frames; t++) {
      // The first and last four frames have the slope of the outermost nine.
      int centre = Math.max(4, Math.min(frames - 5, t));

      for (int c = 1; c < 20; c++) {
        vectors[t][c - 1] = coefficients[t][c];
        vectors[t][18 + c] = slope(coefficients, c, centre);
      }
    }

    Mfcc mfcc = Mfcc.compute(mel);

    for (int i = 0; i < 38; i++) {
      assertThat((double) mfcc.timbreMean()[i]).isCloseTo(mean(vectors, i), within(1e-5));
    }

    int at = 0;

    for (int i = 0; i < 38; i++) {
      for (int j = i; j < 38; j++) {
        double covariance = covariance(vectors, i, j);
        assertThat((double) mfcc.timbreCovariance()[at++])
            .isCloseTo(covariance, within(1e-5 * (1 + Math.abs(covariance))));
      }
    }

    assertThat(mfcc.timbreCovariance()).hasSize(at);
  }

  @Test
  void deltasAreZeroInSongsOfFewerThanNineFrames() {
    DbFrameBuffer mel = random(8);
    double[][] coefficients = coefficients(mel);
    Mfcc mfcc = Mfcc.compute(mel);

    for (int c = 1; c < 20; c++) {
      assertThat((double) mfcc.timbreMean()[c - 1]).isCloseTo(mean(coefficients, c), within(1e-5));
      assertThat(mfcc.timbreMean()[18 + c]).isZero();
    }
  }

  @Test
  void deltasOfNineFramesAreEqual() {
    DbFrameBuffer mel = random(9);
    double[][] coefficients = coefficients(mel);
    Mfcc mfcc = Mfcc.compute(mel);

    for (int c = 1; c < 20; c++) {
      assertThat((double) mfcc.timbreMean()[18 + c])
          .isCloseTo(slope(coefficients, c, 4), within(1e-5));
    }
  }

  private static DbFrameBuffer random(int frames) {
    Random random = new Random(5);
    DbFrameBuffer mel = new DbFrameBuffer(BANDS);

    for (int t = 0; t < frames; t++) {
      float[] power = new float[BANDS];

      for (int b = 0; b < BANDS; b++) {
        power[b] = (float) Math.exp(3 * random.nextGaussian());
      }

      mel.add(power);
    }

    return mel;
  }

  private static double[][] coefficients(DbFrameBuffer mel) {
    Dct dct = new Dct(BANDS, 20);
    float[] bands = new float[BANDS];
    double[][] coefficients = new double[mel.frames()][20];

    for (int t = 0; t < mel.frames(); t++) {
      mel.copyFrame(t, mel.floorDb(), bands);
      dct.apply(bands, coefficients[t]);
    }

    return coefficients;
  }

  /** Least-squares slope: covariance of time and value divided by the variance of time. */
  private static double slope(double[][] values, int column, int centre) {
    double meanValue = 0;

    for (int t = centre - 4; t <= centre + 4; t++) {
      meanValue += values[t][column] / 9;
    }

    double numerator = 0;
    double denominator = 0;

    for (int t = centre - 4; t <= centre + 4; t++) {
      numerator += (t - centre) * (values[t][column] - meanValue);
      denominator += (double) (t - centre) * (t - centre);
    }

    return numerator / denominator;
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

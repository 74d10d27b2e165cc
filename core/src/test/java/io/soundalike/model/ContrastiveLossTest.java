package io.soundalike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ContrastiveLossTest {

  private static final IActivation IDENTITY = new ActivationIdentity();

  @Test
  void lossOfTwoOrthogonalSongsIsTheHandComputedValue() {
    // The other patch of the song has cosine 1, both negatives have 0: -ln(e^2 / (e^2 + 2)) at t =
    // 1 / 2.
    double[][] outputs = {{2, 0}, {5, 0}, {0, 1}, {0, 3}};

    assertThat(ContrastiveLoss.mean(new int[] {4, 4, 7, 7}, outputs, .5))
        .isCloseTo(Math.log(1 + 2 * Math.exp(-2)), within(1e-12));
  }

  @Test
  void eachOfThreePatchesOfASongHasTwoPositives() {
    // For the first patch of song 1: positives with cosine 1 and 0, negatives with 0 and -1.
    double[][] outputs = {{1, 0}, {1, 0}, {0, 1}, {0, 1}, {-1, 0}};
    INDArray songs = Nd4j.createFromArray(1f, 1f, 1f, 2f, 2f).reshape(5, 1);
    double all = Math.exp(1) + 1 + 1 + Math.exp(-1);
    double first = -(Math.log(Math.exp(1) / all) + Math.log(1 / all)) / 2;

    INDArray losses =
        new ContrastiveLoss(1, 3)
            .computeScoreArray(songs, Nd4j.createFromArray(outputs), IDENTITY, null);

    assertThat(losses.getDouble(0)).isCloseTo(3 * first, within(1e-6));
  }

  @Test
  void patchesWithoutPositivesDoNotCount() {
    double[][] outputs = {{1, 0}, {1, 0}, {0, 1}};
    double pair = Math.log(1 + Math.exp(-1));

    assertThat(ContrastiveLoss.mean(new int[] {1, 1, 2}, outputs, 1))
        .isCloseTo(pair, within(1e-12));
    assertThat(ContrastiveLoss.mean(new int[] {1, 2, 3}, outputs, 1)).isZero();
    assertThat(ContrastiveLoss.mean(new int[0], new double[0][], 1)).isZero();
  }

  @Test
  void calibratedLossIgnoresOverconfidence() {
    // One patch is nearer to the other song, so that low temperatures have a high loss.
    double[][] outputs = {{1, 0}, {0.6, 0.8}, {0, 1}, {0.1, 0.995}};
    int[] songs = {1, 1, 2, 2};
    double least = Double.POSITIVE_INFINITY;

    for (double temperature = 0.02; temperature < 2; temperature += 0.001) {
      least = Math.min(least, ContrastiveLoss.mean(songs, outputs, temperature));
    }

    assertThat(ContrastiveLoss.calibrated(songs, outputs)).isCloseTo(least, within(0.002));
    assertThat(least).isLessThan(ContrastiveLoss.mean(songs, outputs, 0.02) - 1);
    assertThat(ContrastiveLoss.calibrated(new int[0], new double[0][])).isZero();
  }

  @Test
  void averageIsTheSumDividedByTheBatchSize() {
    INDArray songs = songs();
    INDArray outputs = outputs(new Random(1));
    ContrastiveLoss loss = new ContrastiveLoss(.1, 2);

    double sum = loss.computeScore(songs, outputs, IDENTITY, null, false);

    assertThat(loss.computeScore(songs, outputs, IDENTITY, null, true))
        .isCloseTo(sum / 7, within(1e-9));
    assertThat(loss.computeGradientAndScore(songs, outputs, IDENTITY, null, false).getFirst())
        .isEqualTo(sum);
    assertThat(loss.computeGradientAndScore(songs, outputs, IDENTITY, null, true).getSecond())
        .isEqualTo(loss.computeGradient(songs, outputs, IDENTITY, null));
  }

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    INDArray songs = songs();
    INDArray outputs = outputs(new Random(2));
    ContrastiveLoss loss = new ContrastiveLoss(.1, 1.5);
    INDArray gradient = loss.computeGradient(songs, outputs, IDENTITY, null);
    double step = 1e-6;

    for (int i = 0; i < outputs.rows(); i++) {
      for (int d = 0; d < outputs.columns(); d++) {
        double value = outputs.getDouble(i, d);
        outputs.putScalar(i, d, value + step);
        double above = loss.computeScore(songs, outputs, IDENTITY, null, false);
        outputs.putScalar(i, d, value - step);
        double below = loss.computeScore(songs, outputs, IDENTITY, null, false);
        outputs.putScalar(i, d, value);

        assertThat(gradient.getDouble(i, d)).isCloseTo((above - below) / (2 * step), within(1e-6));
      }
    }
  }

  @Test
  void outputOfZerosHasFiniteLossAndGradient() {
    INDArray outputs = outputs(new Random(3));
    outputs.getRow(0).assign(0);
    ContrastiveLoss loss = new ContrastiveLoss(.1, 1);

    assertThat(loss.computeScore(songs(), outputs, IDENTITY, null, false)).isFinite();
    assertThat(loss.computeGradient(songs(), outputs, IDENTITY, null).isNaN().any()).isFalse();
  }

  /** Three patches of one song, two of another, and two single ones. */
  private static INDArray songs() {
    return Nd4j.createFromArray(3f, 0f, 3f, 1f, 3f, 1f, 9f).reshape(7, 1);
  }

  private static INDArray outputs(Random random) {
    double[] values = random.doubles(7 * 5, -1, 1).toArray();
    return Nd4j.create(values, new long[] {7, 5}, DataType.DOUBLE);
  }
}

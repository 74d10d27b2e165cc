package io.soundalike.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Supervised contrastive loss: the patches of one song are positives for each other, those of other
 * songs in the batch negatives. With the outputs z scaled to length 1, temperature t, and P(i) the
 * other patches of i's song,
 *
 * <pre>
 * l(i) = - mean over p in P(i) of ln( exp(z(i) z(p) / t) / sum over j != i of exp(z(i) z(j) / t) )
 * </pre>
 *
 * in nats; 0 for a patch without another of its song. With two patches of each song the loss is
 * NT-Xent. Labels are song indices, {@code [batch][1]}; outputs are {@code [batch][n]}, not
 * normalised.
 *
 * <p>References:
 *
 * <ul>
 *   <li>T. Chen et al., A simple framework for contrastive learning of visual representations, ICML
 *       2020 (NT-Xent)
 *   <li>P. Khosla et al., Supervised contrastive learning, NeurIPS 2020 (several positives)
 * </ul>
 */
public final class ContrastiveLoss implements ILossFunction {

  private static final long serialVersionUID = 1L;

  private static final double MIN_LENGTH = 1e-12;

  /** Lowest temperature that calibration tries; only the hardest negative counts there. */
  private static final double MIN_TEMPERATURE = 0.02;

  /** Highest temperature that calibration tries; all negatives count almost equally there. */
  private static final double MAX_TEMPERATURE = 2;

  private static final double STEP = 1.1;

  private final double temperature;
  private final double weight;

  /**
   * @param temperature softmax temperature, above 0; lower values weight hard negatives more
   * @param weight factor on losses and gradients
   */
  public ContrastiveLoss(double temperature, double weight) {
    this.temperature = temperature;
    this.weight = weight;
  }

  @Override
  public double computeScore(
      INDArray songs,
      INDArray outputs,
      IActivation identity,
      @Nullable INDArray mask,
      boolean average) {
    double sum = sum(batch(songs, outputs).losses());
    return average ? sum / songs.size(0) : sum;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray songs, INDArray outputs, IActivation identity, @Nullable INDArray mask) {
    double[] losses = batch(songs, outputs).losses();
    return Nd4j.create(losses, new long[] {losses.length, 1}, outputs.dataType());
  }

  @Override
  public INDArray computeGradient(
      INDArray songs, INDArray outputs, IActivation identity, @Nullable INDArray mask) {
    return gradient(batch(songs, outputs), outputs);
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray songs,
      INDArray outputs,
      IActivation identity,
      @Nullable INDArray mask,
      boolean average) {
    Batch batch = batch(songs, outputs);
    double sum = sum(batch.losses());
    return new Pair<>(average ? sum / songs.size(0) : sum, gradient(batch, outputs));
  }

  /**
   * The mean loss of the patches that have another of their song, without the weight.
   *
   * @param songs {@code [batch]}: song index of each patch
   * @param outputs {@code [batch][n]}
   * @return nats; 0 if no patch has another of its song
   */
  public static double mean(int[] songs, double[][] outputs, double temperature) {
    return new Batch(songs, outputs, temperature, 1).mean();
  }

  /**
   * The mean loss at the temperature that minimises it, as in temperature scaling. A network that
   * is trained for long becomes overconfident before its ranking of songs becomes worse;
   * calibration removes the overconfidence, as songs are compared by cosines, which have no
   * temperature.
   *
   * @param songs {@code [batch]}: song index of each patch
   * @param outputs {@code [batch][n]}
   * @return nats; 0 if no patch has another of its song
   *     <p>References: C. Guo, G. Pleiss, Y. Sun, K. Weinberger, On calibration of modern neural
   *     networks, ICML 2017
   */
  public static double calibrated(int[] songs, double[][] outputs) {
    Batch batch = new Batch(songs, outputs, MIN_TEMPERATURE, 1);
    double least = batch.mean();

    for (double temperature = MIN_TEMPERATURE * STEP;
        temperature < MAX_TEMPERATURE;
        temperature *= STEP) {
      least = Math.min(least, batch.withTemperature(temperature).mean());
    }

    return least;
  }

  @Override
  public String name() {
    return "contrastive";
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "ContrastiveLoss(temperature=%s, weight=%s)", temperature, weight);
  }

  private static INDArray gradient(Batch batch, INDArray outputs) {
    return Nd4j.createFromArray(batch.gradients()).castTo(outputs.dataType());
  }

  private Batch batch(INDArray songs, INDArray outputs) {
    double[][] values = outputs.castTo(DataType.DOUBLE).toDoubleMatrix();
    return new Batch(songs.toIntVector(), values, temperature, weight);
  }

  private static double sum(double[] values) {
    double sum = 0;

    for (double value : values) {
      sum += value;
    }

    return sum;
  }

  /** The cosines and probabilities of one batch of n patches. */
  private static final class Batch {

    private final int[] songs;
    private final double temperature;
    private final double weight;
    private final double[] lengths;
    private final double[][] units;
    private final double[][] cosines;

    /**
     * {@code [i][j]}: log-probability of choosing patch j for patch i, by the softmax of cosines.
     */
    private final double[][] logProbabilities;

    Batch(int[] songs, double[][] outputs, double temperature, double weight) {
      int n = songs.length;
      this.songs = songs;
      this.temperature = temperature;
      this.weight = weight;
      this.lengths = new double[n];
      this.units = new double[n][];
      this.cosines = new double[n][n];
      this.logProbabilities = new double[n][n];

      for (int i = 0; i < n; i++) {
        lengths[i] = Math.max(MIN_LENGTH, Math.sqrt(dot(outputs[i], outputs[i])));
        units[i] = scaled(outputs[i], 1 / lengths[i]);
      }

      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          cosines[i][j] = dot(units[i], units[j]);
        }

        setLogProbabilities(i);
      }
    }

    /** The same patches at another temperature. */
    private Batch(Batch other, double temperature) {
      int n = other.songs.length;
      this.songs = other.songs;
      this.temperature = temperature;
      this.weight = other.weight;
      this.lengths = other.lengths;
      this.units = other.units;
      this.cosines = other.cosines;
      this.logProbabilities = new double[n][n];

      for (int i = 0; i < n; i++) {
        setLogProbabilities(i);
      }
    }

    Batch withTemperature(double other) {
      return new Batch(this, other);
    }

    /** Mean loss of the patches that have a positive; 0 if none has. */
    double mean() {
      int count = 0;

      for (int i = 0; i < songs.length; i++) {
        count += positives(i) > 0 ? 1 : 0;
      }

      return sum(losses()) / Math.max(1, count);
    }

    private void setLogProbabilities(int i) {
      double[] row = logProbabilities[i];
      double sum = 0;

      for (int j = 0; j < row.length; j++) {
        row[j] = cosines[i][j] / temperature;
        // Subtracts the largest possible exponent, so that exp does not overflow.
        sum += j == i ? 0 : Math.exp(row[j] - 1 / temperature);
      }

      double logSum = Math.log(sum) + 1 / temperature;

      for (int j = 0; j < row.length; j++) {
        row[j] -= logSum;
      }
    }

    private boolean isPositive(int i, int j) {
      return i != j && songs[i] == songs[j];
    }

    int positives(int i) {
      int count = 0;

      for (int j = 0; j < songs.length; j++) {
        count += isPositive(i, j) ? 1 : 0;
      }

      return count;
    }

    double[] losses() {
      double[] losses = new double[songs.length];

      for (int i = 0; i < losses.length; i++) {
        int positives = positives(i);

        for (int j = 0; j < losses.length; j++) {
          losses[i] -= isPositive(i, j) ? weight * logProbabilities[i][j] / positives : 0;
        }
      }

      return losses;
    }

    /** Gradients of the sum of all losses by the outputs, {@code [batch][n]}. */
    double[][] gradients() {
      double[][] byCosine = byCosine();
      double[][] gradients = new double[songs.length][];

      for (int i = 0; i < gradients.length; i++) {
        double[] byUnit = new double[units[i].length];

        for (int j = 0; j < songs.length; j++) {
          add(byUnit, units[j], byCosine[i][j] + byCosine[j][i]);
        }

        // The loss does not change along the output itself.
        add(byUnit, units[i], -dot(byUnit, units[i]));
        gradients[i] = scaled(byUnit, weight / (temperature * lengths[i]));
      }

      return gradients;
    }

    /** Derivatives of each patch's loss by its cosine to another, times the temperature. */
    private double[][] byCosine() {
      int n = songs.length;
      double[][] byCosine = new double[n][n];

      for (int i = 0; i < n; i++) {
        int positives = positives(i);

        for (int j = 0; j < n && positives > 0; j++) {
          double probability = i == j ? 0 : Math.exp(logProbabilities[i][j]);
          byCosine[i][j] = probability - (isPositive(i, j) ? 1.0 / positives : 0);
        }
      }

      return byCosine;
    }

    private static double dot(double[] a, double[] b) {
      double sum = 0;

      for (int d = 0; d < a.length; d++) {
        sum += a[d] * b[d];
      }

      return sum;
    }

    private static double[] scaled(double[] vector, double factor) {
      double[] scaled = new double[vector.length];
      add(scaled, vector, factor);
      return scaled;
    }

    private static void add(double[] sum, double[] vector, double factor) {
      for (int d = 0; d < sum.length; d++) {
        sum[d] += factor * vector[d];
      }
    }
  }
}

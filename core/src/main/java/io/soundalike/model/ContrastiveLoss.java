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
 * How hard it is to tell, among all images of a batch, which others are of the same song: with the
 * outputs z scaled to length 1, temperature t, and P(i) the others of i's song,
 *
 * <pre>
 * l(i) = - mean over p in P(i) of ln( exp(z(i) z(p) / t) / sum over j != i of exp(z(i) z(j) / t) )
 * </pre>
 *
 * Nats, each image's loss for itself, 0 where a batch has no other of its song. With two images of
 * each song it is NT-Xent. Labels are song numbers, {@code [batch][1]}; outputs {@code [batch][n]},
 * any length.
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

  private static final double SHORTEST = 1e-12;

  /** At this temperature only the nearest counts. */
  private static final double COLDEST = 0.02;

  /** At this one all count alike. */
  private static final double HOTTEST = 2;

  private static final double STEP = 1.1;

  private final double temperature;
  private final double weight;

  /**
   * @param temperature above 0
   * @param weight by which losses and gradients are multiplied
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
   * The mean loss, without the weight, of the images that have others of their song.
   *
   * @param songs by number
   * @param outputs {@code [batch][n]}
   * @return 0 if none has
   */
  public static double mean(int[] songs, double[][] outputs, double temperature) {
    return new Batch(songs, outputs, temperature, 1).mean();
  }

  /**
   * The same at the temperature at which it is least. A network that goes on learning grows too
   * sure of itself before it grows worse: its cosines are what songs are compared by, and how much
   * a difference of them is trusted is not their matter.
   *
   * <p>References: C. Guo, G. Pleiss, Y. Sun, K. Weinberger, On calibration of modern neural
   * networks, ICML 2017
   */
  public static double calibrated(int[] songs, double[][] outputs) {
    Batch batch = new Batch(songs, outputs, COLDEST, 1);
    double least = batch.mean();

    for (double temperature = COLDEST * STEP; temperature < HOTTEST; temperature *= STEP) {
      least = Math.min(least, batch.at(temperature).mean());
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

  /** One batch, of n images. */
  private static final class Batch {

    private final int[] songs;
    private final double temperature;
    private final double weight;
    private final double[] lengths;
    private final double[][] units;
    private final double[][] cosines;

    /** {@code ln} of each image's chance to be taken for the other of another's song. */
    private final double[][] logChances;

    Batch(int[] songs, double[][] outputs, double temperature, double weight) {
      int n = songs.length;
      this.songs = songs;
      this.temperature = temperature;
      this.weight = weight;
      this.lengths = new double[n];
      this.units = new double[n][];
      this.cosines = new double[n][n];
      this.logChances = new double[n][n];

      for (int i = 0; i < n; i++) {
        lengths[i] = Math.max(SHORTEST, Math.sqrt(dot(outputs[i], outputs[i])));
        units[i] = scaled(outputs[i], 1 / lengths[i]);
      }

      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          cosines[i][j] = dot(units[i], units[j]);
        }

        setLogChances(i);
      }
    }

    /** The same images at another temperature. */
    private Batch(Batch other, double temperature) {
      int n = other.songs.length;
      this.songs = other.songs;
      this.temperature = temperature;
      this.weight = other.weight;
      this.lengths = other.lengths;
      this.units = other.units;
      this.cosines = other.cosines;
      this.logChances = new double[n][n];

      for (int i = 0; i < n; i++) {
        setLogChances(i);
      }
    }

    Batch at(double other) {
      return new Batch(this, other);
    }

    /** Of the images that have others of their song; 0 if none has. */
    double mean() {
      int counted = 0;

      for (int i = 0; i < songs.length; i++) {
        counted += others(i) > 0 ? 1 : 0;
      }

      return sum(losses()) / Math.max(1, counted);
    }

    private void setLogChances(int i) {
      double[] row = logChances[i];
      double sum = 0;

      for (int j = 0; j < row.length; j++) {
        row[j] = cosines[i][j] / temperature;
        // No cosine exceeds 1, so that no power exceeds 1.
        sum += j == i ? 0 : Math.exp(row[j] - 1 / temperature);
      }

      double logSum = Math.log(sum) + 1 / temperature;

      for (int j = 0; j < row.length; j++) {
        row[j] -= logSum;
      }
    }

    private boolean isOther(int i, int j) {
      return i != j && songs[i] == songs[j];
    }

    int others(int i) {
      int count = 0;

      for (int j = 0; j < songs.length; j++) {
        count += isOther(i, j) ? 1 : 0;
      }

      return count;
    }

    double[] losses() {
      double[] losses = new double[songs.length];

      for (int i = 0; i < losses.length; i++) {
        int others = others(i);

        for (int j = 0; j < losses.length; j++) {
          losses[i] -= isOther(i, j) ? weight * logChances[i][j] / others : 0;
        }
      }

      return losses;
    }

    /** Of the sum of all losses, by the outputs. */
    double[][] gradients() {
      double[][] byCosine = byCosine();
      double[][] gradients = new double[songs.length][];

      for (int i = 0; i < gradients.length; i++) {
        double[] byUnit = new double[units[i].length];

        for (int j = 0; j < songs.length; j++) {
          add(byUnit, units[j], byCosine[i][j] + byCosine[j][i]);
        }

        // Along the output itself nothing changes.
        add(byUnit, units[i], -dot(byUnit, units[i]));
        gradients[i] = scaled(byUnit, weight / (temperature * lengths[i]));
      }

      return gradients;
    }

    /** Of each image's loss, by its cosine to another, times the temperature. */
    private double[][] byCosine() {
      int n = songs.length;
      double[][] byCosine = new double[n][n];

      for (int i = 0; i < n; i++) {
        int others = others(i);

        for (int j = 0; j < n && others > 0; j++) {
          double chance = i == j ? 0 : Math.exp(logChances[i][j]);
          byCosine[i][j] = chance - (isOther(i, j) ? 1.0 / others : 0);
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

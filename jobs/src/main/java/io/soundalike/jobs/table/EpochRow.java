package io.soundalike.jobs.table;

import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** One epoch of a model's training; losses in nats per pixel. */
public final class EpochRow implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Columns are the bean's properties. */
  public static final Encoder<EpochRow> ENCODER = Encoders.bean(EpochRow.class);

  private int epoch;
  private double trainingLoss;
  private double heldOutLoss;
  private double entropy;
  private double excess;
  private double heldOutContrast;
  private double squaredError;
  private double meanPredictorError;
  private double seconds;

  /** From 1. */
  public int getEpoch() {
    return epoch;
  }

  /** Sets {@link #getEpoch}. */
  public void setEpoch(int epoch) {
    this.epoch = epoch;
  }

  /** Of the last batches: binary cross-entropy, and the contrast by its weight. */
  public double getTrainingLoss() {
    return trainingLoss;
  }

  /** Sets {@link #getTrainingLoss}. */
  public void setTrainingLoss(double trainingLoss) {
    this.trainingLoss = trainingLoss;
  }

  /** Binary cross-entropy of the held-out songs. */
  public double getHeldOutLoss() {
    return heldOutLoss;
  }

  /** Sets {@link #getHeldOutLoss}. */
  public void setHeldOutLoss(double heldOutLoss) {
    this.heldOutLoss = heldOutLoss;
  }

  /** Its floor. */
  public double getEntropy() {
    return entropy;
  }

  /** Sets {@link #getEntropy}. */
  public void setEntropy(double entropy) {
    this.entropy = entropy;
  }

  /** Held-out loss minus entropy. */
  public double getExcess() {
    return excess;
  }

  /** Sets {@link #getExcess}. */
  public void setExcess(double excess) {
    this.excess = excess;
  }

  /** How hard it is to tell the held-out songs' images apart, nats; 0 without contrast. */
  public double getHeldOutContrast() {
    return heldOutContrast;
  }

  /** Sets {@link #getHeldOutContrast}. */
  public void setHeldOutContrast(double heldOutContrast) {
    this.heldOutContrast = heldOutContrast;
  }

  /** Mean squared error of the held-out songs' pixels, in [0, 1]. */
  public double getSquaredError() {
    return squaredError;
  }

  /** Sets {@link #getSquaredError}. */
  public void setSquaredError(double squaredError) {
    this.squaredError = squaredError;
  }

  /** That of a predictor that draws each mel band at its mean. */
  public double getMeanPredictorError() {
    return meanPredictorError;
  }

  /** Sets {@link #getMeanPredictorError}. */
  public void setMeanPredictorError(double meanPredictorError) {
    this.meanPredictorError = meanPredictorError;
  }

  /** Time it took. */
  public double getSeconds() {
    return seconds;
  }

  /** Sets {@link #getSeconds}. */
  public void setSeconds(double seconds) {
    this.seconds = seconds;
  }
}

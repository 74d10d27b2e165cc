package io.soundalike.jobs.table;

import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** A row of a model's training table: one epoch; losses are per pixel. */
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

  /** Number of the epoch; with {@code per-song} the largest number of epochs. Range: from 1. */
  public int getEpoch() {
    return epoch;
  }

  /** Sets {@link #getEpoch}. */
  public void setEpoch(int epoch) {
    this.epoch = epoch;
  }

  /**
   * Loss of the last batches: binary cross-entropy, plus the contrastive loss times {@code
   * training.contrast}. Unit: nats. Range: from 0.
   */
  public double getTrainingLoss() {
    return trainingLoss;
  }

  /** Sets {@link #getTrainingLoss}. */
  public void setTrainingLoss(double trainingLoss) {
    this.trainingLoss = trainingLoss;
  }

  /** Binary cross-entropy of the validation songs. Unit: nats. Range: from 0. */
  public double getHeldOutLoss() {
    return heldOutLoss;
  }

  /** Sets {@link #getHeldOutLoss}. */
  public void setHeldOutLoss(double heldOutLoss) {
    this.heldOutLoss = heldOutLoss;
  }

  /** Entropy floor of that loss. Unit: nats. Range: from 0. */
  public double getEntropy() {
    return entropy;
  }

  /** Sets {@link #getEntropy}. */
  public void setEntropy(double entropy) {
    this.entropy = entropy;
  }

  /** {@code heldOutLoss - entropy}. Unit: nats. Range: from 0. */
  public double getExcess() {
    return excess;
  }

  /** Sets {@link #getExcess}. */
  public void setExcess(double excess) {
    this.excess = excess;
  }

  /**
   * Contrastive loss of the validation songs, at the temperature at which it is lowest; 0 if {@code
   * training.contrast = 0}. Unit: nats. Range: from 0.
   */
  public double getHeldOutContrast() {
    return heldOutContrast;
  }

  /** Sets {@link #getHeldOutContrast}. */
  public void setHeldOutContrast(double heldOutContrast) {
    this.heldOutContrast = heldOutContrast;
  }

  /** Mean squared error of the validation songs' pixels. Range: 0 to 1. */
  public double getSquaredError() {
    return squaredError;
  }

  /** Sets {@link #getSquaredError}. */
  public void setSquaredError(double squaredError) {
    this.squaredError = squaredError;
  }

  /** The same error of a predictor that returns the mean of each mel band. Range: 0 to 1. */
  public double getMeanPredictorError() {
    return meanPredictorError;
  }

  /** Sets {@link #getMeanPredictorError}. */
  public void setMeanPredictorError(double meanPredictorError) {
    this.meanPredictorError = meanPredictorError;
  }

  /** Duration; with {@code per-song} the sum over all songs. Unit: s. Range: from 0. */
  public double getSeconds() {
    return seconds;
  }

  /** Sets {@link #getSeconds}. */
  public void setSeconds(double seconds) {
    this.seconds = seconds;
  }
}

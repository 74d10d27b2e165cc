package io.soundalike.jobs.table;

import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** A row of a model's table {@code songs}: the network of one song ({@code per-song} mode). */
public final class SongModelRow implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Columns are the bean's properties. */
  public static final Encoder<SongModelRow> ENCODER = Encoders.bean(SongModelRow.class);

  private String trackId = "";
  private float[] parameters = new float[0];
  private int epochs;
  private double loss;
  private double entropy;
  private double squaredError;
  private double meanPredictorError;
  private double seconds;

  /** The song. Range: 64 hex digits. */
  public String getTrackId() {
    return trackId;
  }

  /** Sets {@link #getTrackId}. */
  public void setTrackId(String trackId) {
    this.trackId = trackId;
  }

  /**
   * Parameters of the best epoch, in DL4J's order of layers; empty if the loss was not a number in
   * any epoch.
   */
  public float[] getParameters() {
    return parameters;
  }

  /** Sets {@link #getParameters}. */
  public void setParameters(float[] parameters) {
    this.parameters = parameters;
  }

  /** Epochs trained. Range: from 1. */
  public int getEpochs() {
    return epochs;
  }

  /** Sets {@link #getEpochs}. */
  public void setEpochs(int epochs) {
    this.epochs = epochs;
  }

  /**
   * Binary cross-entropy of the song at the best epoch; infinite if there is none. Unit: nats per
   * pixel. Range: from 0.
   */
  public double getLoss() {
    return loss;
  }

  /** Sets {@link #getLoss}. */
  public void setLoss(double loss) {
    this.loss = loss;
  }

  /** Entropy floor of that loss. Unit: nats per pixel. Range: from 0. */
  public double getEntropy() {
    return entropy;
  }

  /** Sets {@link #getEntropy}. */
  public void setEntropy(double entropy) {
    this.entropy = entropy;
  }

  /** Mean squared error of the song's pixels. Range: 0 to 1. */
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

  /** Duration of the training. Unit: s. Range: from 0. */
  public double getSeconds() {
    return seconds;
  }

  /** Sets {@link #getSeconds}. */
  public void setSeconds(double seconds) {
    this.seconds = seconds;
  }
}

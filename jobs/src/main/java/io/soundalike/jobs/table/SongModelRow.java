package io.soundalike.jobs.table;

import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** The network that one song has of its own ({@code training.mode = per-song}). */
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

  /** SHA-256 of the song's bytes. */
  public String getTrackId() {
    return trackId;
  }

  /** Sets {@link #getTrackId}. */
  public void setTrackId(String trackId) {
    this.trackId = trackId;
  }

  /** The network's, in DL4J's order of layers; none if its loss was never a number. */
  public float[] getParameters() {
    return parameters;
  }

  /** Sets {@link #getParameters}. */
  public void setParameters(float[] parameters) {
    this.parameters = parameters;
  }

  /** Epochs it trained. */
  public int getEpochs() {
    return epochs;
  }

  /** Sets {@link #getEpochs}. */
  public void setEpochs(int epochs) {
    this.epochs = epochs;
  }

  /** Binary cross-entropy of the song, nats per pixel, at the best epoch. */
  public double getLoss() {
    return loss;
  }

  /** Sets {@link #getLoss}. */
  public void setLoss(double loss) {
    this.loss = loss;
  }

  /** The floor of that. */
  public double getEntropy() {
    return entropy;
  }

  /** Sets {@link #getEntropy}. */
  public void setEntropy(double entropy) {
    this.entropy = entropy;
  }

  /** Mean squared error of the song's pixels, in [0, 1]. */
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

package io.soundalike.model;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trained network as plain values. It is sent to executors and stored without Java serialization
 * of anything but arrays and strings.
 *
 * @param modelId hash of the settings and, if songs share the network, of the training songs
 * @param settingsText settings of the training, as {@code SettingsRenderer.render} writes them
 * @param parameters in DL4J's order of layers; empty if each song has its own network
 * @param trainedTracks number of training songs, without the held-out ones
 * @param epochs measurements of each epoch
 * @param discriminant projection of {@code model.pooling = lda}; null without, and during training
 */
public record TrainedModel(
    String modelId,
    String settingsText,
    float[] parameters,
    int trainedTracks,
    List<Epoch> epochs,
    @Nullable LinearDiscriminant discriminant)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** A network without a discriminant analysis. */
  public TrainedModel(
      String modelId,
      String settingsText,
      float[] parameters,
      int trainedTracks,
      List<Epoch> epochs) {
    this(modelId, settingsText, parameters, trainedTracks, epochs, null);
  }

  /** Returns this model with other parameters. */
  public TrainedModel withParameters(float[] others) {
    return new TrainedModel(modelId, settingsText, others, trainedTracks, epochs, discriminant);
  }

  /** Returns this model with a discriminant analysis of its codes. */
  public TrainedModel withDiscriminant(LinearDiscriminant fitted) {
    return new TrainedModel(modelId, settingsText, parameters, trainedTracks, epochs, fitted);
  }

  /**
   * One pass over the training songs. Losses are in nats per pixel.
   *
   * @param epoch number of the epoch, from 1
   * @param trainingLoss DL4J's score of the last batches: binary cross-entropy plus the weighted
   *     contrastive loss
   * @param heldOutLoss binary cross-entropy of the held-out songs
   * @param entropy entropy of the held-out songs' pixels, the lower bound of their cross-entropy
   * @param heldOutContrast {@link ContrastiveLoss#calibrated} of the held-out songs' patches, in
   *     nats; 0 without contrast
   * @param squaredError mean squared error of the held-out songs' pixels in [0, 1]
   * @param meanPredictorError squared error of a predictor that uses the mean of each mel band
   * @param seconds duration of the epoch
   */
  public record Epoch(
      int epoch,
      double trainingLoss,
      double heldOutLoss,
      double entropy,
      double heldOutContrast,
      double squaredError,
      double meanPredictorError,
      double seconds)
      implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Squared error divided by that of the mean predictor. */
    public double errorRatio() {
      return squaredError / meanPredictorError;
    }

    /**
     * Training objective on the held-out songs.
     *
     * @param contrast weight of the contrastive loss
     */
    public double objective(double contrast) {
      return heldOutLoss + contrast * heldOutContrast;
    }

    /** Held-out loss above its lower bound: cross-entropy minus entropy, in nats per pixel. */
    public double excess() {
      return heldOutLoss - entropy;
    }
  }
}

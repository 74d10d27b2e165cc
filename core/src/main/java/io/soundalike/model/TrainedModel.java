package io.soundalike.model;

import java.io.Serializable;
import java.util.List;

/**
 * A trained network as plain values: it crosses from driver to executors and to disk without Java's
 * deserialization of anything but arrays and texts.
 *
 * @param modelId of settings and, where songs share the network, of training songs
 * @param settingsText the settings it was trained with, as {@code SettingsRenderer.render} writes
 *     them
 * @param parameters in DL4J's order of layers; none where each song has a network of its own
 * @param trainedTracks songs it was trained on, the held-out ones not counted
 * @param epochs what training measured, epoch by epoch
 */
public record TrainedModel(
    String modelId, String settingsText, float[] parameters, int trainedTracks, List<Epoch> epochs)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** This model with other parameters. */
  public TrainedModel withParameters(float[] others) {
    return new TrainedModel(modelId, settingsText, others, trainedTracks, epochs);
  }

  /**
   * One pass over the training songs. Losses are in nats per pixel.
   *
   * @param epoch from 1
   * @param trainingLoss DL4J's own score of the last batches: binary cross-entropy, and the
   *     contrast by its weight
   * @param heldOutLoss binary cross-entropy of the held-out songs
   * @param entropy of the held-out songs' pixels: no network can do better
   * @param heldOutContrast {@link ContrastiveLoss#calibrated} of the held-out songs' images, in
   *     nats; 0 without contrast
   * @param squaredError mean, of the held-out songs' pixels in [0, 1]
   * @param meanPredictorError that of a predictor that draws each mel band at its mean
   * @param seconds it took
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

    /** The squared error as a share of the mean predictor's. */
    public double errorRatio() {
      return squaredError / meanPredictorError;
    }

    /**
     * What training makes smaller, of the held-out songs.
     *
     * @param contrast its weight
     */
    public double objective(double contrast) {
      return heldOutLoss + contrast * heldOutContrast;
    }

    /** What the network could still gain: held-out loss minus entropy. */
    public double excess() {
      return heldOutLoss - entropy;
    }
  }
}

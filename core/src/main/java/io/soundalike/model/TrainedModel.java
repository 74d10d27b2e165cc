package io.soundalike.model;

import java.io.Serializable;
import java.util.List;

/**
 * A trained network as plain values: it crosses from driver to executors and to disk without Java's
 * deserialization of anything but arrays and texts.
 *
 * @param modelId 12 hexadecimal digits, of settings and training songs
 * @param settingsText the settings it was trained with, as {@code SettingsReader.render} writes
 *     them
 * @param parameters in DL4J's order of layers
 * @param trainedTracks songs it was trained on, the held-out ones not counted
 * @param epochs what training measured, epoch by epoch
 */
public record TrainedModel(
    String modelId, String settingsText, float[] parameters, int trainedTracks, List<Epoch> epochs)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * One pass over the training songs. Losses are in nats per pixel.
   *
   * @param epoch from 1
   * @param trainingLoss DL4J's own score of the last batches: binary cross-entropy
   * @param heldOutLoss binary cross-entropy of the held-out songs
   * @param entropy of the held-out songs' pixels: no network can do better
   * @param seconds it took
   */
  public record Epoch(
      int epoch, double trainingLoss, double heldOutLoss, double entropy, double seconds)
      implements Serializable {

    private static final long serialVersionUID = 1L;

    /** What the network could still gain: held-out loss minus entropy. */
    public double excess() {
      return heldOutLoss - entropy;
    }
  }
}

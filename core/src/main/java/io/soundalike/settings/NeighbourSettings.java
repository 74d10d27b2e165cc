package io.soundalike.settings;

import java.io.Serializable;

/**
 * The search for similar songs.
 *
 * @param k neighbours of each song
 */
public record NeighbourSettings(int k, Metric distance, DistanceWeights weights)
    implements Serializable {

  public NeighbourSettings {
    new Bounds("neighbours").within("k", k, 1, 1000).verify();
  }

  /** The distance between two songs: of all components, or of the embeddings alone. */
  public enum Metric {
    BLEND,
    COSINE,
    EUCLIDEAN
  }
}

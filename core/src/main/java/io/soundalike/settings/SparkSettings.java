package io.soundalike.settings;

import java.io.Serializable;

/** How work is divided; no number depends on it. */
public record SparkSettings(int partitions, int songsPerCommit) implements Serializable {

  public SparkSettings {
    new Bounds("spark")
        .within("partitions", partitions, 0, 1_000_000)
        .within("songs-per-commit", songsPerCommit, 0, 10_000_000)
        .verify();
  }
}

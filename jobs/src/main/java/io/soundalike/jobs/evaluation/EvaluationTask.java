package io.soundalike.jobs.evaluation;

import java.util.Locale;

/** What a metric measures. */
public enum EvaluationTask {
  /** Retrieval of songs of the same label. */
  LABELS,
  /** Preservation of neighbourhoods on the map. */
  MAP,
  /** Agreement of the map's clusters with the labels. */
  CLUSTERS,
  /** Rank of the other song of known pairs. */
  PAIRS,
  /** Retrieval of the original song by its degraded copies. */
  COPIES,
  /** Retrieval of songs of the same label if queries, candidates or both are degraded copies. */
  DEGRADED,
  /** Recommendation of held-out plays. */
  PLAYS;

  /** The value of column {@code task} of the evaluation table. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.soundalike.jobs.evaluation;

import java.util.Locale;

/** What a figure is about. */
public enum EvaluationTask {
  /** Songs find others of their label. */
  LABELS,
  /** The map shows who is near. */
  MAP,
  /** Its clusters are the labels. */
  CLUSTERS,
  /** Songs find the partners that are known to be like them. */
  PAIRS,
  /** Altered copies find the song that they are of. */
  COPIES,
  /** Songs find others of their label when one or both sides are degraded. */
  DEGRADED,
  /** Listeners are given the songs that were kept from those who recommend. */
  PLAYS;

  /** As tables keep it. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}

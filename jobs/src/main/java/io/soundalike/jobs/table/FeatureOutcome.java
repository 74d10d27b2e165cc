package io.soundalike.jobs.table;

/** Values of column {@code outcome} of the features table, which is partitioned by it. */
public final class FeatureOutcome {

  /** Songs with features. */
  public static final String OK = "ok";

  /** Songs that could not be analysed, with a fault. */
  public static final String QUARANTINED = "quarantined";

  /** Songs whose bytes could not be read; the next run retries them. */
  public static final String UNREAD = "unread";

  private FeatureOutcome() {}
}

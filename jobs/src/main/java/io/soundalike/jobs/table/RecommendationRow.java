package io.soundalike.jobs.table;

import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** A song that a listener has not played and may like. */
public final class RecommendationRow implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Columns are the bean's properties. */
  public static final Encoder<RecommendationRow> ENCODER = Encoders.bean(RecommendationRow.class);

  private String listener = "";
  private int rank;
  private String trackId = "";
  private double score;
  private boolean bySoundAlone;

  /** Who listens, as in the plays. */
  public String getListener() {
    return listener;
  }

  /** Sets {@link #getListener}. */
  public void setListener(String listener) {
    this.listener = listener;
  }

  /** 1 for the best. */
  public int getRank() {
    return rank;
  }

  /** Sets {@link #getRank}. */
  public void setRank(int rank) {
    this.rank = rank;
  }

  /** The song. */
  public String getTrackId() {
    return trackId;
  }

  /** Sets {@link #getTrackId}. */
  public void setTrackId(String trackId) {
    this.trackId = trackId;
  }

  /**
   * From 0 to 1: the share of songs that it beats, by sound and taste as the settings weigh them.
   */
  public double getScore() {
    return score;
  }

  /** Sets {@link #getScore}. */
  public void setScore(double score) {
    this.score = score;
  }

  /** Whether nobody has played it yet. */
  public boolean isBySoundAlone() {
    return bySoundAlone;
  }

  /** Sets {@link #isBySoundAlone}. */
  public void setBySoundAlone(boolean bySoundAlone) {
    this.bySoundAlone = bySoundAlone;
  }
}

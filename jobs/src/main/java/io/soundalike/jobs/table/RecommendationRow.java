package io.soundalike.jobs.table;

import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** A row of table {@code recommendations}: a song recommended to a listener. */
public final class RecommendationRow implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Columns are the bean's properties. */
  public static final Encoder<RecommendationRow> ENCODER = Encoders.bean(RecommendationRow.class);

  private String listener = "";
  private int rank;
  private String trackId = "";
  private double score;
  private boolean bySoundAlone;

  /** The user, as in the log of plays. */
  public String getListener() {
    return listener;
  }

  /** Sets {@link #getListener}. */
  public void setListener(String listener) {
    this.listener = listener;
  }

  /** 1 is the best. Range: from 1. */
  public int getRank() {
    return rank;
  }

  /** Sets {@link #getRank}. */
  public void setRank(int rank) {
    this.rank = rank;
  }

  /** A song that the listener has not played. Range: 64 hex digits. */
  public String getTrackId() {
    return trackId;
  }

  /** Sets {@link #getTrackId}. */
  public void setTrackId(String trackId) {
    this.trackId = trackId;
  }

  /**
   * Share of candidate songs with a lower score, by sound and by other listeners' plays, weighted
   * by {@code recommend.sound-share}. Range: 0 to 1.
   */
  public double getScore() {
    return score;
  }

  /** Sets {@link #getScore}. */
  public void setScore(double score) {
    this.score = score;
  }

  /** True if nobody has played the song yet. */
  public boolean isBySoundAlone() {
    return bySoundAlone;
  }

  /** Sets {@link #isBySoundAlone}. */
  public void setBySoundAlone(boolean bySoundAlone) {
    this.bySoundAlone = bySoundAlone;
  }
}

package io.soundalike.jobs.table;

import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** One of the songs nearest to another. */
public final class NeighbourRow implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Columns are the bean's properties. */
  public static final Encoder<NeighbourRow> ENCODER = Encoders.bean(NeighbourRow.class);

  private String trackId = "";
  private int rank;
  private String neighbourId = "";
  private double distance;

  /** The song. */
  public String getTrackId() {
    return trackId;
  }

  /** Sets {@link #getTrackId}. */
  public void setTrackId(String trackId) {
    this.trackId = trackId;
  }

  /** 1 for the nearest. */
  public int getRank() {
    return rank;
  }

  /** Sets {@link #getRank}. */
  public void setRank(int rank) {
    this.rank = rank;
  }

  /** The near song. */
  public String getNeighbourId() {
    return neighbourId;
  }

  /** Sets {@link #getNeighbourId}. */
  public void setNeighbourId(String neighbourId) {
    this.neighbourId = neighbourId;
  }

  /** As {@code neighbours.distance} says. */
  public double getDistance() {
    return distance;
  }

  /** Sets {@link #getDistance}. */
  public void setDistance(double distance) {
    this.distance = distance;
  }
}

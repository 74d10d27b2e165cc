package io.soundalike.jobs.table;

import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** A row of table {@code neighbours}: one of the nearest neighbours of a song. */
public final class NeighbourRow implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Columns are the bean's properties. */
  public static final Encoder<NeighbourRow> ENCODER = Encoders.bean(NeighbourRow.class);

  private String trackId = "";
  private int rank;
  private String neighbourId = "";
  private double distance;

  /** The song. Range: 64 hex digits. */
  public String getTrackId() {
    return trackId;
  }

  /** Sets {@link #getTrackId}. */
  public void setTrackId(String trackId) {
    this.trackId = trackId;
  }

  /** 1 is the nearest. Range: 1 to {@code neighbours.k}. */
  public int getRank() {
    return rank;
  }

  /** Sets {@link #getRank}. */
  public void setRank(int rank) {
    this.rank = rank;
  }

  /** Track id of the neighbour. Range: 64 hex digits. */
  public String getNeighbourId() {
    return neighbourId;
  }

  /** Sets {@link #getNeighbourId}. */
  public void setNeighbourId(String neighbourId) {
    this.neighbourId = neighbourId;
  }

  /**
   * Distance according to {@code neighbours.distance}. Range: {@code blend} 0 to 1, {@code cosine}
   * 0 to 2, {@code euclidean} from 0.
   */
  public double getDistance() {
    return distance;
  }

  /** Sets {@link #getDistance}. */
  public void setDistance(double distance) {
    this.distance = distance;
  }
}

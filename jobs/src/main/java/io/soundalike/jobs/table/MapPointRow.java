package io.soundalike.jobs.table;

import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** A row of table {@code map_points}: the point of one song on a map. */
public final class MapPointRow implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Columns are the bean's properties. */
  public static final Encoder<MapPointRow> ENCODER = Encoders.bean(MapPointRow.class);

  private String trackId = "";
  private int leaf;
  private double x;
  private double y;
  private int cluster;
  private boolean placed;

  /** The song. Range: 64 hex digits. */
  public String getTrackId() {
    return trackId;
  }

  /** Sets {@link #getTrackId}. */
  public void setTrackId(String trackId) {
    this.trackId = trackId;
  }

  /**
   * Leaf of the dendrogram: the song's own, or in a catalogue of more than 5,000 songs the leaf of
   * its group. Range: from 0.
   */
  public int getLeaf() {
    return leaf;
  }

  /** Sets {@link #getLeaf}. */
  public void setLeaf(int leaf) {
    this.leaf = leaf;
  }

  /** Horizontal place on the map. */
  public double getX() {
    return x;
  }

  /** Sets {@link #getX}. */
  public void setX(double x) {
    this.x = x;
  }

  /** Vertical place on the map. */
  public double getY() {
    return y;
  }

  /** Sets {@link #getY}. */
  public void setY(double y) {
    this.y = y;
  }

  /**
   * True if the song was placed next to its neighbours on an existing map or among landmarks; false
   * if t-SNE laid it out.
   */
  public boolean isPlaced() {
    return placed;
  }

  /** Sets {@link #isPlaced}. */
  public void setPlaced(boolean placed) {
    this.placed = placed;
  }

  /** Number of its cluster; kept from run to run. Range: from 0. */
  public int getCluster() {
    return cluster;
  }

  /** Sets {@link #getCluster}. */
  public void setCluster(int cluster) {
    this.cluster = cluster;
  }
}

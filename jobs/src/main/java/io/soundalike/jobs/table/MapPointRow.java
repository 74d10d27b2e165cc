package io.soundalike.jobs.table;

import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** A song's place on the map. */
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

  /** The song. */
  public String getTrackId() {
    return trackId;
  }

  /** Sets {@link #getTrackId}. */
  public void setTrackId(String trackId) {
    this.trackId = trackId;
  }

  /** Its leaf of the dendrogram, from 0: the song's own, or of many songs one that some share. */
  public int getLeaf() {
    return leaf;
  }

  /** Sets {@link #getLeaf}. */
  public void setLeaf(int leaf) {
    this.leaf = leaf;
  }

  /** Place. */
  public double getX() {
    return x;
  }

  /** Sets {@link #getX}. */
  public void setX(double x) {
    this.x = x;
  }

  /** Place. */
  public double getY() {
    return y;
  }

  /** Sets {@link #getY}. */
  public void setY(double y) {
    this.y = y;
  }

  /** Whether it was placed by its neighbours on a map that was there, rather than laid out. */
  public boolean isPlaced() {
    return placed;
  }

  /** Sets {@link #isPlaced}. */
  public void setPlaced(boolean placed) {
    this.placed = placed;
  }

  /** k-means cluster, from 0; clusters keep their numbers from run to run. */
  public int getCluster() {
    return cluster;
  }

  /** Sets {@link #getCluster}. */
  public void setCluster(int cluster) {
    this.cluster = cluster;
  }
}

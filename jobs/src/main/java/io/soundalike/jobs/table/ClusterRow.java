package io.soundalike.jobs.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** A row of table {@code clusters}: a cluster of the map, its medoid and its traits. */
public final class ClusterRow implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Columns are the bean's properties. */
  public static final Encoder<ClusterRow> ENCODER = Encoders.bean(ClusterRow.class);

  private int cluster;
  private int songs;
  private String medoidId = "";
  private List<String> traits = new ArrayList<>();
  private double[] means = new double[0];
  private double[] overall = new double[0];
  private double[] deviations = new double[0];

  /** Number of the cluster. Range: from 0. */
  public int getCluster() {
    return cluster;
  }

  /** Sets {@link #getCluster}. */
  public void setCluster(int cluster) {
    this.cluster = cluster;
  }

  /** Size of the cluster. Unit: songs. Range: from 1. */
  public int getSongs() {
    return songs;
  }

  /** Sets {@link #getSongs}. */
  public void setSongs(int songs) {
    this.songs = songs;
  }

  /**
   * Track id of the song with the smallest mean distance to the others of the cluster; of more than
   * 64 songs 64 are compared. Range: 64 hex digits.
   */
  public String getMedoidId() {
    return medoidId;
  }

  /** Sets {@link #getMedoidId}. */
  public void setMedoidId(String medoidId) {
    this.medoidId = medoidId;
  }

  /**
   * The features in which the cluster differs most from all songs, the largest difference first.
   * Range: names of columns of {@code features}.
   */
  public List<String> getTraits() {
    return traits;
  }

  /** Sets {@link #getTraits}. */
  public void setTraits(List<String> traits) {
    this.traits = traits;
  }

  /** Mean of the feature in the cluster. Unit: of the feature. */
  public double[] getMeans() {
    return means;
  }

  /** Sets {@link #getMeans}. */
  public void setMeans(double[] means) {
    this.means = means;
  }

  /** Mean of the feature over all songs. Unit: of the feature. */
  public double[] getOverall() {
    return overall;
  }

  /** Sets {@link #getOverall}. */
  public void setOverall(double[] overall) {
    this.overall = overall;
  }

  /** (mean - overall) / standard deviation over all songs. Unit: standard deviations. */
  public double[] getDeviations() {
    return deviations;
  }

  /** Sets {@link #getDeviations}. */
  public void setDeviations(double[] deviations) {
    this.deviations = deviations;
  }
}

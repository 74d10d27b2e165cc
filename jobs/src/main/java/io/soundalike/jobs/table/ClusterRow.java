package io.soundalike.jobs.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** What a cluster is. */
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

  /** Its number, from 0. */
  public int getCluster() {
    return cluster;
  }

  /** Sets {@link #getCluster}. */
  public void setCluster(int cluster) {
    this.cluster = cluster;
  }

  /** Songs in it. */
  public int getSongs() {
    return songs;
  }

  /** Sets {@link #getSongs}. */
  public void setSongs(int songs) {
    this.songs = songs;
  }

  /** The song in its middle. */
  public String getMedoidId() {
    return medoidId;
  }

  /** Sets {@link #getMedoidId}. */
  public void setMedoidId(String medoidId) {
    this.medoidId = medoidId;
  }

  /** Columns of {@code features} in which it is most unusual, first. */
  public List<String> getTraits() {
    return traits;
  }

  /** Sets {@link #getTraits}. */
  public void setTraits(List<String> traits) {
    this.traits = traits;
  }

  /** Their means in the cluster. */
  public double[] getMeans() {
    return means;
  }

  /** Sets {@link #getMeans}. */
  public void setMeans(double[] means) {
    this.means = means;
  }

  /** Their means over all songs. */
  public double[] getOverall() {
    return overall;
  }

  /** Sets {@link #getOverall}. */
  public void setOverall(double[] overall) {
    this.overall = overall;
  }

  /** How far the two lie apart, in standard deviations over all songs. */
  public double[] getDeviations() {
    return deviations;
  }

  /** Sets {@link #getDeviations}. */
  public void setDeviations(double[] deviations) {
    this.deviations = deviations;
  }
}

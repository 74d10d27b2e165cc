package io.soundalike.jobs.table;

import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** One figure of an evaluation. */
public final class EvaluationRow implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Columns are the bean's properties. */
  public static final Encoder<EvaluationRow> ENCODER = Encoders.bean(EvaluationRow.class);

  private String task = "";
  private String distance = "";
  private String label = "";
  private String metric = "";
  private double value;
  private double low;
  private double high;
  private int queries;

  /** What it is about: labels, map, clusters, pairs, copies, degraded, plays. */
  public String getTask() {
    return task;
  }

  /** Sets {@link #getTask}. */
  public void setTask(String task) {
    this.task = task;
  }

  /** Which distance was asked: ours, a part of it, or a baseline; of plays which recommender. */
  public String getDistance() {
    return distance;
  }

  /** Sets {@link #getDistance}. */
  public void setDistance(String distance) {
    this.distance = distance;
  }

  /**
   * Whose songs asked: of labels one of them, of copies how they were made, of degraded ones who
   * asks whom, of plays whether the songs were known; empty for all.
   */
  public String getLabel() {
    return label;
  }

  /** Sets {@link #getLabel}. */
  public void setLabel(String label) {
    this.label = label;
  }

  /** What was measured, such as {@code p@1}. */
  public String getMetric() {
    return metric;
  }

  /** Sets {@link #getMetric}. */
  public void setMetric(String metric) {
    this.metric = metric;
  }

  /** The figure: of retrieval, the mean over songs. */
  public double getValue() {
    return value;
  }

  /** Sets {@link #getValue}. */
  public void setValue(double value) {
    this.value = value;
  }

  /** Lower end of the 95 % interval; the value itself where there is none. */
  public double getLow() {
    return low;
  }

  /** Sets {@link #getLow}. */
  public void setLow(double low) {
    this.low = low;
  }

  /** Its upper end. */
  public double getHigh() {
    return high;
  }

  /** Sets {@link #getHigh}. */
  public void setHigh(double high) {
    this.high = high;
  }

  /** Songs that asked. */
  public int getQueries() {
    return queries;
  }

  /** Sets {@link #getQueries}. */
  public void setQueries(int queries) {
    this.queries = queries;
  }
}

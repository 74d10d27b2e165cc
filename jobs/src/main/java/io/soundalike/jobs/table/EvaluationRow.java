package io.soundalike.jobs.table;

import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** A row of table {@code evaluation}: one metric. */
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

  /**
   * What was measured. Range: {@code labels}, {@code map}, {@code clusters}, {@code pairs}, {@code
   * copies}, {@code degraded}, {@code plays}.
   */
  public String getTask() {
    return task;
  }

  /** Sets {@link #getTask}. */
  public void setTask(String task) {
    this.task = task;
  }

  /**
   * The distance that was evaluated; in {@code plays} the recommender. Examples: {@code
   * soundalike}, {@code timbre alone}, {@code MFCC Gaussian, KL}, {@code random weights}, {@code
   * chance}.
   */
  public String getDistance() {
    return distance;
  }

  /** Sets {@link #getDistance}. */
  public void setDistance(String distance) {
    this.distance = distance;
  }

  /**
   * The group of queries. For {@code labels} one label, for {@code copies} the degradation, for
   * {@code degraded} the kinds of queries and candidates, for {@code plays} {@code known songs} or
   * {@code cold songs}; empty for all queries.
   */
  public String getLabel() {
    return label;
  }

  /** Sets {@link #getLabel}. */
  public void setLabel(String label) {
    this.label = label;
  }

  /** Name of the metric, such as {@code p@1}; {@code docs/schema.md} lists them all. */
  public String getMetric() {
    return metric;
  }

  /** Sets {@link #getMetric}. */
  public void setMetric(String metric) {
    this.metric = metric;
  }

  /** The result; for retrieval the mean over queries. Unit: of the metric. */
  public double getValue() {
    return value;
  }

  /** Sets {@link #getValue}. */
  public void setValue(double value) {
    this.value = value;
  }

  /**
   * Lower end of the 95 % bootstrap interval; equal to {@code value} if there is no interval. Unit:
   * of the metric.
   */
  public double getLow() {
    return low;
  }

  /** Sets {@link #getLow}. */
  public void setLow(double low) {
    this.low = low;
  }

  /** Upper end of the interval. Unit: of the metric. */
  public double getHigh() {
    return high;
  }

  /** Sets {@link #getHigh}. */
  public void setHigh(double high) {
    this.high = high;
  }

  /** Number of queries: songs, pairs in both directions, or listeners. Range: from 0. */
  public int getQueries() {
    return queries;
  }

  /** Sets {@link #getQueries}. */
  public void setQueries(int queries) {
    this.queries = queries;
  }
}

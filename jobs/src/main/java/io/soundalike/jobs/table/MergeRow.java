package io.soundalike.jobs.table;

import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** A merge of the dendrogram; nodes are numbered as scipy does. */
public final class MergeRow implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Columns are the bean's properties. */
  public static final Encoder<MergeRow> ENCODER = Encoders.bean(MergeRow.class);

  private int node;
  private int left;
  private int right;
  private double height;
  private int size;

  /** The node that is made. */
  public int getNode() {
    return node;
  }

  /** Sets {@link #getNode}. */
  public void setNode(int node) {
    this.node = node;
  }

  /** One node. */
  public int getLeft() {
    return left;
  }

  /** Sets {@link #getLeft}. */
  public void setLeft(int left) {
    this.left = left;
  }

  /** The other. */
  public int getRight() {
    return right;
  }

  /** Sets {@link #getRight}. */
  public void setRight(int right) {
    this.right = right;
  }

  /** Distance between them. */
  public double getHeight() {
    return height;
  }

  /** Sets {@link #getHeight}. */
  public void setHeight(double height) {
    this.height = height;
  }

  /** Leaves below. */
  public int getSize() {
    return size;
  }

  /** Sets {@link #getSize}. */
  public void setSize(int size) {
    this.size = size;
  }
}

package io.soundalike.jobs.table;

import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** A row of table {@code dendrogram}: a merge of two nodes, which are numbered as in scipy. */
public final class MergeRow implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Columns are the bean's properties. */
  public static final Encoder<MergeRow> ENCODER = Encoders.bean(MergeRow.class);

  private int node;
  private int left;
  private int right;
  private double height;
  private int size;

  /** The node that the merge creates. Range: n to 2n - 2. */
  public int getNode() {
    return node;
  }

  /** Sets {@link #getNode}. */
  public void setNode(int node) {
    this.node = node;
  }

  /** The merged node with the lower number. Range: 0 to {@code node} - 1. */
  public int getLeft() {
    return left;
  }

  /** Sets {@link #getLeft}. */
  public void setLeft(int left) {
    this.left = left;
  }

  /** The other merged node. Range: 0 to {@code node} - 1. */
  public int getRight() {
    return right;
  }

  /** Sets {@link #getRight}. */
  public void setRight(int right) {
    this.right = right;
  }

  /** Ward distance between both nodes. Unit: of the map. Range: from 0. */
  public double getHeight() {
    return height;
  }

  /** Sets {@link #getHeight}. */
  public void setHeight(double height) {
    this.height = height;
  }

  /** Leaves below the new node. Unit: leaves. Range: from 2. */
  public int getSize() {
    return size;
  }

  /** Sets {@link #getSize}. */
  public void setSize(int size) {
    this.size = size;
  }
}

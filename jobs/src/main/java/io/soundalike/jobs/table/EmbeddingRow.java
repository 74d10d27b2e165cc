package io.soundalike.jobs.table;

import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** A row of table {@code embeddings}: the embedding of one song by one model. */
public final class EmbeddingRow implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Columns are the bean's properties. */
  public static final Encoder<EmbeddingRow> ENCODER = Encoders.bean(EmbeddingRow.class);

  private String trackId = "";
  private float[] embedding = new float[0];

  /** The song. Range: 64 hex digits. */
  public String getTrackId() {
    return trackId;
  }

  /** Sets {@link #getTrackId}. */
  public void setTrackId(String trackId) {
    this.trackId = trackId;
  }

  /**
   * The embedding. Its length follows from the settings and is 24 by default, less with fewer than
   * 25 songs; see {@code Encoder.embed}. Range: -1 to 1 with {@code model.pooling = head}.
   */
  public float[] getEmbedding() {
    return embedding;
  }

  /** Sets {@link #getEmbedding}. */
  public void setEmbedding(float[] embedding) {
    this.embedding = embedding;
  }
}

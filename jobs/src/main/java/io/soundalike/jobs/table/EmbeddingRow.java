package io.soundalike.jobs.table;

import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** What the network makes of one song. */
public final class EmbeddingRow implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Columns are the bean's properties. */
  public static final Encoder<EmbeddingRow> ENCODER = Encoders.bean(EmbeddingRow.class);

  private String trackId = "";
  private float[] embedding = new float[0];

  /** SHA-256 of the song's bytes. */
  public String getTrackId() {
    return trackId;
  }

  /** Sets {@link #getTrackId}. */
  public void setTrackId(String trackId) {
    this.trackId = trackId;
  }

  /** See {@code Encoder.embed}. */
  public float[] getEmbedding() {
    return embedding;
  }

  /** Sets {@link #getEmbedding}. */
  public void setEmbedding(float[] embedding) {
    this.embedding = embedding;
  }
}

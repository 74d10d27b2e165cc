package io.soundalike.jobs.table;

import io.soundalike.neighbours.SongDistance;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** How far a song lies from the reference of the run's distances, part by part. */
public final class ProximityRow implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Columns are the bean's properties. */
  public static final Encoder<ProximityRow> ENCODER = Encoders.bean(ProximityRow.class);

  private String trackId = "";
  private Map<String, Double> means = new HashMap<>();
  private Map<String, Double> deviations = new HashMap<>();

  /** The key of a component in both maps; tables have always called the embedding LEARNED. */
  public static String key(SongDistance.Component component) {
    return component == SongDistance.Component.EMBEDDING ? "LEARNED" : component.name();
  }

  /** SHA-256 of the song's bytes. */
  public String getTrackId() {
    return trackId;
  }

  /** Sets {@link #getTrackId}. */
  public void setTrackId(String trackId) {
    this.trackId = trackId;
  }

  /** Mean distance by part of the blend, such as TIMBRE; of those that count. */
  public Map<String, Double> getMeans() {
    return means;
  }

  /** Sets {@link #getMeans}. */
  public void setMeans(Map<String, Double> means) {
    this.means = means;
  }

  /** Standard deviation of the distances, likewise. */
  public Map<String, Double> getDeviations() {
    return deviations;
  }

  /** Sets {@link #getDeviations}. */
  public void setDeviations(Map<String, Double> deviations) {
    this.deviations = deviations;
  }
}

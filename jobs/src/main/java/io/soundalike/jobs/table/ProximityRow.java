package io.soundalike.jobs.table;

import io.soundalike.neighbours.SongDistance;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/**
 * A row of table {@code proximity}: moments of a song's distances to the reference set, by
 * component.
 */
public final class ProximityRow implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Columns are the bean's properties. */
  public static final Encoder<ProximityRow> ENCODER = Encoders.bean(ProximityRow.class);

  private String trackId = "";
  private Map<String, Double> means = new HashMap<>();
  private Map<String, Double> deviations = new HashMap<>();

  /** The key of a component in both maps; the embedding has the key LEARNED since version 1. */
  public static String key(SongDistance.Component component) {
    return component == SongDistance.Component.EMBEDDING ? "LEARNED" : component.name();
  }

  /** The song. Range: 64 hex digits. */
  public String getTrackId() {
    return trackId;
  }

  /** Sets {@link #getTrackId}. */
  public void setTrackId(String trackId) {
    this.trackId = trackId;
  }

  /**
   * Mean distance to the songs of the reference, by component of the blend. The key is the
   * component's name in capitals, such as {@code TIMBRE}; components of weight 0 are missing. Unit:
   * of the component. Range: from 0.
   */
  public Map<String, Double> getMeans() {
    return means;
  }

  /** Sets {@link #getMeans}. */
  public void setMeans(Map<String, Double> means) {
    this.means = means;
  }

  /** Standard deviation of these distances, by component. Unit: of the component. Range: from 0. */
  public Map<String, Double> getDeviations() {
    return deviations;
  }

  /** Sets {@link #getDeviations}. */
  public void setDeviations(Map<String, Double> deviations) {
    this.deviations = deviations;
  }
}

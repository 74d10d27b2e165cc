package io.soundalike.jobs.neighbours;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.ProximityRow;
import io.soundalike.model.TrainedModel;
import io.soundalike.neighbours.SongCollection;
import io.soundalike.settings.SettingsFingerprint;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;

/**
 * The reference set that a model's distances are computed against. It is persisted with each run,
 * so that distances computed by one run remain valid for the next when songs are added or removed.
 * A new reference set is sampled once the catalogue has doubled or halved.
 *
 * @param source fingerprint of the feature settings and id of the model that describe the songs
 * @param trackIds track ids of the reference songs
 * @param songs size of the catalogue that the reference set was sampled from
 */
public record DistanceReference(String source, List<String> trackIds, int songs) {

  /** The key of distance.json that holds the fingerprint of the neighbour settings. */
  private static final String NEIGHBOURS_KEY = "neighbours";

  /** The reference set of the latest run that computed distances by this model. */
  static Optional<DistanceReference> latest(JobContext context, TrainedModel model)
      throws IOException {
    String source = source(context, model);
    return context
        .catalogue()
        .latestConfigOfRuns(CatalogueTables.DISTANCE_FILE, json -> of(json).source().equals(source))
        .map(DistanceReference::of);
  }

  /** Samples a new reference set from all songs of a catalogue. */
  static DistanceReference sample(JobContext context, TrainedModel model, List<String> trackIds) {
    return new DistanceReference(
        source(context, model),
        SongCollection.sampleReference(trackIds.size()).stream().map(trackIds::get).toList(),
        trackIds.size());
  }

  private static String source(JobContext context, TrainedModel model) {
    return SettingsFingerprint.FEATURES.of(context.settings()) + "-" + model.modelId();
  }

  /** Whether this reference set is still valid for a catalogue of the given size. */
  public boolean isValidFor(int catalogueSize) {
    return catalogueSize < 2L * songs && songs < 2L * catalogueSize;
  }

  /**
   * The text that identifies this set in the source of a map. Maps of earlier runs contain a hash
   * of it, so it keeps the first name of this class.
   */
  @Override
  public String toString() {
    return "Yardstick[source=" + source + ", trackIds=" + trackIds + ", songs=" + songs + "]";
  }

  /** Writes the run's reference set and the fingerprint of its neighbour settings. */
  void write(JobContext context) throws IOException {
    String json =
        ConfigValueFactory.fromMap(
                Map.of(
                    "source",
                    source,
                    "songs",
                    songs,
                    "reference",
                    trackIds,
                    NEIGHBOURS_KEY,
                    SettingsFingerprint.NEIGHBOURS.of(context.settings())))
            .render(ConfigRenderOptions.concise());
    context.catalogue().write(context.runId(), CatalogueTables.DISTANCE_FILE, json);
  }

  private static DistanceReference of(Config config) {
    return new DistanceReference(
        config.getString("source"), config.getStringList("reference"), config.getInt("songs"));
  }

  /** The proximity table of the latest run that used this reference set. */
  Optional<Dataset<ProximityRow>> proximity(JobContext context) throws IOException {
    return context
        .catalogue()
        .latestRunWith(
            CatalogueTables.DISTANCE_FILE,
            json -> of(json).equals(this),
            List.of(CatalogueTables.PROXIMITY))
        .map(run -> proximityOf(context, run));
  }

  /**
   * The latest run that found neighbours by this reference set and by the current neighbour
   * settings.
   */
  Optional<String> runWithNeighbours(JobContext context) throws IOException {
    String fingerprint = SettingsFingerprint.NEIGHBOURS.of(context.settings());
    return context
        .catalogue()
        .latestRunWith(
            CatalogueTables.DISTANCE_FILE,
            json -> of(json).equals(this) && json.getString(NEIGHBOURS_KEY).equals(fingerprint),
            List.of(CatalogueTables.PROXIMITY, CatalogueTables.NEIGHBOURS));
  }

  /** The proximity table of one run. */
  static Dataset<ProximityRow> proximityOf(JobContext context, String run) {
    return context
        .catalogue()
        .tableOfRun(context.spark(), run, CatalogueTables.PROXIMITY, ProximityRow.ENCODER);
  }
}

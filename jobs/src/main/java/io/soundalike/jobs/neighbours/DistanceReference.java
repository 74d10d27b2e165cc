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
 * The reference that a model's distances are measured by, kept from run to run, so that what was
 * measured once need not be measured again when songs come and go. It is taken anew when the
 * catalogue has become twice or half as large.
 *
 * @param source settings and model that songs are described by
 * @param trackIds the songs of the reference
 * @param songs of the catalogue that they were taken from
 */
public record DistanceReference(String source, List<String> trackIds, int songs) {

  private static final String ASKED = "neighbours";

  /** The one of the latest run that compared songs by a model. */
  static Optional<DistanceReference> latest(JobContext context, TrainedModel model)
      throws IOException {
    String source = source(context, model);
    return context
        .catalogue()
        .latestConfigOfRuns(CatalogueTables.DISTANCE_FILE, json -> of(json).source().equals(source))
        .map(DistanceReference::of);
  }

  /** One taken from all songs of a catalogue. */
  static DistanceReference of(JobContext context, TrainedModel model, List<String> trackIds) {
    return new DistanceReference(
        source(context, model),
        SongCollection.sampleReference(trackIds.size()).stream().map(trackIds::get).toList(),
        trackIds.size());
  }

  private static String source(JobContext context, TrainedModel model) {
    return SettingsFingerprint.FEATURES.of(context.settings()) + "-" + model.modelId();
  }

  /** Whether it still stands for a catalogue of so many songs. */
  public boolean fits(int now) {
    return now < 2L * songs && songs < 2L * now;
  }

  /** Says what a run measures by, and what neighbours it is asked for. */
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
                    ASKED,
                    SettingsFingerprint.NEIGHBOURS.of(context.settings())))
            .render(ConfigRenderOptions.concise());
    context.catalogue().write(context.runId(), CatalogueTables.DISTANCE_FILE, json);
  }

  private static DistanceReference of(Config config) {
    return new DistanceReference(
        config.getString("source"), config.getStringList("reference"), config.getInt("songs"));
  }

  /** What the latest run has measured by this. */
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
   * The latest run that has found neighbours by this, of the number and kind that the settings
   * want.
   */
  Optional<String> runWithNeighbours(JobContext context) throws IOException {
    String asked = SettingsFingerprint.NEIGHBOURS.of(context.settings());
    return context
        .catalogue()
        .latestRunWith(
            CatalogueTables.DISTANCE_FILE,
            json -> of(json).equals(this) && json.getString(ASKED).equals(asked),
            List.of(CatalogueTables.PROXIMITY, CatalogueTables.NEIGHBOURS));
  }

  /** What a run has measured. */
  static Dataset<ProximityRow> proximityOf(JobContext context, String run) {
    return context
        .catalogue()
        .tableOfRun(context.spark(), run, CatalogueTables.PROXIMITY, ProximityRow.ENCODER);
  }
}

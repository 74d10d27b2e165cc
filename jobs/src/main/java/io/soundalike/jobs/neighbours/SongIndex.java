package io.soundalike.jobs.neighbours;

import io.soundalike.jobs.execution.Columns;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.features.LatestTracks;
import io.soundalike.jobs.table.EmbeddingRow;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.jobs.table.ProximityRow;
import io.soundalike.model.TrainedModel;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.DistanceMoments;
import io.soundalike.neighbours.MutualProximity;
import io.soundalike.neighbours.SongCollection;
import io.soundalike.neighbours.SongDescriptor;
import io.soundalike.neighbours.SongDistance;
import io.soundalike.neighbours.SongDistance.Component;
import io.soundalike.settings.NeighbourSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The songs of the latest inventory on the driver, as they are compared.
 *
 * @param trackIds sorted: being hashes, in an order that says nothing about the songs
 * @param features in the same order, without spectrograms
 * @param sounds in the same order, with the reference of their distances
 * @param yardstick which songs that is
 */
public record SongIndex(
    List<String> trackIds,
    List<FeatureRow> features,
    SongCollection sounds,
    DistanceReference yardstick) {

  /** Collects what is known of the songs that a model has encoded. */
  public static SongIndex collect(JobContext context, TrainedModel model) throws IOException {
    Dataset<Row> listed = LatestTracks.ofLatestInventory(context).select("trackId");
    List<Tuple2<EmbeddingRow, FeatureRow>> rows = encoded(context, model, listed);

    if (rows.isEmpty()) {
      throw new UserException(
          ExitCode.NOTHING_TO_DO,
          "No song is encoded by model " + model.modelId() + "; run soundalike encode first.");
    }

    List<String> trackIds = rows.stream().map(SongIndex::trackId).toList();
    List<SongDescriptor> sounds = new ArrayList<>(rows.stream().map(SongIndex::sound).toList());
    Map<String, Integer> places = new HashMap<>();
    trackIds.forEach(id -> places.put(id, places.size()));
    DistanceReference yardstick = yardstick(context, model, trackIds, places, sounds);
    List<Integer> reference =
        yardstick.trackIds().stream().map(id -> Objects.requireNonNull(places.get(id))).toList();
    return new SongIndex(
        trackIds,
        rows.stream().map(Tuple2::_2).toList(),
        new SongCollection(sounds, trackIds.size(), reference),
        yardstick);
  }

  private static List<Tuple2<EmbeddingRow, FeatureRow>> encoded(
      JobContext context, TrainedModel model, Dataset<Row> ids) throws IOException {
    Dataset<EmbeddingRow> embeddings =
        context
            .catalogue()
            .embeddingRows(context.spark(), model.modelId())
            .join(ids, Columns.named("trackId"), "left_semi")
            .dropDuplicates("trackId")
            .as(EmbeddingRow.ENCODER);
    Dataset<FeatureRow> features = LatestTracks.withoutSpectrograms(context, ids);
    return embeddings
        .joinWith(features, embeddings.col("trackId").equalTo(features.col("trackId")))
        .collectAsList()
        .stream()
        .sorted(Comparator.comparing(SongIndex::trackId))
        .toList();
  }

  /** The one that stands, songs of it that have left the catalogue being added; or a new one. */
  private static DistanceReference yardstick(
      JobContext context,
      TrainedModel model,
      List<String> trackIds,
      Map<String, Integer> places,
      List<SongDescriptor> sounds)
      throws IOException {
    Optional<DistanceReference> latest =
        DistanceReference.latest(context, model).filter(kept -> kept.fits(trackIds.size()));
    Set<String> gone = new HashSet<>(latest.map(DistanceReference::trackIds).orElse(List.of()));
    gone.removeAll(places.keySet());

    if (!gone.isEmpty()) {
      Dataset<Row> ids =
          context.spark().createDataset(List.copyOf(gone), Encoders.STRING()).toDF("trackId");

      for (Tuple2<EmbeddingRow, FeatureRow> row : encoded(context, model, ids)) {
        places.put(trackId(row), sounds.size());
        sounds.add(sound(row));
      }
    }

    return latest
        .filter(kept -> places.keySet().containsAll(kept.trackIds()))
        .orElseGet(() -> DistanceReference.of(context, model, trackIds));
  }

  private static String trackId(Tuple2<EmbeddingRow, FeatureRow> row) {
    return row._1().getTrackId();
  }

  private static SongDescriptor sound(Tuple2<EmbeddingRow, FeatureRow> row) {
    return sound(row._1().getEmbedding(), row._2());
  }

  /** The place of each song in {@link #trackIds}. */
  public Map<String, Integer> indices() {
    Map<String, Integer> indices = new HashMap<>();
    trackIds.forEach(id -> indices.put(id, indices.size()));
    return indices;
  }

  /** The songs to compare, in the same order. */
  public List<SongDescriptor> songs() {
    return sounds.songs();
  }

  /** The distance that the settings want, by index in {@link #trackIds}. */
  public Distance distance(JobContext context) throws IOException {
    return SongDistance.create(sounds, parts(context), context.settings().neighbours());
  }

  /** What a blend is made of; nothing where the settings want none. */
  public Map<Component, MutualProximity> parts(JobContext context) throws IOException {
    NeighbourSettings settings = context.settings().neighbours();
    return settings.distance() == NeighbourSettings.Metric.BLEND
        ? SongDistance.fitComponents(sounds, settings.weights(), known(context))
        : Map.of();
  }

  /** How far each song lies from the reference, as far as runs have measured it. */
  public Map<Component, DistanceMoments> known(JobContext context) throws IOException {
    Map<String, ProximityRow> rows = new HashMap<>();
    yardstick
        .proximity(context)
        .ifPresent(table -> table.collectAsList().forEach(row -> rows.put(row.getTrackId(), row)));
    Map<Component, DistanceMoments> known = new EnumMap<>(Component.class);

    for (Component part : Component.values()) {
      DistanceMoments reach = DistanceMoments.unknown(trackIds.size());

      for (int song = 0; song < trackIds.size(); song++) {
        @Nullable ProximityRow row = rows.get(trackIds.get(song));

        if (row != null) {
          reach.means()[song] = row.getMeans().getOrDefault(ProximityRow.key(part), Double.NaN);
          reach.deviations()[song] = row.getDeviations().getOrDefault(ProximityRow.key(part), 0.0);
        }
      }

      known.put(part, reach);
    }

    return known;
  }

  /** What a song is compared by. */
  public static SongDescriptor sound(float[] embedding, FeatureRow row) {
    return new SongDescriptor(
        embedding,
        row.getMfccMean(),
        row.getMfccCovariance(),
        row.getTimbreMean(),
        row.getTimbreCovariance(),
        row.getSpectralContrastMeanDb(),
        row.getCentroidMeanHz(),
        row.getBandwidthMeanHz(),
        row.getTempoBpm(),
        row.getBeatDiffStdSeconds(),
        row.getOnsetMean(),
        row.getOnsetStd(),
        row.getChromaMean());
  }
}

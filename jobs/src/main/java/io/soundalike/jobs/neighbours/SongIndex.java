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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * The songs of the latest inventory in the driver's memory, by index.
 *
 * @param trackIds sorted; track ids are hashes, so their order is unrelated to how songs sound
 * @param features in the same order, without spectrograms
 * @param collection descriptors in the same order, with the reference set of their distances
 * @param reference the persisted reference set
 */
public record SongIndex(
    List<String> trackIds,
    List<FeatureRow> features,
    SongCollection collection,
    DistanceReference reference) {

  private static final Logger LOG = LoggerFactory.getLogger(SongIndex.class);

  /**
   * Collects the songs that a model has encoded.
   *
   * @throws UserException of NO_INPUT if the model has encoded no song of the inventory
   */
  public static SongIndex collect(JobContext context, TrainedModel model) throws IOException {
    return collect(
        context,
        model,
        context.settings().neighbours().weights().harmony() > 0
            ? LatestTracks::withHarmony
            : LatestTracks::withoutSpectrograms);
  }

  /** The same, with the harmony of all songs, whatever its weight. */
  public static SongIndex collectWithHarmony(JobContext context, TrainedModel model)
      throws IOException {
    return collect(context, model, LatestTracks::withHarmony);
  }

  /** Reads the features of some songs, given by a column trackId. */
  private interface FeatureReader {

    Dataset<FeatureRow> read(JobContext context, Dataset<Row> ids) throws IOException;
  }

  private static SongIndex collect(JobContext context, TrainedModel model, FeatureReader reader)
      throws IOException {
    Dataset<Row> listed = LatestTracks.ofLatestInventory(context).select("trackId");
    List<Tuple2<EmbeddingRow, FeatureRow>> rows = encoded(context, model, listed, reader);

    if (rows.isEmpty()) {
      throw new UserException(
          ExitCode.NO_INPUT,
          "No song is encoded by model " + model.modelId() + "; run soundalike encode first.");
    }

    List<String> trackIds = rows.stream().map(SongIndex::trackId).toList();
    List<SongDescriptor> descriptors =
        new ArrayList<>(rows.stream().map(SongIndex::descriptor).toList());
    Map<String, Integer> indices = new HashMap<>();
    trackIds.forEach(id -> indices.put(id, indices.size()));
    DistanceReference reference = reference(context, model, trackIds, indices, descriptors, reader);
    List<Integer> referenceIndices =
        reference.trackIds().stream().map(id -> Objects.requireNonNull(indices.get(id))).toList();
    LOG.info(
        "Collected {} songs of model {}; {} reference songs",
        trackIds.size(),
        model.modelId(),
        referenceIndices.size());
    return new SongIndex(
        trackIds,
        rows.stream().map(Tuple2::_2).toList(),
        new SongCollection(descriptors, trackIds.size(), referenceIndices),
        reference);
  }

  private static List<Tuple2<EmbeddingRow, FeatureRow>> encoded(
      JobContext context, TrainedModel model, Dataset<Row> ids, FeatureReader reader)
      throws IOException {
    Dataset<EmbeddingRow> embeddings =
        context
            .catalogue()
            .embeddingRows(context.spark(), model.modelId())
            .join(ids, Columns.named("trackId"), "left_semi")
            .dropDuplicates("trackId")
            .as(EmbeddingRow.ENCODER);
    Dataset<FeatureRow> features = reader.read(context, ids);
    return embeddings
        .joinWith(features, embeddings.col("trackId").equalTo(features.col("trackId")))
        .collectAsList()
        .stream()
        .sorted(Comparator.comparing(SongIndex::trackId))
        .toList();
  }

  /**
   * The latest valid reference set, or a new one. Reference songs that have left the catalogue are
   * appended to {@code indices} and {@code descriptors}.
   */
  private static DistanceReference reference(
      JobContext context,
      TrainedModel model,
      List<String> trackIds,
      Map<String, Integer> indices,
      List<SongDescriptor> descriptors,
      FeatureReader reader)
      throws IOException {
    Optional<DistanceReference> latest =
        DistanceReference.latest(context, model)
            .filter(stored -> stored.isValidFor(trackIds.size()));
    Set<String> removed = new HashSet<>(latest.map(DistanceReference::trackIds).orElse(List.of()));
    removed.removeAll(indices.keySet());

    if (!removed.isEmpty()) {
      Dataset<Row> ids =
          context.spark().createDataset(List.copyOf(removed), Encoders.STRING()).toDF("trackId");

      for (Tuple2<EmbeddingRow, FeatureRow> row : encoded(context, model, ids, reader)) {
        indices.put(trackId(row), descriptors.size());
        descriptors.add(descriptor(row));
      }
    }

    return latest
        .filter(stored -> indices.keySet().containsAll(stored.trackIds()))
        .orElseGet(() -> DistanceReference.sample(context, model, trackIds));
  }

  private static String trackId(Tuple2<EmbeddingRow, FeatureRow> row) {
    return row._1().getTrackId();
  }

  private static SongDescriptor descriptor(Tuple2<EmbeddingRow, FeatureRow> row) {
    return descriptor(row._1().getEmbedding(), row._2());
  }

  /** The index of each track id in {@link #trackIds}. */
  public Map<String, Integer> indices() {
    Map<String, Integer> indices = new HashMap<>();
    trackIds.forEach(id -> indices.put(id, indices.size()));
    return indices;
  }

  /** The descriptors of the songs, in the order of {@link #trackIds}. */
  public List<SongDescriptor> descriptors() {
    return collection.songs();
  }

  /** The distance of setting {@code neighbours.distance}, by index in {@link #trackIds}. */
  public Distance distance(JobContext context) throws IOException {
    return SongDistance.create(collection, components(context), context.settings().neighbours());
  }

  /** The components of the weighted mean distance; empty for any other distance. */
  public Map<Component, MutualProximity> components(JobContext context) throws IOException {
    NeighbourSettings settings = context.settings().neighbours();
    return settings.distance() == NeighbourSettings.Metric.BLEND
        ? SongDistance.fitComponents(collection, settings.weights(), moments(context))
        : Map.of();
  }

  /**
   * Mean and deviation of each song's distances to the reference set, by component; NaN where no
   * run has computed them.
   */
  public Map<Component, DistanceMoments> moments(JobContext context) throws IOException {
    Map<String, ProximityRow> rows = new HashMap<>();
    reference
        .proximity(context)
        .ifPresent(table -> table.collectAsList().forEach(row -> rows.put(row.getTrackId(), row)));
    Map<Component, DistanceMoments> moments = new EnumMap<>(Component.class);

    for (Component component : Component.values()) {
      DistanceMoments ofComponent = DistanceMoments.unknown(trackIds.size());

      for (int song = 0; song < trackIds.size(); song++) {
        @Nullable ProximityRow row = rows.get(trackIds.get(song));

        if (row != null) {
          String key = ProximityRow.key(component);
          ofComponent.means()[song] = row.getMeans().getOrDefault(key, Double.NaN);
          ofComponent.deviations()[song] = row.getDeviations().getOrDefault(key, 0.0);
        }
      }

      moments.put(component, ofComponent);
    }

    return moments;
  }

  /** The descriptor of one song, from its embedding and its features. */
  public static SongDescriptor descriptor(float[] embedding, FeatureRow row) {
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
        row.getHarmony());
  }
}

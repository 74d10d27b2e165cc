package io.soundalike.jobs.map;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.features.ArticleFeatures;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.EmbeddingRow;
import io.soundalike.jobs.training.ModelSelection;
import io.soundalike.model.TrainedModel;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.SongCollection;
import io.soundalike.neighbours.SongDescriptor;
import io.soundalike.neighbours.SongDistance;
import io.soundalike.neighbours.SongDistance.Component;
import io.soundalike.neighbours.VectorDistance;
import io.soundalike.neighbours.VectorDistance.Metric;
import io.soundalike.settings.MapSettings;
import io.soundalike.settings.NeighbourSettings;
import io.soundalike.settings.SettingsFingerprint;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The songs of a map, and the distance that their layout is computed from.
 *
 * @param name name of an alternative map; empty for the run's own map
 * @param trackIds the songs
 * @param distance between them, by index
 * @param distanceOfSome computes the distance between some of them, given their indices
 * @param vectors {@code [songs][dimensions]}, whose principal plane initialises the layout
 * @param source fingerprint of all that the layout depends on, apart from the songs
 */
public record MapLayoutSpec(
    String name,
    List<String> trackIds,
    Distance distance,
    Function<int[], Distance> distanceOfSome,
    float[][] vectors,
    String source) {

  /** Raised when the code lays out the same songs differently; existing maps are then replaced. */
  private static final int VERSION = 1;

  /** The run's own map, by the distance of setting {@code neighbours.distance}. */
  static MapLayoutSpec ofRun(JobContext context, SongIndex index) throws IOException {
    NeighbourSettings neighbours = context.settings().neighbours();
    return of(
        context,
        "",
        index,
        index.distance(context),
        some -> SongDistance.create(index.collection().subset(some), neighbours),
        embeddings(index.collection()),
        index.reference().toString());
  }

  /** A map by the article's features, each dimension divided by its standard deviation. */
  static MapLayoutSpec ofArticleFeatures(JobContext context, SongIndex index) {
    float[][] features = ArticleFeatures.of(index.features());
    VectorDistance distance = new VectorDistance(Metric.STANDARDISED_EUCLIDEAN, features);
    return of(
        context,
        MapSettings.FEATURES,
        index,
        distance,
        some ->
            new VectorDistance(
                Metric.STANDARDISED_EUCLIDEAN,
                Arrays.stream(some).mapToObj(song -> features[song]).toArray(float[][]::new)),
        distance.vectors(),
        SettingsFingerprint.FEATURES.of(context.settings()));
  }

  /**
   * A map by the embeddings of another model of the catalogue alone.
   *
   * @throws UserException if there is no such model, or if it has not encoded every song
   */
  static MapLayoutSpec ofModel(JobContext context, SongIndex index, String modelId)
      throws IOException {
    TrainedModel model = ModelSelection.require(ModelSelection.use(context, modelId));
    Map<String, float[]> embeddings = new HashMap<>();

    for (EmbeddingRow row :
        context.catalogue().embeddingRows(context.spark(), model.modelId()).collectAsList()) {
      embeddings.put(row.getTrackId(), row.getEmbedding());
    }

    List<String> trackIds = index.trackIds();
    long missing = trackIds.stream().filter(id -> !embeddings.containsKey(id)).count();

    if (missing > 0) {
      throw new UserException(
          ExitCode.NO_INPUT,
          String.format(
              Locale.ROOT,
              "Model %s has not encoded %d of %d songs; run soundalike encode --model %s.",
              modelId,
              missing,
              trackIds.size(),
              modelId));
    }

    SongCollection songs =
        SongCollection.of(
            trackIds.stream()
                .map(id -> descriptor(Objects.requireNonNull(embeddings.get(id))))
                .toList());
    return of(
        context,
        modelId,
        index,
        SongDistance.fitComponent(Component.EMBEDDING, songs),
        some -> SongDistance.fitComponent(Component.EMBEDDING, songs.subset(some)),
        embeddings(songs),
        modelId);
  }

  private static MapLayoutSpec of(
      JobContext context,
      String name,
      SongIndex index,
      Distance distance,
      Function<int[], Distance> distanceOfSome,
      float[][] vectors,
      String distanceSource) {
    String settings = SettingsFingerprint.MAP.of(context.settings());
    String source = SettingsFingerprint.shortHash(VERSION + settings + distanceSource);
    return new MapLayoutSpec(name, index.trackIds(), distance, distanceOfSome, vectors, source);
  }

  /** A descriptor that holds an embedding and nothing else. */
  private static SongDescriptor descriptor(float[] embedding) {
    float[] none = new float[0];
    return new SongDescriptor(embedding, none, none, none, none, none, 0, 0, 0, 0, 0, 0, none);
  }

  private static float[][] embeddings(SongCollection songs) {
    return songs.songs().stream().map(SongDescriptor::embedding).toArray(float[][]::new);
  }

  int songs() {
    return trackIds.size();
  }

  /** The table of a run that holds the map's points. */
  public String table() {
    return CatalogueTables.mapPoints(name);
  }

  /** The file of a run that holds the map's quality. */
  public String qualityFile() {
    return CatalogueTables.mapFile(name);
  }
}

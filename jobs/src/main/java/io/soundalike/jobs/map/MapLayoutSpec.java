package io.soundalike.jobs.map;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.features.ArticleFeatures;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.EmbeddingRow;
import io.soundalike.jobs.training.TrainAutoencoderJob;
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
 * Songs that are to lie on a map, and by what.
 *
 * @param name of the map; empty for the run's own
 * @param trackIds the songs
 * @param distance between them, by index
 * @param ofSome the same of some of them
 * @param vectors {@code [songs][dimensions]} in whose plane a layout may begin
 * @param source names what the places depend on, but for the songs
 */
public record MapLayoutSpec(
    String name,
    List<String> trackIds,
    Distance distance,
    Function<int[], Distance> ofSome,
    float[][] vectors,
    String source) {

  /** Goes up when code lays the same songs out in another way: maps that stand are made anew. */
  private static final int VERSION = 1;

  /** By the distance that neighbours are found by. */
  static MapLayoutSpec own(JobContext context, SongIndex compared) throws IOException {
    NeighbourSettings neighbours = context.settings().neighbours();
    return of(
        context,
        "",
        compared,
        compared.distance(context),
        some -> SongDistance.create(compared.sounds().subset(some), neighbours),
        embeddings(compared.sounds()),
        compared.yardstick().toString());
  }

  /** By the numbers of the article's first attempt, each dimension scaled by its deviation. */
  static MapLayoutSpec articlesFeatures(JobContext context, SongIndex compared) {
    float[][] numbers = ArticleFeatures.of(compared.features());
    VectorDistance distance = new VectorDistance(Metric.STANDARDISED_EUCLIDEAN, numbers);
    return of(
        context,
        MapSettings.FEATURES,
        compared,
        distance,
        some ->
            new VectorDistance(
                Metric.STANDARDISED_EUCLIDEAN,
                Arrays.stream(some).mapToObj(song -> numbers[song]).toArray(float[][]::new)),
        distance.vectors(),
        SettingsFingerprint.FEATURES.of(context.settings()));
  }

  /**
   * By what another model of the catalogue has learned, alone.
   *
   * @throws UserException if there is no such model, or it has not encoded every song
   */
  static MapLayoutSpec ofModel(JobContext context, SongIndex compared, String modelId)
      throws IOException {
    TrainedModel model = TrainAutoencoderJob.required(TrainAutoencoderJob.using(context, modelId));
    Map<String, float[]> encoded = new HashMap<>();

    for (EmbeddingRow row :
        context.catalogue().embeddingRows(context.spark(), model.modelId()).collectAsList()) {
      encoded.put(row.getTrackId(), row.getEmbedding());
    }

    List<String> trackIds = compared.trackIds();
    long missing = trackIds.stream().filter(id -> !encoded.containsKey(id)).count();

    if (missing > 0) {
      throw new UserException(
          ExitCode.NOTHING_TO_DO,
          String.format(
              Locale.ROOT,
              "model %s has not encoded %d of %d songs; run soundalike encode --model %s.",
              modelId,
              missing,
              trackIds.size(),
              modelId));
    }

    SongCollection sounds =
        SongCollection.of(
            trackIds.stream()
                .map(id -> learnedAlone(Objects.requireNonNull(encoded.get(id))))
                .toList());
    return of(
        context,
        modelId,
        compared,
        SongDistance.fitComponent(Component.EMBEDDING, sounds),
        some -> SongDistance.fitComponent(Component.EMBEDDING, sounds.subset(some)),
        embeddings(sounds),
        modelId);
  }

  private static MapLayoutSpec of(
      JobContext context,
      String name,
      SongIndex compared,
      Distance distance,
      Function<int[], Distance> ofSome,
      float[][] vectors,
      String yardstick) {
    String settings = SettingsFingerprint.MAP.of(context.settings());
    String source = SettingsFingerprint.shortHash(VERSION + settings + yardstick);
    return new MapLayoutSpec(name, compared.trackIds(), distance, ofSome, vectors, source);
  }

  private static SongDescriptor learnedAlone(float[] embedding) {
    float[] none = new float[0];
    return new SongDescriptor(embedding, none, none, none, none, none, 0, 0, 0, 0, 0, 0, none);
  }

  private static float[][] embeddings(SongCollection sounds) {
    return sounds.songs().stream().map(SongDescriptor::embedding).toArray(float[][]::new);
  }

  int songs() {
    return trackIds.size();
  }

  /** The run's table of its places. */
  public String table() {
    return CatalogueTables.mapPoints(name);
  }

  /** The run's file about its quality. */
  public String quality() {
    return CatalogueTables.mapFile(name);
  }
}

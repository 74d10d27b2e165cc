package io.soundalike.jobs;

import io.soundalike.jobs.table.EmbeddingRow;
import io.soundalike.model.TrainedModel;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.Likeness;
import io.soundalike.neighbours.Likeness.Part;
import io.soundalike.neighbours.SongSound;
import io.soundalike.neighbours.Sounds;
import io.soundalike.neighbours.VectorDistance;
import io.soundalike.neighbours.VectorDistance.Metric;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsFingerprint;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
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
record MapSubject(
    String name,
    List<String> trackIds,
    Distance distance,
    Function<int[], Distance> ofSome,
    float[][] vectors,
    String source) {

  /** Goes up when code lays the same songs out in another way: maps that stand are made anew. */
  private static final int VERSION = 1;

  /** By the distance that neighbours are found by. */
  static MapSubject own(JobContext context, ComparedSongs compared) throws IOException {
    Settings.Neighbours neighbours = context.settings().neighbours();
    return of(
        context,
        "",
        compared,
        compared.distance(context),
        some -> Likeness.of(compared.sounds().some(some), neighbours),
        embeddings(compared.sounds()),
        compared.yardstick().toString());
  }

  /** By the numbers of the article's first attempt, each dimension scaled by its deviation. */
  static MapSubject articlesFeatures(JobContext context, ComparedSongs compared) {
    float[][] numbers = ArticleFeatures.of(compared.features());
    VectorDistance distance = new VectorDistance(Metric.STANDARDISED_EUCLIDEAN, numbers);
    return of(
        context,
        Settings.Map.FEATURES,
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
  static MapSubject ofModel(JobContext context, ComparedSongs compared, String modelId)
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
          UserException.ExitCode.NOTHING_TO_DO,
          "model %s has not encoded %d of %d songs; run soundalike encode --model %s."
              .formatted(modelId, missing, trackIds.size(), modelId));
    }

    Sounds sounds =
        Sounds.of(
            trackIds.stream()
                .map(id -> learnedAlone(Objects.requireNonNull(encoded.get(id))))
                .toList());
    return of(
        context,
        modelId,
        compared,
        Likeness.part(Part.LEARNED, sounds),
        some -> Likeness.part(Part.LEARNED, sounds.some(some)),
        embeddings(sounds),
        modelId);
  }

  private static MapSubject of(
      JobContext context,
      String name,
      ComparedSongs compared,
      Distance distance,
      Function<int[], Distance> ofSome,
      float[][] vectors,
      String yardstick) {
    String settings = SettingsFingerprint.MAP.of(context.settings());
    String source = SettingsFingerprint.shortHash(VERSION + settings + yardstick);
    return new MapSubject(name, compared.trackIds(), distance, ofSome, vectors, source);
  }

  private static SongSound learnedAlone(float[] embedding) {
    float[] none = new float[0];
    return new SongSound(embedding, none, none, none, none, none, 0, 0, 0, 0, 0, 0, none);
  }

  private static float[][] embeddings(Sounds sounds) {
    return sounds.songs().stream().map(SongSound::embedding).toArray(float[][]::new);
  }

  int songs() {
    return trackIds.size();
  }

  /** The run's table of its places. */
  String table() {
    return table(name);
  }

  static String table(String name) {
    return name.isEmpty() ? MapAndClusterJob.POINTS : MapAndClusterJob.POINTS + "_" + name;
  }

  /** The run's file about its quality. */
  String quality() {
    return quality(name);
  }

  static String quality(String name) {
    return name.isEmpty() ? MapAndClusterJob.QUALITY : "map_" + name + ".json";
  }
}

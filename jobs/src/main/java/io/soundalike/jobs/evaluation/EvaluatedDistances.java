package io.soundalike.jobs.evaluation;

import io.soundalike.evaluation.Baseline;
import io.soundalike.evaluation.SymmetricKullbackLeibler;
import io.soundalike.jobs.embedding.EncodeTracksJob;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.features.ArticleFeatures;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.training.ModelSelection;
import io.soundalike.model.RandomWeights;
import io.soundalike.model.TrainedModel;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.MutualProximity;
import io.soundalike.neighbours.SongCollection;
import io.soundalike.neighbours.SongDistance;
import io.soundalike.neighbours.SongDistance.Component;
import io.soundalike.neighbours.VectorDistance;
import io.soundalike.neighbours.VectorDistance.Metric;
import io.soundalike.settings.ModelSettings;
import io.soundalike.settings.NeighbourSettings;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import io.soundalike.settings.SettingsRenderer;
import io.soundalike.settings.TrainingSettings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The distances that are evaluated on the same tasks: the distance of the settings, its components,
 * other models and baselines.
 */
public final class EvaluatedDistances {

  /** Name of the distance of the settings. */
  public static final String OURS = "soundalike";

  /** Name of its embedding component, the baseline of other models. */
  public static final String EMBEDDING = alone(Component.EMBEDDING);

  /** Name of the random baseline. */
  public static final String CHANCE = "chance";

  private EvaluatedDistances() {}

  /**
   * Computes all distances of a catalogue's songs, by name, in the order of the tables.
   *
   * @param compareWith ids of other models of the catalogue
   * @throws UserException if another model does not exist or has per-song networks
   */
  static Map<String, Distance> collect(
      JobContext context, TrainedModel model, SongIndex index, List<String> compareWith)
      throws IOException {
    Settings settings = context.settings();
    Map<String, Distance> distances = new LinkedHashMap<>();
    ofAnySongs(settings)
        .forEach((name, distance) -> distances.put(name, distance.apply(index.collection())));
    distances.put(
        "article's features",
        new VectorDistance(Metric.STANDARDISED_EUCLIDEAN, ArticleFeatures.of(index.features())));

    if (settings.training().mode() == TrainingSettings.Mode.JOINT) {
      Settings flat = with(settings, "model.pooling=flatten");
      distances.put(
          "article's code", new VectorDistance(Metric.COSINE, encode(context, flat, model, index)));
    }

    ModelSettings.Pooling pooling = settings.model().pooling();
    boolean isLearned =
        pooling == ModelSettings.Pooling.LDA || pooling == ModelSettings.Pooling.HEAD;

    if (pooling == ModelSettings.Pooling.LDA && settings.training().contrast() > 0) {
      Settings head = with(settings, "model.pooling=head");
      distances.put("head", asEmbedding(settings, encode(context, head, model, index)));
    }

    if (isLearned) {
      Settings pooled = with(settings, "model.pooling=mean-std");
      distances.put("pooled code", asEmbedding(settings, encode(context, pooled, model, index)));
    }

    for (String id : compareWith) {
      JobContext other = ModelSelection.use(context, id);
      refusePerSong(other.settings(), "--compare-with " + id);
      TrainedModel otherModel = ModelSelection.require(other);
      distances.put(
          "model " + id, asEmbedding(settings, encode(other, other.settings(), otherModel, index)));
    }

    // Without training there is no discriminant analysis either.
    Settings untrained =
        pooling == ModelSettings.Pooling.LDA ? with(settings, "model.pooling=mean-std") : settings;
    distances.put(
        "random weights",
        asEmbedding(settings, encode(context, untrained, RandomWeights.create(untrained), index)));
    distances.put(CHANCE, Baseline.chance(index.trackIds().size(), EvaluateJob.SEED));
    return distances;
  }

  /** Refuses per-song networks, which cannot encode other songs. */
  static void refusePerSong(Settings settings, String option) {
    if (settings.training().mode() == TrainingSettings.Mode.PER_SONG) {
      throw new UserException(
          ExitCode.USAGE,
          String.format(
              Locale.ROOT,
              "With training.mode = per-song no network can encode other songs; leave %s out.",
              option));
    }
  }

  /** The distance that other vectors would have as the embedding. */
  private static Distance asEmbedding(Settings settings, float[][] vectors) {
    return settings.neighbours().distance() == NeighbourSettings.Metric.BLEND
        ? MutualProximity.fit(SongDistance.ofEmbeddings(vectors))
        : new VectorDistance(Metric.COSINE, vectors);
  }

  /** The distances that can compare any songs, also those outside the catalogue. */
  static Map<String, Function<SongCollection, Distance>> ofAnySongs(Settings settings) {
    NeighbourSettings neighbours = settings.neighbours();
    Map<String, Function<SongCollection, Distance>> distances = new LinkedHashMap<>();
    distances.put(OURS, songs -> SongDistance.create(songs, neighbours));

    if (neighbours.distance() == NeighbourSettings.Metric.BLEND) {
      for (Component component : Component.values()) {
        distances.put(alone(component), songs -> SongDistance.fitComponent(component, songs));
      }
    }

    distances.put("MFCC Gaussian, KL", s -> new SymmetricKullbackLeibler(s.songs()));
    distances.put("MFCC mean + std", s -> Baseline.mfccMeanStd(s.songs()));
    return distances;
  }

  private static String alone(Component component) {
    return component.name().toLowerCase(Locale.ROOT) + " alone";
  }

  private static Settings with(Settings settings, String override) {
    return SettingsReader.read(List.of(SettingsRenderer.render(settings)), List.of(override));
  }

  /** Encodes all songs without writing a table: {@code [songs][dimensions]}. */
  private static float[][] encode(
      JobContext context, Settings settings, TrainedModel model, SongIndex index)
      throws IOException {
    Map<String, float[]> vectors = EncodeTracksJob.encodeAll(context, model, settings);
    return index.trackIds().stream()
        .map(id -> Objects.requireNonNull(vectors.get(id)))
        .toArray(float[][]::new);
  }
}

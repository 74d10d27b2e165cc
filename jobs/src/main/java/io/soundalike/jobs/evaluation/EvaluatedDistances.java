package io.soundalike.jobs.evaluation;

import io.soundalike.evaluation.Baseline;
import io.soundalike.evaluation.SymmetricKullbackLeibler;
import io.soundalike.jobs.embedding.EncodeTracksJob;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.features.ArticleFeatures;
import io.soundalike.jobs.map.RunTables;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.training.TrainAutoencoderJob;
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
import org.jspecify.annotations.Nullable;

/** Distances that are asked the same questions: ours first, then its parts, then the baselines. */
public final class EvaluatedDistances {

  /** The distance of the settings. */
  public static final String OURS = "soundalike";

  /** Its learned part, which other networks are to be measured by. */
  public static final String EMBEDDING = alone(Component.EMBEDDING);

  /** Lots. */
  public static final String CHANCE = "chance";

  private EvaluatedDistances() {}

  /**
   * All of them.
   *
   * @param beside ids of other models of the catalogue
   */
  static Map<String, Distance> of(
      JobContext context,
      TrainedModel model,
      SongIndex compared,
      RunTables tables,
      List<String> beside)
      throws IOException {
    Settings settings = context.settings();
    Map<String, Distance> contestants = new LinkedHashMap<>();
    ofSounds(settings)
        .forEach((name, distance) -> contestants.put(name, distance.apply(compared.sounds())));
    contestants.put(
        "article's features",
        new VectorDistance(Metric.STANDARDISED_EUCLIDEAN, ArticleFeatures.of(compared.features())));

    if (settings.training().mode() == TrainingSettings.Mode.JOINT) {
      Settings flat = with(settings, "model.pooling=flatten");
      contestants.put("article's code", encoded(context, flat, model, compared));
    }

    if (settings.model().pooling() == ModelSettings.Pooling.HEAD) {
      Settings pooled = with(settings, "model.pooling=mean-std");
      contestants.put("pooled code", like(settings, encoded(context, pooled, model, compared)));
    }

    for (String id : beside) {
      JobContext other = TrainAutoencoderJob.using(context, id);
      refusePerSong(other.settings(), "--beside " + id);
      TrainedModel asked = TrainAutoencoderJob.required(other);
      contestants.put(
          "model " + id, like(settings, encoded(other, other.settings(), asked, compared)));
    }

    contestants.put(
        "random weights",
        like(settings, encoded(context, settings, RandomWeights.create(settings), compared)));
    contestants.put(CHANCE, Baseline.chance(compared.trackIds().size(), EvaluateJob.SEED));
    return contestants;
  }

  /** A song whose network is its own has none for others. */
  static void refusePerSong(Settings settings, String option) {
    if (settings.training().mode() == TrainingSettings.Mode.PER_SONG) {
      throw new UserException(
          ExitCode.USAGE,
          String.format(
              Locale.ROOT,
              "With training.mode = per-song there is no network that could encode any song; leave"
                  + " %s out.",
              option));
    }
  }

  /** As the learned part of ours is treated. */
  private static Distance like(Settings settings, Distance distance) {
    return settings.neighbours().distance() == NeighbourSettings.Metric.BLEND
        ? MutualProximity.fit(distance)
        : distance;
  }

  /** Those that any songs can be compared by, in the catalogue or not. */
  static Map<String, Function<SongCollection, Distance>> ofSounds(Settings settings) {
    NeighbourSettings neighbours = settings.neighbours();
    Map<String, Function<SongCollection, Distance>> contestants = new LinkedHashMap<>();
    contestants.put(OURS, songs -> SongDistance.create(songs, neighbours));

    if (neighbours.distance() == NeighbourSettings.Metric.BLEND) {
      for (Component part : Component.values()) {
        if (SongDistance.weight(part, neighbours.weights()) > 0) {
          contestants.put(alone(part), songs -> SongDistance.fitComponent(part, songs));
        }
      }
    }

    contestants.put("MFCC Gaussian, KL", s -> new SymmetricKullbackLeibler(s.songs()));
    contestants.put("MFCC mean + std", s -> Baseline.mfccMeanStd(s.songs()));
    return contestants;
  }

  private static String alone(Component part) {
    return part.name().toLowerCase(Locale.ROOT) + " alone";
  }

  private static Settings with(Settings settings, String override) {
    return SettingsReader.read(List.of(SettingsRenderer.render(settings)), List.of(override));
  }

  /** Embeddings that no table keeps. */
  private static Distance encoded(
      JobContext context, Settings settings, TrainedModel model, SongIndex compared)
      throws IOException {
    Map<String, float[]> vectors = EncodeTracksJob.vectors(context, model, settings);
    return new VectorDistance(
        Metric.COSINE,
        compared.trackIds().stream().map(id -> known(vectors.get(id))).toArray(float[][]::new));
  }

  private static <T> T known(@Nullable T value) {
    return Objects.requireNonNull(value);
  }
}

package io.soundalike.jobs.evaluation;

import io.soundalike.evaluation.Baseline;
import io.soundalike.evaluation.SymmetricKullbackLeibler;
import io.soundalike.jobs.ComparedSongs;
import io.soundalike.jobs.EncodeTracksJob;
import io.soundalike.jobs.JobContext;
import io.soundalike.jobs.RunTables;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.model.TrainedModel;
import io.soundalike.model.Untrained;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.Likeness;
import io.soundalike.neighbours.VectorDistance;
import io.soundalike.neighbours.VectorDistance.Metric;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Distances that are asked the same questions: ours first, then its parts, then the baselines. */
final class Contestants {

  /** The distance of the settings. */
  static final String OURS = "soundalike";

  private Contestants() {}

  static Map<String, Distance> of(
      JobContext context, TrainedModel model, ComparedSongs compared, RunTables tables)
      throws IOException {
    Settings settings = context.settings();
    Map<String, Distance> contestants = new LinkedHashMap<>();
    contestants.put(OURS, compared.distance(context));

    if (settings.neighbours().distance() == Settings.Metric.BLEND) {
      Likeness.parts(compared.sounds(), settings.neighbours().weights())
          .forEach(
              (part, distance) ->
                  contestants.put(part.name().toLowerCase(Locale.ROOT) + " alone", distance));
    }

    contestants.put("MFCC Gaussian, KL", new SymmetricKullbackLeibler(compared.sounds()));
    contestants.put("MFCC mean + std", Baseline.mfccMeanStd(compared.sounds()));
    contestants.put("article's features", articlesFeatures(compared, tables));

    if (settings.training().mode() == Settings.Mode.JOINT) {
      contestants.put(
          "article's code",
          encoded(context, with(settings, "model.pooling=flatten"), model, compared));
    }

    contestants.put(
        "random weights", encoded(context, settings, Untrained.model(settings), compared));
    contestants.put("chance", Baseline.chance(compared.trackIds().size(), EvaluateJob.SEED));
    return contestants;
  }

  private static Settings with(Settings settings, String override) {
    return SettingsReader.read(List.of(SettingsReader.render(settings)), List.of(override));
  }

  /** Embeddings that no table keeps. */
  private static Distance encoded(
      JobContext context, Settings settings, TrainedModel model, ComparedSongs compared)
      throws IOException {
    Map<String, float[]> vectors = EncodeTracksJob.vectors(context, model, settings);
    return new VectorDistance(
        Metric.COSINE,
        compared.trackIds().stream().map(id -> known(vectors.get(id))).toArray(float[][]::new));
  }

  /** The numbers of the article's first attempt; the tonic, being a name, is no number. */
  private static Distance articlesFeatures(ComparedSongs compared, RunTables tables) {
    return new VectorDistance(
        Metric.STANDARDISED_EUCLIDEAN,
        compared.trackIds().stream()
            .map(id -> numbers(known(tables.features().get(id))))
            .toArray(float[][]::new));
  }

  private static float[] numbers(FeatureRow row) {
    return new float[] {
      (float) row.getSeconds(),
      (float) row.getTempoBpm(),
      (float) row.getBeatDiffMeanSeconds(),
      (float) row.getBeatDiffStdSeconds(),
      (float) row.getRolloffMeanHz(),
      (float) row.getZcrMean(),
      (float) row.getZcrRange(),
      (float) row.getMelMean(),
      (float) row.getMelStd(),
      (float) row.getOnsetMean(),
      (float) row.getOnsetStd(),
      (float) row.getTonicZ()
    };
  }

  private static <T> T known(@Nullable T value) {
    return Objects.requireNonNull(value);
  }
}

package io.soundalike.jobs.training;

import io.soundalike.jobs.execution.Columns;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.MappedIterator;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.features.FeatureRowMapper;
import io.soundalike.jobs.features.LatestTracks;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.jobs.table.SongModelRow;
import io.soundalike.model.TrainedModel;
import io.soundalike.report.Plural;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsRenderer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a separate network for each song, as the article's first experiment did; each task trains
 * one song at a time. Only songs without a network are trained.
 */
final class PerSongTrainer implements Trainer {

  private static final Logger LOG = LoggerFactory.getLogger(PerSongTrainer.class);

  private static final int MAX_TASKS = 1000;

  @Override
  public boolean trainsEverySong() {
    return true;
  }

  @Override
  public String modelId(String settingsId, TrainingSongs songs) {
    return settingsId + "-songs";
  }

  @Override
  public Outcome train(JobContext context, TrainingSongs songs, String modelId) throws IOException {
    Dataset<Row> done =
        context.catalogue().models().songRows(context.spark(), modelId).select("trackId");
    Dataset<FeatureRow> work =
        LatestTracks.withFeatures(context)
            .join(done, Columns.named("trackId"), "left_anti")
            .as(FeatureRow.ENCODER);
    long count = work.count();

    Optional<TrainedModel> existing =
        count == 0 ? context.catalogue().models().find(modelId) : Optional.empty();

    if (existing.isPresent()) {
      return new Outcome(existing.get(), false);
    }

    MemoryCheck.verify(context, tasks(context, count));
    context.report("  training one network for each of %s", Plural.of(count, "song"));

    if (count > 0) {
      trainSongs(context, work, count, modelId);
    }

    TrainedModel model = summary(context, modelId);
    context.catalogue().models().commit(model);
    return new Outcome(model, true);
  }

  private static void trainSongs(
      JobContext context, Dataset<FeatureRow> work, long count, String modelId) {
    Settings settings = context.settings();
    work.repartition(tasks(context, count))
        .mapPartitions(
            (MapPartitionsFunction<FeatureRow, SongModelRow>)
                rows -> new MappedIterator<>(rows, row -> train(row, settings)),
            SongModelRow.ENCODER)
        .write()
        .parquet(context.catalogue().models().songs(modelId, context.runId()));
  }

  /** One song in each task, since a song takes minutes; at most {@value #MAX_TASKS} tasks. */
  private static int tasks(JobContext context, long songs) {
    int maxTasks = Math.max(context.partitions(songs), MAX_TASKS);
    return (int) Math.max(1, Math.min(songs, maxTasks));
  }

  private static SongModelRow train(FeatureRow row, Settings settings) {
    return SongTraining.run(row.getTrackId(), FeatureRowMapper.images(row, settings), settings);
  }

  /** A model whose single epoch holds the means over all songs. */
  private static TrainedModel summary(JobContext context, String modelId) throws IOException {
    Dataset<SongModelRow> rows = context.catalogue().models().songRows(context.spark(), modelId);
    long songs = rows.count();
    Row mean =
        rows.filter(functions.size(functions.col("parameters")).gt(0))
            .agg(
                functions.count("trackId"),
                functions.max("epochs"),
                functions.avg("loss"),
                functions.avg("entropy"),
                functions.avg("squaredError"),
                functions.avg("meanPredictorError"),
                functions.sum("seconds"))
            .first();
    long usable = mean.getLong(0);

    if (usable == 0) {
      throw new UserException(
          ExitCode.FAILURE,
          "The loss of every song was not a number; set training.learning-rate to less than "
              + context.settings().training().learningRate()
              + ".");
    }

    if (usable < songs) {
      LOG.warn("{} of {} songs diverged and have no network", songs - usable, songs);
      context.report(
          "  warning: training diverged (loss not a number) for %s, without embedding now; a lower"
              + " training.learning-rate may help",
          Plural.of(songs - usable, "song"));
    }

    TrainedModel.Epoch epoch =
        new TrainedModel.Epoch(
            mean.getInt(1),
            mean.getDouble(2),
            mean.getDouble(2),
            mean.getDouble(3),
            0, // no contrastive loss
            mean.getDouble(4),
            mean.getDouble(5),
            mean.getDouble(6));
    context.report(
        "  mean of %s: loss %.4f, entropy %.4f, excess %.4f, error %.0f %% of the mean spectrum's",
        Plural.of(usable, "song"),
        epoch.heldOutLoss(),
        epoch.entropy(),
        epoch.excess(),
        100 * epoch.errorRatio());
    return new TrainedModel(
        modelId,
        SettingsRenderer.render(context.settings()),
        new float[0],
        (int) usable,
        List.of(epoch));
  }
}

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
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsRenderer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The article's first way: each song has a network of its own, trained on that song alone; songs
 * train side by side, one in each task. Songs that come later train later: nothing is trained
 * twice.
 */
final class PerSongTrainer implements Trainer {

  @Override
  public boolean trainsEverySong() {
    return true;
  }

  @Override
  public String modelId(String settingsId, TrainingSongs songs) {
    return settingsId + "-songs";
  }

  @Override
  public Learned train(JobContext context, TrainingSongs songs, String modelId) throws IOException {
    Dataset<Row> done =
        context.catalogue().models().songRows(context.spark(), modelId).select("trackId");
    Dataset<FeatureRow> work =
        LatestTracks.withFeatures(context)
            .join(done, Columns.named("trackId"), "left_anti")
            .as(FeatureRow.ENCODER);
    long count = work.count();

    Optional<TrainedModel> known =
        count == 0 ? context.catalogue().models().find(modelId) : Optional.empty();

    if (known.isPresent()) {
      return new Learned(known.get(), false);
    }

    MemoryCheck.verify(context, tasks(context, count));
    context.report("  %d songs train, each a network of its own", count);

    if (count > 0) {
      trainSongs(context, work, count, modelId);
    }

    TrainedModel model = summary(context, modelId);
    context.catalogue().models().commit(model);
    return new Learned(model, true);
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

  /** A song takes minutes: one in each task, as far as Spark likes tasks. */
  private static int tasks(JobContext context, long songs) {
    int most = Math.max(context.partitions(songs), 1000);
    return (int) Math.max(1, Math.min(songs, most));
  }

  private static SongModelRow train(FeatureRow row, Settings settings) {
    return SongTraining.run(row.getTrackId(), FeatureRowMapper.images(row, settings), settings);
  }

  /** The songs' means, as one line of training. */
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
          "No song's loss was a number; set training.learning-rate lower than "
              + context.settings().training().learningRate()
              + ".");
    }

    if (usable < songs) {
      context.report(
          "  warning: the loss of %d songs was not a number; they have no embedding (a lower"
              + " training.learning-rate may mend it)",
          songs - usable);
    }

    TrainedModel.Epoch epoch =
        new TrainedModel.Epoch(
            mean.getInt(1),
            mean.getDouble(2),
            mean.getDouble(2),
            mean.getDouble(3),
            0, // no contrast
            mean.getDouble(4),
            mean.getDouble(5),
            mean.getDouble(6));
    context.report(
        "  mean of %d songs: loss %.4f, floor %.4f, excess %.4f, error %.0f %% of the mean"
            + " spectrum's",
        usable, epoch.heldOutLoss(), epoch.entropy(), epoch.excess(), 100 * epoch.errorRatio());
    return new TrainedModel(
        modelId,
        SettingsRenderer.render(context.settings()),
        new float[0],
        (int) usable,
        List.of(epoch));
  }
}

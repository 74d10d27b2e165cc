package io.soundalike.jobs.embedding;

import io.soundalike.jobs.catalogue.GroupedTable;
import io.soundalike.jobs.execution.Columns;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.MappedIterator;
import io.soundalike.jobs.execution.SongProgressListener;
import io.soundalike.jobs.execution.Stopwatch;
import io.soundalike.jobs.features.FeatureFolders;
import io.soundalike.jobs.features.FeatureRowMapper;
import io.soundalike.jobs.features.LatestTracks;
import io.soundalike.jobs.table.EmbeddingRow;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.jobs.table.SongModelRow;
import io.soundalike.model.Encoder;
import io.soundalike.model.TrainedModel;
import io.soundalike.settings.Settings;
import io.soundalike.settings.TrainingSettings;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.util.LongAccumulator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Encodes the songs that the model has not encoded yet.
 *
 * <p><b>What:</b> each partition has one encoder, or one for each song in per-song training; it
 * encodes one song at a time, so that an embedding does not depend on the other songs.
 *
 * <p><b>Input:</b> features of the latest inventory, a model. <b>Output:</b> {@code
 * embeddings/model=M/run=R}, committed in batches.
 *
 * <p><b>Usage:</b> {@code soundalike encode --catalogue URI}
 */
public final class EncodeTracksJob {

  private static final Logger LOG = LoggerFactory.getLogger(EncodeTracksJob.class);

  private EncodeTracksJob() {}

  /**
   * Counts of one run.
   *
   * @param encoded songs that this run encoded
   */
  public record Result(long encoded) {}

  /** The number of songs that {@link #run} would encode. */
  public static long plan(JobContext context, TrainedModel model) throws IOException {
    return workList(context, model).count();
  }

  /** Encodes the songs that have no embedding by this model. */
  public static Result run(JobContext context, TrainedModel model) throws IOException {
    context.describe("encode: new songs");
    Stopwatch stopwatch = Stopwatch.start();
    Dataset<Row> work = workList(context, model).cache();
    long songs = work.count();
    long done = 0;
    LOG.info("Encoding {} songs by model {}", songs, model.modelId());
    List<FeatureFolders> groups = FeatureFolders.group(work, context.songsPerCommit());

    try (SongProgressListener counter = SongProgressListener.start(context, "encode", songs)) {
      for (int g = 0; g < groups.size(); g++) {
        encode(context, model, groups.get(g), work, counter.songs())
            .write()
            .parquet(
                context
                    .catalogue()
                    .embeddings(model.modelId(), GroupedTable.groupName(context.runId(), g)));
        done += groups.get(g).songs();
        counter.reportCommitted(done);
      }
    }

    work.unpersist();
    LOG.info("Encoded {} songs in {} s", songs, stopwatch.seconds());
    return new Result(songs);
  }

  private static Dataset<EmbeddingRow> encode(
      JobContext context,
      TrainedModel model,
      FeatureFolders group,
      Dataset<Row> work,
      LongAccumulator counted)
      throws IOException {
    Settings settings = context.settings();
    Dataset<FeatureRow> songs =
        group
            .rows(context)
            .join(work.select("trackId"), Columns.named("trackId"), "left_semi")
            .dropDuplicates("trackId")
            .as(FeatureRow.ENCODER)
            .repartition(context.partitions(group.songs()));
    Dataset<EmbeddingRow> encoded =
        settings.training().mode() == TrainingSettings.Mode.PER_SONG
            ? encodeByOwnModels(context, model, songs)
            : encodeByOneModel(context, model, settings, songs);
    return encoded.map(
        (MapFunction<EmbeddingRow, EmbeddingRow>)
            row -> {
              counted.add(1);
              return row;
            },
        EmbeddingRow.ENCODER);
  }

  /**
   * Encodes all songs by one model, possibly with other settings, without writing anything.
   *
   * @return embeddings by track id
   */
  public static Map<String, float[]> encodeAll(
      JobContext context, TrainedModel model, Settings settings) throws IOException {
    Map<String, float[]> vectors = new HashMap<>();
    Dataset<FeatureRow> songs = LatestTracks.withFeatures(context);
    encodeByOneModel(context, model, settings, songs.repartition(context.partitions(songs.count())))
        .collectAsList()
        .forEach(row -> vectors.put(row.getTrackId(), row.getEmbedding()));
    return vectors;
  }

  private static Dataset<EmbeddingRow> encodeByOneModel(
      JobContext context, TrainedModel model, Settings settings, Dataset<FeatureRow> songs) {
    Broadcast<TrainedModel> broadcast = context.javaSpark().broadcast(model);
    return songs.mapPartitions(
        (MapPartitionsFunction<FeatureRow, EmbeddingRow>)
            rows -> {
              Encoder encoder =
                  MappedIterator.closedWithTask(new Encoder(broadcast.value(), settings));
              return new MappedIterator<>(rows, row -> encode(encoder, row, settings));
            },
        EmbeddingRow.ENCODER);
  }

  /** Encodes each song by its own network. */
  private static Dataset<EmbeddingRow> encodeByOwnModels(
      JobContext context, TrainedModel model, Dataset<FeatureRow> songs) throws IOException {
    Settings settings = context.settings();
    Dataset<SongModelRow> models =
        context.catalogue().models().songRows(context.spark(), model.modelId());
    return songs
        .joinWith(models, songs.col("trackId").equalTo(models.col("trackId")))
        .map(
            (MapFunction<Tuple2<FeatureRow, SongModelRow>, EmbeddingRow>)
                pair -> {
                  try (Encoder encoder =
                      new Encoder(model.withParameters(pair._2().getParameters()), settings)) {
                    return encode(encoder, pair._1(), settings);
                  }
                },
            EmbeddingRow.ENCODER);
  }

  /** The songs that have a usable network of their own. */
  private static Dataset<Row> encodable(JobContext context, TrainedModel model) throws IOException {
    return context
        .catalogue()
        .models()
        .songRows(context.spark(), model.modelId())
        .filter(functions.size(functions.col("parameters")).gt(0))
        .select("trackId");
  }

  private static EmbeddingRow encode(Encoder encoder, FeatureRow row, Settings settings) {
    EmbeddingRow encoded = new EmbeddingRow();
    encoded.setTrackId(row.getTrackId());
    encoded.setEmbedding(encoder.embed(FeatureRowMapper.images(row, settings)));
    return encoded;
  }

  /** The songs to encode, each with the folder of the features table that holds it. */
  private static Dataset<Row> workList(JobContext context, TrainedModel model) throws IOException {
    Dataset<Row> done =
        context.catalogue().embeddingRows(context.spark(), model.modelId()).select("trackId");
    Dataset<Row> inventory = LatestTracks.ofLatestInventory(context).select("trackId");
    Dataset<Row> songs =
        FeatureFolders.ofSongs(context)
            .join(inventory, Columns.named("trackId"), "left_semi")
            .join(done, Columns.named("trackId"), "left_anti");
    return context.settings().training().mode() == TrainingSettings.Mode.PER_SONG
        ? songs.join(encodable(context, model), Columns.named("trackId"), "left_semi")
        : songs;
  }
}

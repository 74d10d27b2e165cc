package io.soundalike.jobs;

import io.soundalike.jobs.table.EmbeddingRow;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.model.Encoder;
import io.soundalike.model.TrainedModel;
import io.soundalike.settings.Settings;
import java.io.IOException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Encodes the songs that the model has not encoded before.
 *
 * <p><b>What:</b> one encoder for each partition, one song at a time: an embedding does not depend
 * on what is encoded beside it.
 *
 * <p><b>Input:</b> features of the latest inventory, a model. <b>Output:</b> {@code
 * embeddings/model=M/run=R}.
 *
 * <p><b>Usage:</b> {@code soundalike encode --catalogue URI}
 */
public final class EncodeTracksJob {

  private EncodeTracksJob() {}

  /** Songs encoded now. */
  public record Result(long encoded) {}

  /** Songs that {@link #run} would encode. */
  static long plan(JobContext context, TrainedModel model) throws IOException {
    return workList(context, model).count();
  }

  /** Encodes what is new. */
  public static Result run(JobContext context, TrainedModel model) throws IOException {
    context.describe("encode: new songs");
    long songs = plan(context, model);

    if (songs == 0) {
      return new Result(0);
    }

    Settings settings = context.settings();
    Broadcast<TrainedModel> broadcast = context.javaSpark().broadcast(model);
    workList(context, model)
        .repartition(context.partitions(songs))
        .mapPartitions(
            (MapPartitionsFunction<FeatureRow, EmbeddingRow>)
                rows -> {
                  Encoder encoder =
                      MappedIterator.closedWithTask(new Encoder(broadcast.value(), settings));
                  return new MappedIterator<>(rows, row -> encode(encoder, row));
                },
            EmbeddingRow.ENCODER)
        .write()
        .parquet(context.catalogue().embeddings(model.modelId(), context.runId()));
    return new Result(songs);
  }

  private static EmbeddingRow encode(Encoder encoder, FeatureRow row) {
    EmbeddingRow encoded = new EmbeddingRow();
    encoded.setTrackId(row.getTrackId());
    encoded.setEmbedding(encoder.embed(FeatureRows.spectrogram(row)));
    return encoded;
  }

  private static Dataset<FeatureRow> workList(JobContext context, TrainedModel model)
      throws IOException {
    Dataset<Row> done =
        context.catalogue().embeddingRows(context.spark(), model.modelId()).select("trackId");
    return Tracks.withFeatures(context)
        .join(done, Columns.named("trackId"), "left_anti")
        .as(FeatureRow.ENCODER);
  }
}

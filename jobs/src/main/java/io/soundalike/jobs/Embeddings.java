package io.soundalike.jobs;

import io.soundalike.jobs.UserException.ExitCode;
import io.soundalike.jobs.table.EmbeddingRow;
import io.soundalike.model.TrainedModel;
import io.soundalike.neighbours.Distance;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The embeddings of the latest inventory on the driver.
 *
 * @param trackIds sorted
 * @param distance between them, by index in {@code trackIds}
 */
public record Embeddings(List<String> trackIds, Distance distance) {

  /** Collects the embeddings that a model made of the songs there are now. */
  public static Embeddings collect(JobContext context, TrainedModel model) throws IOException {
    Dataset<Row> ids = Tracks.ofLatestInventory(context).select("trackId");
    List<EmbeddingRow> rows =
        context
            .catalogue()
            .embeddingRows(context.spark(), model.modelId())
            .join(ids, Columns.named("trackId"), "left_semi")
            .dropDuplicates("trackId")
            .as(EmbeddingRow.ENCODER)
            .collectAsList()
            .stream()
            .sorted(Comparator.comparing(EmbeddingRow::getTrackId))
            .toList();

    if (rows.isEmpty()) {
      throw new UserException(
          ExitCode.NOTHING_TO_DO,
          "No song is encoded by model " + model.modelId() + "; run soundalike encode first.");
    }

    float[][] vectors = rows.stream().map(EmbeddingRow::getEmbedding).toArray(float[][]::new);
    return new Embeddings(
        rows.stream().map(EmbeddingRow::getTrackId).toList(),
        new Distance(context.settings().neighbours().distance(), vectors));
  }
}

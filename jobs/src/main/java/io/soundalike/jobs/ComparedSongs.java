package io.soundalike.jobs;

import io.soundalike.jobs.UserException.ExitCode;
import io.soundalike.jobs.table.EmbeddingRow;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.model.TrainedModel;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.Likeness;
import io.soundalike.neighbours.SongSound;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * The songs of the latest inventory on the driver, as they are compared.
 *
 * @param trackIds sorted: being hashes, in an order that says nothing about the songs
 * @param features in the same order, without spectrograms
 * @param sounds in the same order
 */
public record ComparedSongs(
    List<String> trackIds, List<FeatureRow> features, List<SongSound> sounds) {

  /** Collects what is known of the songs that a model has encoded. */
  public static ComparedSongs collect(JobContext context, TrainedModel model) throws IOException {
    Dataset<Row> ids = Tracks.ofLatestInventory(context).select("trackId");
    Dataset<EmbeddingRow> embeddings =
        context
            .catalogue()
            .embeddingRows(context.spark(), model.modelId())
            .join(ids, Columns.named("trackId"), "left_semi")
            .dropDuplicates("trackId")
            .as(EmbeddingRow.ENCODER);
    Dataset<FeatureRow> features = Tracks.withoutSpectrograms(context);
    List<Tuple2<EmbeddingRow, FeatureRow>> rows =
        embeddings
            .joinWith(features, embeddings.col("trackId").equalTo(features.col("trackId")))
            .collectAsList()
            .stream()
            .sorted(Comparator.comparing(pair -> pair._1().getTrackId()))
            .toList();

    if (rows.isEmpty()) {
      throw new UserException(
          ExitCode.NOTHING_TO_DO,
          "No song is encoded by model " + model.modelId() + "; run soundalike encode first.");
    }

    return new ComparedSongs(
        rows.stream().map(pair -> pair._1().getTrackId()).toList(),
        rows.stream().map(Tuple2::_2).toList(),
        rows.stream().map(pair -> sound(pair._1().getEmbedding(), pair._2())).toList());
  }

  /** The distance that the settings want, by index in {@link #trackIds}. */
  public Distance distance(JobContext context) {
    return Likeness.of(sounds, context.settings().neighbours());
  }

  /** What a song is compared by. */
  public static SongSound sound(float[] embedding, FeatureRow row) {
    return new SongSound(
        embedding,
        row.getMfccMean(),
        row.getMfccCovariance(),
        row.getTimbreMean(),
        row.getTimbreCovariance(),
        row.getSpectralContrastMeanDb(),
        row.getCentroidMeanHz(),
        row.getBandwidthMeanHz(),
        row.getTempoBpm(),
        row.getBeatDiffStdSeconds(),
        row.getOnsetMean(),
        row.getOnsetStd(),
        row.getChromaMean());
  }
}

package io.soundalike.jobs;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.soundalike.clustering.Dendrogram;
import io.soundalike.clustering.WardLinkage;
import io.soundalike.jobs.UserException.ExitCode;
import io.soundalike.jobs.table.MapPointRow;
import io.soundalike.jobs.table.MergeRow;
import io.soundalike.model.TrainedModel;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.SongSound;
import io.soundalike.projection.PrincipalPlane;
import io.soundalike.projection.Tsne;
import io.soundalike.settings.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Lays the songs out on a map and clusters it.
 *
 * <p><b>What:</b> t-SNE on the driver, above {@code map.exact-tracks} songs of each song's nearest
 * ones, which tasks find; k-means of the map by MLlib; Ward linkage of the map.
 *
 * <p><b>Input:</b> embeddings of the latest inventory. <b>Output:</b> {@code runs/R/map_points} and
 * {@code runs/R/dendrogram}, empty above {@value #MAX_LEAVES} songs.
 *
 * <p><b>Usage:</b> {@code soundalike map --catalogue URI --set map.k=5}
 *
 * <p><b>Notes:</b> fewer songs than {@code map.k} give as many clusters as there are different
 * places.
 *
 * <p><b>References:</b> see {@link Tsne} and {@link WardLinkage}
 */
public final class MapAndClusterJob {

  static final String POINTS = "map_points";
  static final String DENDROGRAM = "dendrogram";

  /** The map's quality, as JSON. */
  static final String QUALITY = "map.json";

  private static final int MAX_LEAVES = 5000;

  private MapAndClusterJob() {}

  /**
   * The map's quality.
   *
   * @param divergence Kullback-Leibler, nats
   * @param iterations of the layout
   * @param clusters that are not empty
   */
  public record Result(double divergence, int iterations, long clusters) {}

  /** Makes map, clusters and tree. */
  public static Result run(JobContext context, TrainedModel model) throws IOException {
    context.describe("map: t-SNE, k-means, Ward linkage");
    ComparedSongs compared = ComparedSongs.collect(context, model);
    Settings.Map settings = context.settings().map();
    int songs = compared.trackIds().size();

    if (songs > settings.maxTracks()) {
      throw new UserException(
          ExitCode.RESOURCES,
          "A map of %d songs is refused above map.max-tracks = %d; raise it, or map fewer."
              .formatted(songs, settings.maxTracks()));
    }

    Tsne.Result layout = layout(context, compared);
    List<MapPointRow> points = points(compared, layout);
    Dataset<MapPointRow> clustered = cluster(context, points);
    write(context, clustered.coalesce(1), POINTS);
    write(context, dendrogram(context, layout.points()), DENDROGRAM);
    writeQuality(context, layout);
    long clusters =
        context
            .spark()
            .read()
            .parquet(context.catalogue().ofRun(context.runId(), POINTS))
            .select("cluster")
            .distinct()
            .count();
    return new Result(layout.divergence(), layout.iterations(), clusters);
  }

  private static void writeQuality(JobContext context, Tsne.Result layout) throws IOException {
    String json =
        ConfigValueFactory.fromMap(
                Map.of("divergence", layout.divergence(), "iterations", layout.iterations()))
            .render(ConfigRenderOptions.concise());
    context.catalogue().write(context.runId(), QUALITY, json);
  }

  private static Tsne.Result layout(JobContext context, ComparedSongs compared) throws IOException {
    Settings.Map settings = context.settings().map();
    int songs = compared.trackIds().size();
    double perplexity =
        settings.perplexity() > 0 ? settings.perplexity() : Tsne.Options.perplexityFor(songs);
    Tsne.Options options =
        new Tsne.Options(
            perplexity,
            settings.learningRate(),
            settings.maxIter(),
            settings.iterationsWithoutProgress(),
            settings.earlyExaggeration(),
            settings.seed());

    Distance distance = compared.distance(context);

    try {
      return songs <= settings.exactTracks()
          ? Tsne.project(distance.squaredMatrix(), songs, options)
          : Tsne.project(
              FindNeighboursJob.graph(context, distance, (int) Math.ceil(3 * perplexity)),
              PrincipalPlane.of(
                  compared.songs().stream().map(SongSound::embedding).toArray(float[][]::new),
                  settings.seed()),
              options);
    } catch (IllegalArgumentException e) {
      throw new UserException(ExitCode.USAGE, "map." + e.getMessage() + ".");
    }
  }

  private static List<MapPointRow> points(ComparedSongs compared, Tsne.Result layout) {
    List<MapPointRow> rows = new ArrayList<>();

    for (int i = 0; i < compared.trackIds().size(); i++) {
      MapPointRow row = new MapPointRow();
      row.setTrackId(compared.trackIds().get(i));
      row.setLeaf(i);
      row.setX(layout.points()[i][0]);
      row.setY(layout.points()[i][1]);
      rows.add(row);
    }

    return rows;
  }

  private static Dataset<MapPointRow> cluster(JobContext context, List<MapPointRow> points) {
    Settings.Map settings = context.settings().map();

    if (points.stream().map(p -> List.of(p.getX(), p.getY())).distinct().count() < 2) {
      // MLlib fails on a single place; all songs are one cluster there, number 0.
      return context.spark().createDataset(points, MapPointRow.ENCODER);
    }

    // One partition: the map is small, and MLlib's start depends on how rows are partitioned.
    Dataset<Row> features =
        new VectorAssembler()
            .setInputCols(new String[] {"x", "y"})
            .setOutputCol("place")
            .transform(
                context
                    .spark()
                    .createDataset(points, MapPointRow.ENCODER)
                    .coalesce(1)
                    .drop("cluster"))
            .cache();

    try {
      return new KMeans()
          .setK(settings.k())
          .setSeed(settings.seed())
          .setFeaturesCol("place")
          .setPredictionCol("cluster")
          .fit(features)
          .transform(features)
          .drop("place")
          .as(MapPointRow.ENCODER);
    } finally {
      features.unpersist();
    }
  }

  private static Dataset<MergeRow> dendrogram(JobContext context, double[][] points) {
    List<MergeRow> rows = new ArrayList<>();

    if (points.length <= MAX_LEAVES) {
      for (Dendrogram.Merge merge : WardLinkage.link(points).merges()) {
        MergeRow row = new MergeRow();
        row.setNode(points.length + rows.size());
        row.setLeft(merge.left());
        row.setRight(merge.right());
        row.setHeight(merge.height());
        row.setSize(merge.size());
        rows.add(row);
      }
    }

    return context.spark().createDataset(rows, MergeRow.ENCODER).coalesce(1);
  }

  private static <T> void write(JobContext context, Dataset<T> rows, String table) {
    rows.write().parquet(context.catalogue().ofRun(context.runId(), table));
  }
}

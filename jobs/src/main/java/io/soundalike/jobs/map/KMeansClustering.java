package io.soundalike.jobs.map;

import io.soundalike.clustering.RandIndex;
import io.soundalike.clustering.Silhouette;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.settings.MapSettings;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.clustering.KMeansModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Clusters of vectors by MLlib's k-means.
 *
 * @param ofSong cluster of each vector, from 0
 * @param centres {@code [k][dimensions]}
 * @param silhouette mean silhouette by Euclidean distance, from -1 to 1; NaN if not computed
 * @param stability mean adjusted Rand index with k-means of other seeds, at most 1; NaN if not
 *     computed
 */
record KMeansClustering(int[] ofSong, double[][] centres, double silhouette, double stability) {

  private static final int OTHER_SEEDS = 4;
  private static final String VECTOR = "vector";
  private static final String CLUSTER = "prediction";
  private static final StructType SCHEMA = new StructType().add(VECTOR, SQLDataTypes.VectorType());

  /**
   * Fits k clusters or, if {@code map.k} is 0, the number of clusters with the largest silhouette.
   *
   * @param vectors {@code [songs][dimensions]}
   */
  static KMeansClustering fit(JobContext context, double[][] vectors) {
    MapSettings settings = context.settings().map();

    try (Estimator estimator = new Estimator(context, vectors)) {
      if (estimator.distinctVectors() < 2) {
        return singleCluster(vectors);
      }

      KMeansClustering best =
          settings.k() > 0
              ? estimator.fitWithSilhouette(settings.k(), settings.seed())
              : estimator.fitBestK(
                  Math.min(settings.maxK(), estimator.distinctVectors() - 1), settings.seed());
      return best.withStability(
          IntStream.rangeClosed(1, OTHER_SEEDS)
              .mapToObj(i -> estimator.fit(best.centres().length, settings.seed() + i))
              .mapToDouble(other -> RandIndex.adjusted(best.ofSong(), other.ofSong()))
              .average()
              .orElseThrow());
    }
  }

  /** Fits the given number of clusters; silhouette and stability are not computed. */
  static KMeansClustering fit(JobContext context, double[][] vectors, int k) {
    try (Estimator estimator = new Estimator(context, vectors)) {
      return estimator.distinctVectors() < 2
          ? singleCluster(vectors)
          : estimator.fit(k, context.settings().map().seed());
    }
  }

  /** One cluster, number 0, of equal vectors, on which MLlib's k-means fails. */
  private static KMeansClustering singleCluster(double[][] vectors) {
    return new KMeansClustering(
        new int[vectors.length], Arrays.copyOf(vectors, 1), Double.NaN, Double.NaN);
  }

  private KMeansClustering withStability(double value) {
    return new KMeansClustering(ofSong, centres, silhouette, value);
  }

  /** The number of clusters that are not empty. */
  long count() {
    return Arrays.stream(ofSong).distinct().count();
  }

  /** Fits the same vectors several times. */
  private static final class Estimator implements AutoCloseable {

    private final Dataset<Row> rows;
    private final double[][] points;
    private final List<Vector> vectors;
    private final int distinctVectors;

    Estimator(JobContext context, double[][] vectors) {
      this.points = vectors;
      this.vectors = Arrays.stream(vectors).map(Vectors::dense).toList();
      this.distinctVectors = (int) this.vectors.stream().distinct().count();
      List<Row> all = this.vectors.stream().map(RowFactory::create).toList();
      // One partition: the data is small, and MLlib's initial centres depend on the partitioning.
      this.rows = context.spark().createDataFrame(all, SCHEMA).coalesce(1).cache();
    }

    int distinctVectors() {
      return distinctVectors;
    }

    KMeansClustering fit(int k, long seed) {
      return clustering(fitModel(k, seed), false);
    }

    KMeansClustering fitWithSilhouette(int k, long seed) {
      return clustering(fitModel(k, seed), true);
    }

    private KMeansModel fitModel(int k, long seed) {
      return new KMeans()
          .setK(k)
          .setSeed(seed)
          .setFeaturesCol(VECTOR)
          .setPredictionCol(CLUSTER)
          .fit(rows);
    }

    private KMeansClustering clustering(KMeansModel model, boolean withSilhouette) {
      int[] clusters = vectors.stream().mapToInt(model::predict).toArray();
      double[][] centres =
          Arrays.stream(model.clusterCenters()).map(Vector::toArray).toArray(double[][]::new);
      double silhouette = withSilhouette ? Silhouette.mean(points, clusters) : Double.NaN;
      return new KMeansClustering(clusters, centres, silhouette, Double.NaN);
    }

    /**
     * Fits 2 to maxK clusters and returns those of the largest silhouette, of equal ones the
     * fewest.
     */
    KMeansClustering fitBestK(int maxK, long seed) {
      KMeansClustering best = fitWithSilhouette(2, seed);

      for (int k = 3; k <= maxK; k++) {
        KMeansClustering other = fitWithSilhouette(k, seed);
        best = other.silhouette() > best.silhouette() ? other : best;
      }

      return best;
    }

    @Override
    public void close() {
      rows.unpersist();
    }
  }
}

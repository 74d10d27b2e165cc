package io.soundalike.jobs.map;

import io.soundalike.clustering.RandIndex;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.settings.MapSettings;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.clustering.KMeansModel;
import org.apache.spark.ml.evaluation.ClusteringEvaluator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * k-means by MLlib of some vectors.
 *
 * @param ofSong cluster of each, from 0
 * @param centres {@code [k][dimensions]}
 * @param silhouette mean, from -1 to 1, by squared Euclidean distance; NaN where nobody asked
 * @param stability mean adjusted Rand index with k-means of other seeds; NaN if none were tried
 */
record KMeansClustering(int[] ofSong, double[][] centres, double silhouette, double stability) {

  private static final int OTHER_SEEDS = 4;
  private static final String VECTOR = "vector";
  private static final String CLUSTER = "prediction";
  private static final StructType SCHEMA = new StructType().add(VECTOR, SQLDataTypes.VectorType());

  /** As the settings want them, of one point for each song. */
  static KMeansClustering of(JobContext context, double[][] vectors) {
    MapSettings settings = context.settings().map();

    try (Work work = new Work(context, vectors)) {
      if (work.places() < 2) {
        return together(vectors);
      }

      KMeansClustering best =
          settings.k() > 0
              ? work.judged(settings.k(), settings.seed())
              : work.mostApart(Math.min(settings.maxK(), work.places() - 1), settings.seed());
      return best.withStability(
          IntStream.rangeClosed(1, OTHER_SEEDS)
              .mapToObj(i -> work.fit(best.centres().length, settings.seed() + i))
              .mapToDouble(other -> RandIndex.adjusted(best.ofSong(), other.ofSong()))
              .average()
              .orElseThrow());
    }
  }

  /** So many groups and no questions asked. */
  static KMeansClustering groups(JobContext context, double[][] vectors, int groups) {
    try (Work work = new Work(context, vectors)) {
      return work.places() < 2
          ? together(vectors)
          : work.fit(groups, context.settings().map().seed());
    }
  }

  /** MLlib fails on a single place; all songs are one cluster there, number 0. */
  private static KMeansClustering together(double[][] vectors) {
    return new KMeansClustering(
        new int[vectors.length], Arrays.copyOf(vectors, 1), Double.NaN, Double.NaN);
  }

  private KMeansClustering withStability(double agreement) {
    return new KMeansClustering(ofSong, centres, silhouette, agreement);
  }

  /** Clusters that are not empty. */
  long count() {
    return Arrays.stream(ofSong).distinct().count();
  }

  /** Vectors that are clustered several times. */
  private static final class Work implements AutoCloseable {

    private final Dataset<Row> rows;
    private final List<Vector> vectors;
    private final int places;

    Work(JobContext context, double[][] vectors) {
      this.vectors = Arrays.stream(vectors).map(Vectors::dense).toList();
      this.places = (int) this.vectors.stream().distinct().count();
      List<Row> all = this.vectors.stream().map(RowFactory::create).toList();
      // One partition: the map is small, and MLlib's start depends on how rows are partitioned.
      this.rows = context.spark().createDataFrame(all, SCHEMA).coalesce(1).cache();
    }

    int places() {
      return places;
    }

    KMeansClustering fit(int k, long seed) {
      return of(model(k, seed), false);
    }

    KMeansClustering judged(int k, long seed) {
      return of(model(k, seed), true);
    }

    private KMeansModel model(int k, long seed) {
      return new KMeans()
          .setK(k)
          .setSeed(seed)
          .setFeaturesCol(VECTOR)
          .setPredictionCol(CLUSTER)
          .fit(rows);
    }

    private KMeansClustering of(KMeansModel model, boolean isJudged) {
      int[] clusters = vectors.stream().mapToInt(model::predict).toArray();
      double[][] centres =
          Arrays.stream(model.clusterCenters()).map(Vector::toArray).toArray(double[][]::new);
      double silhouette = isJudged ? silhouette(model.transform(rows), clusters) : Double.NaN;
      return new KMeansClustering(clusters, centres, silhouette, Double.NaN);
    }

    private static double silhouette(Dataset<Row> predicted, int[] clusters) {
      return Arrays.stream(clusters).distinct().count() < 2
          ? Double.NaN
          : new ClusteringEvaluator()
              .setFeaturesCol(VECTOR)
              .setPredictionCol(CLUSTER)
              .evaluate(predicted);
    }

    /** Of the numbers of clusters the one of the largest silhouette; the smaller of equal ones. */
    KMeansClustering mostApart(int maxK, long seed) {
      KMeansClustering best = judged(2, seed);

      for (int k = 3; k <= maxK; k++) {
        KMeansClustering other = judged(k, seed);
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

package io.soundalike.jobs.evaluation;

import io.soundalike.evaluation.ClusterAgreement;
import io.soundalike.evaluation.Ranking;
import io.soundalike.evaluation.Trustworthiness;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.table.MapPointRow;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.VectorDistance;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Measures the map: its trustworthiness, and the agreement of its clusters with labels. */
final class MapMetrics {

  /** Numbers of neighbours: scikit-learn's default, and that of the hubness. */
  private static final List<Integer> TRUSTWORTHINESS_K = List.of(5, RetrievalExperiment.HUBNESS_K);

  private MapMetrics() {}

  /**
   * Adds trustworthiness, purity and normalised mutual information.
   *
   * @param distance the distance that the map shows
   * @param points by song
   * @param labels of the songs
   */
  static void add(
      JobContext context,
      MetricTable metrics,
      Distance distance,
      List<MapPointRow> points,
      LabelRelevanceTask labels) {
    int songs = points.size();

    for (int k : TRUSTWORTHINESS_K) {
      if (k < songs / 2) {
        double trust =
            Trustworthiness.fromPenalties(penalty(context, distance, points, k), songs, k);
        metrics.add(
            EvaluationTask.MAP, EvaluatedDistances.OURS, "trustworthiness@" + k, trust, songs);
      }
    }

    List<Integer> labelled = IntStream.range(0, songs).filter(labels::isQuery).boxed().toList();
    ClusterAgreement agreement =
        ClusterAgreement.measure(
            labelled.stream().map(i -> points.get(i).getCluster()).toList(),
            labelled.stream().map(labels.labels()::get).toList());
    addClusters(metrics, "purity", agreement.purity(), labelled.size());
    addClusters(metrics, "nmi", agreement.nmi(), labelled.size());
  }

  private static void addClusters(MetricTable metrics, String metric, double value, int songs) {
    metrics.add(EvaluationTask.CLUSTERS, EvaluatedDistances.OURS, metric, value, songs);
  }

  /** The penalty of {@link Trustworthiness}, summed over all songs. */
  private static long penalty(
      JobContext context, Distance distance, List<MapPointRow> points, int k) {
    float[][] coordinates =
        points.stream()
            .map(point -> new float[] {(float) point.getX(), (float) point.getY()})
            .toArray(float[][]::new);
    JavaSparkContext spark = context.javaSpark();
    Broadcast<Distance> original = spark.broadcast(distance);
    Broadcast<Distance> map =
        spark.broadcast(new VectorDistance(VectorDistance.Metric.EUCLIDEAN, coordinates));
    int songs = points.size();

    try {
      return spark
          .parallelize(IntStream.range(0, songs).boxed().toList(), context.partitions(songs))
          .map(song -> penalty(original.value(), map.value(), song, k))
          .reduce(Long::sum);
    } finally {
      original.destroy();
      map.destroy();
    }
  }

  private static long penalty(Distance original, Distance map, int song, int k) {
    return Trustworthiness.penalty(
        Ranking.rank(original, song, other -> true), Ranking.rank(map, song, other -> true), k);
  }
}

package io.soundalike.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Agreement of clusters with labels.
 *
 * @param purity share of songs whose label is the most frequent one of their cluster
 * @param nmi normalised mutual information: that of clusters and labels divided by the mean of
 *     their entropies, 0 if independent, 1 if each determines the other
 *     <p>References: sklearn.metrics.normalized_mutual_info_score
 */
public record ClusterAgreement(double purity, double nmi) {

  /**
   * Measures the agreement.
   *
   * @param clusters cluster of each song
   * @param labels label of each song
   */
  public static ClusterAgreement measure(List<Integer> clusters, List<String> labels) {
    int n = clusters.size();
    Map<Integer, Map<String, Integer>> table = new HashMap<>();
    Map<String, Integer> ofLabel = new HashMap<>();
    Map<Integer, Integer> ofCluster = new HashMap<>();

    for (int i = 0; i < n; i++) {
      table
          .computeIfAbsent(clusters.get(i), cluster -> new HashMap<>())
          .merge(labels.get(i), 1, Integer::sum);
      ofLabel.merge(labels.get(i), 1, Integer::sum);
      ofCluster.merge(clusters.get(i), 1, Integer::sum);
    }

    double pure = 0;
    double information = 0;

    for (Map.Entry<Integer, Map<String, Integer>> cluster : table.entrySet()) {
      int size = ofCluster.getOrDefault(cluster.getKey(), 0);
      pure += cluster.getValue().values().stream().mapToInt(Integer::intValue).max().orElse(0);

      for (Map.Entry<String, Integer> cell : cluster.getValue().entrySet()) {
        double share = (double) cell.getValue() / n;
        double expected = (double) size * ofLabel.getOrDefault(cell.getKey(), 0) / n / n;
        information += share * Math.log(share / expected);
      }
    }

    double entropies = (entropy(ofLabel, n) + entropy(ofCluster, n)) / 2;
    return new ClusterAgreement(pure / n, entropies == 0 ? 1 : information / entropies);
  }

  private static double entropy(Map<?, Integer> counts, int n) {
    return counts.values().stream()
        .mapToDouble(count -> -(double) count / n * Math.log((double) count / n))
        .sum();
  }
}

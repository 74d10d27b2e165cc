package io.soundalike.settings;

import java.io.Serializable;
import java.util.List;

/** The t-SNE map and its clusters. */
public record MapSettings(
    long seed,
    double perplexity,
    double learningRate,
    int maxIter,
    int iterationsWithoutProgress,
    double earlyExaggeration,
    int exactTracks,
    int maxTracks,
    double relayoutFraction,
    List<String> alternatives,
    ClusterBy clusterBy,
    int k,
    int maxK)
    implements Serializable {

  /** The alternative map by the features of the article's first attempt. */
  public static final String FEATURES = "features";

  public MapSettings {
    new Bounds("map")
        .within("perplexity", perplexity, 0, 1000)
        .within("learning-rate", learningRate, 0, 1e6)
        .within("max-iter", maxIter, 50, 100_000)
        .within("iterations-without-progress", iterationsWithoutProgress, 1, 100_000)
        .within("early-exaggeration", earlyExaggeration, 1, 100)
        .within("exact-tracks", exactTracks, 1, 30_000)
        .within("max-tracks", maxTracks, 1, 200_000)
        .within("relayout-fraction", relayoutFraction, 0, 1)
        .that(
            alternatives.stream().allMatch(name -> name.matches("[a-z0-9-]{1,100}"))
                && alternatives.stream().distinct().count() == alternatives.size(),
            "alternatives",
            "features and ids of models, each once",
            alternatives)
        .that(k == 0 || k >= 2 && k <= 10_000, "k", "0, or 2 to 10000", k)
        .within("max-k", maxK, 2, 1000)
        .verify();
  }

  /** What k-means clusters: places on the map, as in the article, or embeddings. */
  public enum ClusterBy {
    MAP,
    EMBEDDING
  }
}

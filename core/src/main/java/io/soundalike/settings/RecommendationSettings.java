package io.soundalike.settings;

import java.io.Serializable;

/** Recommendations: the weight of sound, and alternating least squares on the plays. */
public record RecommendationSettings(
    double soundShare,
    int rank,
    int iterations,
    double regularisation,
    double confidence,
    long seed)
    implements Serializable {

  public RecommendationSettings {
    new Bounds("recommend")
        .within("sound-share", soundShare, 0, 1)
        .within("rank", rank, 1, 1000)
        .within("iterations", iterations, 1, 1000)
        .within("regularisation", regularisation, 1e-6, 1000)
        .within("confidence", confidence, 0, 1e6)
        .verify();
  }
}

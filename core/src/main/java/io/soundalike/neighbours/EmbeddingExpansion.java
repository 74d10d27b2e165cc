package io.soundalike.neighbours;

import io.soundalike.math.TopK;
import java.util.stream.IntStream;

/**
 * Adds to each embedding its nearest songs of the reference, weighted by their similarity, so that
 * songs with common neighbours come closer to each other, and a song without near ones stays where
 * it is. A reference persists from run to run, so an embedding stays the same when other songs come
 * and go.
 *
 * <p>With embeddings u of length 1 and the nearest songs N of song i,
 *
 * <pre>
 * expanded(i) = u(i) + 1/2 sum over n in N of max(0, u(i) u(n))^3 u(n)
 * </pre>
 *
 * <p>References: R. Arandjelović, A. Zisserman, Three things everyone should know to improve object
 * retrieval, CVPR 2012 (database-side feature augmentation); F. Radenović, G. Tolias, O. Chum,
 * Fine-tuning CNN image retrieval with no human annotation, TPAMI 2019 (weights by a power of the
 * similarity)
 */
final class EmbeddingExpansion {

  /** Songs of the reference that are added to an embedding. */
  private static final int NEAREST = 5;

  private static final double SHARE = 0.5;
  private static final double POWER = 3;

  private EmbeddingExpansion() {}

  /**
   * Expands embeddings.
   *
   * @param embeddings {@code [songs][dimensions]}, not changed
   * @param reference indices of the songs of the reference
   * @return {@code [songs][dimensions]}
   */
  static float[][] expand(float[][] embeddings, int[] reference) {
    float[][] units = VectorDistance.unitVectors(embeddings, reference);
    return IntStream.range(0, units.length)
        .parallel()
        .mapToObj(song -> expand(units, reference, song))
        .toArray(float[][]::new);
  }

  private static float[] expand(float[][] units, int[] reference, int song) {
    // Not negative, as the selection needs it: 0 for the same direction, 2 for the opposite one.
    float[] distances = new float[reference.length];

    for (int r = 0; r < reference.length; r++) {
      distances[r] =
          reference[r] == song
              ? Float.POSITIVE_INFINITY
              : (float) Math.max(0, 1 - VectorDistance.dot(units[song], units[reference[r]]));
    }

    float[] expanded = units[song].clone();
    int[] nearest = TopK.select(distances, NEAREST).indices();

    for (int n = 0; n < Math.min(NEAREST, nearest.length); n++) {
      double weight = SHARE * Math.pow(Math.max(0, 1 - distances[nearest[n]]), POWER);
      float[] other = units[reference[nearest[n]]];

      for (int d = 0; d < expanded.length; d++) {
        expanded[d] += (float) (weight * other[d]);
      }
    }

    return expanded;
  }
}

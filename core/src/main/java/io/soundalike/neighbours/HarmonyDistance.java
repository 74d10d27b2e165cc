package io.soundalike.neighbours;

import io.soundalike.features.ChromaFourierMagnitude;
import io.soundalike.nd4j.MatrixProduct;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Distance between the harmonies of songs, by which covers are found: the smallest Euclidean
 * distance of their {@link ChromaFourierMagnitude}s after {@link Whitening}, comparing beats with
 * beats, beats with pairs, and pairs with beats, because one of two arrangements is often tracked
 * at twice the other's tempo. From 0 to 2.
 */
final class HarmonyDistance implements Distance {

  private static final long serialVersionUID = 1L;

  private static final int MAGNITUDES = ChromaFourierMagnitude.MAGNITUDES;

  /** Rounding error of single-precision products. */
  private static final float ROUNDING = 1e-5f;

  private final int size;
  private final float[][] beats;
  private final float[][] pairs;

  /** Products with the songs to compare: by beats, then by pairs. */
  private final MatrixProduct products;

  /**
   * @param harmonies {@code [songs][900]}, see {@link ChromaFourierMagnitude}
   * @param size number of songs to compare; {@link #between} also takes the indices of the songs
   *     after them
   * @param reference indices of the songs that the whitening is fitted to
   */
  HarmonyDistance(List<float[]> harmonies, int size, int[] reference) {
    this.size = size;
    float[][] fitted = new float[2 * reference.length][];

    for (int r = 0; r < reference.length; r++) {
      fitted[2 * r] = half(harmonies.get(reference[r]), 0);
      fitted[2 * r + 1] = half(harmonies.get(reference[r]), 1);
    }

    Whitening whitening = Whitening.fit(fitted);
    this.beats = whiten(harmonies, 0, whitening);
    this.pairs = whiten(harmonies, 1, whitening);
    float[][] both = Arrays.copyOf(beats, 2 * size);
    System.arraycopy(pairs, 0, both, size, size);
    this.products = new MatrixProduct(both);
  }

  private static float[] half(float[] harmony, int which) {
    return Arrays.copyOfRange(harmony, which * MAGNITUDES, (which + 1) * MAGNITUDES);
  }

  private static float[][] whiten(List<float[]> harmonies, int which, Whitening whitening) {
    return IntStream.range(0, harmonies.size())
        .parallel()
        .mapToObj(song -> whitening.apply(half(harmonies.get(song), which)))
        .toArray(float[][]::new);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public double between(int i, int j) {
    if (i == j) {
      return 0;
    }

    double largest =
        Math.max(
            VectorDistance.dot(beats[i], beats[j]),
            Math.max(
                VectorDistance.dot(beats[i], pairs[j]), VectorDistance.dot(pairs[i], beats[j])));
    return Math.sqrt(Math.max(0, 2 - 2 * largest));
  }

  @Override
  public float[][] lowerBounds(int from, int to) {
    float[][] byBeats = products.multiplyRows(from, to);
    float[][] byPairs = products.multiplyRows(size + from, size + to);
    float[][] bounds = new float[to - from][size];

    for (int i = 0; i < bounds.length; i++) {
      for (int j = 0; j < size; j++) {
        float largest =
            Math.max(byBeats[i][j], Math.max(byBeats[i][size + j], byPairs[i][j])) + ROUNDING;
        bounds[i][j] = from + i == j ? 0 : (float) Math.sqrt(Math.max(0, 2 - 2 * largest));
      }
    }

    return bounds;
  }
}

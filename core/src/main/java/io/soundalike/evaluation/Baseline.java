package io.soundalike.evaluation;

import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.SongDescriptor;
import io.soundalike.neighbours.VectorDistance;
import io.soundalike.neighbours.VectorDistance.Metric;
import java.util.List;

/** Distances that the evaluation compares with. */
public final class Baseline {

  private Baseline() {}

  /** Random distances. */
  public static Distance chance(int songs, long seed) {
    return new Chance(songs, seed);
  }

  /** Euclidean distance of MFCC means and standard deviations, each scaled by its deviation. */
  public static Distance mfccMeanStd(List<SongDescriptor> songs) {
    float[][] vectors = songs.stream().map(Baseline::meanStd).toArray(float[][]::new);
    return new VectorDistance(Metric.STANDARDISED_EUCLIDEAN, vectors);
  }

  private static float[] meanStd(SongDescriptor song) {
    int n = song.mfccMean().length;
    float[] vector = new float[2 * n];
    int diagonal = 0;

    for (int i = 0; i < n; i++) {
      vector[i] = song.mfccMean()[i];
      vector[n + i] = (float) Math.sqrt(Math.max(0, song.mfccCovariance()[diagonal]));
      diagonal += n - i;
    }

    return vector;
  }

  /** A random number in [0, 1) for each pair, determined by the seed. */
  private record Chance(int size, long seed) implements Distance {

    @Override
    public double between(int i, int j) {
      long pair = (long) Math.min(i, j) * size + Math.max(i, j);
      return new java.util.SplittableRandom(seed * 1_000_003 + pair).nextDouble();
    }
  }
}

package io.soundalike.neighbours;

import io.soundalike.nd4j.MatrixProduct;
import io.soundalike.nd4j.NativeAcceleration;
import io.soundalike.neighbours.VectorDistance.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Times the search for all neighbours of a generated catalogue, and the matrix product of its
 * vectors alone: {@code mvn -Pbenchmark -pl core test
 * -Dbenchmark.main=io.soundalike.neighbours.NeighboursBenchmark -Dbenchmark.song="20000 128 50"}.
 * Blocks run in parallel on all cores, as Spark's tasks do.
 */
public final class NeighboursBenchmark {

  private static final int BLOCK = 64;
  private static final int TIMBRE = 40;

  private NeighboursBenchmark() {}

  /** Takes songs, dimensions and neighbours. */
  public static void main(String[] arguments) {
    int songs = number(arguments, 0, 20_000);
    int dimensions = number(arguments, 1, 128);
    int k = number(arguments, 2, 50);
    NativeAcceleration.useOneThread();
    float[][] vectors = random(songs, dimensions, 1);
    MatrixProduct product = new MatrixProduct(vectors);
    Distance cosine = new VectorDistance(Metric.COSINE, vectors);
    System.out.printf(
        Locale.ROOT,
        "%d songs, %d dimensions, %d neighbours, %d cores%n",
        songs,
        dimensions,
        k,
        Runtime.getRuntime().availableProcessors());
    time(
        "products of all vectors, BLAS alone", songs, (from, to) -> product.multiplyRows(from, to));
    time("cosine", songs, (from, to) -> NearestNeighbours.search(cosine, from, to, k));
    Distance proximity = timed("  fitting mutual proximity", cosine);
    time(
        "cosine, mutual proximity",
        songs,
        (from, to) -> NearestNeighbours.search(proximity, from, to, k));
    Distance timbre = timed("  fitting mutual proximity of timbre", gaussians(songs));
    Distance blend = new WeightedMeanDistance(List.of(proximity, timbre), 1, 1);
    time(
        "blend with Gaussians of 40 dimensions",
        songs,
        (from, to) -> NearestNeighbours.search(blend, from, to, k));
  }

  private interface Block {

    Object run(int from, int to);
  }

  private static void time(String what, int songs, Block block) {
    long start = System.nanoTime();
    int blocks = (songs + BLOCK - 1) / BLOCK;
    IntStream.range(0, blocks)
        .parallel()
        .forEach(b -> block.run(b * BLOCK, Math.min(songs, (b + 1) * BLOCK)));
    print(what, start, (double) songs * songs);
  }

  private static Distance timed(String what, Distance distance) {
    long start = System.nanoTime();
    Distance proximity = MutualProximity.fit(distance);
    print(what, start, (double) distance.size() * SongCollection.MAX_REFERENCE_SONGS);
    return proximity;
  }

  private static void print(String what, long start, double pairs) {
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT, "%-42s %8.1f s %10.1f ns a pair%n", what, seconds, seconds * 1e9 / pairs);
  }

  /** Songs in 200 groups, as on albums. */
  private static float[][] random(int songs, int dimensions, long seed) {
    Random random = new Random(seed);
    float[][] vectors = new float[songs][dimensions];

    for (int i = 0; i < songs; i++) {
      Random centre = new Random(i % 200 * 7919L);

      for (int d = 0; d < dimensions; d++) {
        vectors[i][d] = (float) (centre.nextGaussian() + random.nextGaussian());
      }
    }

    return vectors;
  }

  private static Distance gaussians(int songs) {
    float[][] means = random(songs, TIMBRE, 2);
    float[] covariance = new float[TIMBRE * (TIMBRE + 1) / 2];
    int at = 0;

    for (int r = 0; r < TIMBRE; r++) {
      covariance[at] = 1;
      at += TIMBRE - r;
    }

    return new GaussianDistance(
        Arrays.asList(means), java.util.Collections.nCopies(songs, covariance));
  }

  private static int number(String[] arguments, int place, int otherwise) {
    return arguments.length > place ? Integer.parseInt(arguments[place]) : otherwise;
  }
}

package io.soundalike.projection;

import com.sun.management.OperatingSystemMXBean;
import io.soundalike.neighbours.NearestNeighbours;
import io.soundalike.neighbours.NearestNeighbours.Neighbour;
import io.soundalike.neighbours.VectorDistance;
import io.soundalike.neighbours.VectorDistance.Metric;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Times the map of made-up songs, neighbours included, on one thread and on all, beside Rtsne's
 * where R has it: {@code mvn -Pbenchmark -pl core test
 * -Dbenchmark.main=io.soundalike.projection.TsneBenchmark -Dbenchmark.song=5000}.
 */
public final class TsneBenchmark {

  private static final int DIMENSIONS = 64;
  private static final int CLUSTERS = 40;
  private static final double PERPLEXITY = 30;
  private static final int BLOCK = 64;

  private TsneBenchmark() {}

  /** Takes the number of songs. */
  public static void main(String[] arguments) throws Exception {
    int songs = arguments.length == 0 ? 5000 : Integer.parseInt(arguments[0]);
    float[][] vectors = vectors(songs);
    System.out.printf(
        Locale.ROOT, "%d songs, %d dimensions, 1,000 iterations%n", songs, DIMENSIONS);
    time("warming up", 1, Arrays.copyOf(vectors, Math.min(songs, 1000)));
    double wall = time("one thread", 1, vectors);
    double both = time("all threads", Runtime.getRuntime().availableProcessors(), vectors);
    System.out.printf(Locale.ROOT, "%.2f x as fast on all threads%n", wall / both);
    rtsne(vectors);
  }

  private static double time(String what, int threads, float[][] vectors) throws Exception {
    ForkJoinPool pool = new ForkJoinPool(threads);
    long start = System.nanoTime();
    double cpu = cpuSeconds();
    NeighbourGraph graph = pool.submit(() -> graph(vectors)).get();
    double found = (System.nanoTime() - start) / 1e9;
    Tsne.Options options = new Tsne.Options(PERPLEXITY, 0, 1000, 1000, 12, 14);
    Tsne.Result map =
        pool.submit(() -> Tsne.project(graph, PrincipalPlane.of(vectors, 14), options)).get();
    double seconds = (System.nanoTime() - start) / 1e9;
    pool.shutdown();
    System.out.printf(
        Locale.ROOT,
        "%-12s %6.1f s (neighbours %.1f), %6.1f CPU-s, divergence %.4f%n",
        what,
        seconds,
        found,
        cpuSeconds() - cpu,
        map.divergence());
    return seconds;
  }

  private static double cpuSeconds() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }

  private static NeighbourGraph graph(float[][] vectors) {
    int n = vectors.length;
    VectorDistance distance = new VectorDistance(Metric.EUCLIDEAN, vectors);
    int[][] neighbours = new int[n][];
    float[][] squared = new float[n][];
    IntStream.range(0, (n + BLOCK - 1) / BLOCK)
        .parallel()
        .forEach(
            b -> {
              int from = b * BLOCK;
              List<List<Neighbour>> found =
                  NearestNeighbours.of(
                      distance, from, Math.min(n, from + BLOCK), (int) (3 * PERPLEXITY));

              for (int i = 0; i < found.size(); i++) {
                neighbours[from + i] = found.get(i).stream().mapToInt(Neighbour::index).toArray();
                squared[from + i] = new float[found.get(i).size()];

                for (int k = 0; k < found.get(i).size(); k++) {
                  double d = found.get(i).get(k).distance();
                  squared[from + i][k] = (float) (d * d);
                }
              }
            });
    return new NeighbourGraph(neighbours, squared);
  }

  /** Songs around styles, some nearer to each other than others. */
  private static float[][] vectors(int n) {
    Random random = new Random(14);
    float[][] centres = new float[CLUSTERS][DIMENSIONS];
    float[][] vectors = new float[n][DIMENSIONS];

    for (float[] centre : centres) {
      for (int d = 0; d < DIMENSIONS; d++) {
        centre[d] = (float) random.nextGaussian();
      }
    }

    for (int i = 0; i < n; i++) {
      for (int d = 0; d < DIMENSIONS; d++) {
        vectors[i][d] = (float) (centres[i % CLUSTERS][d] + 0.8 * random.nextGaussian());
      }
    }

    return vectors;
  }

  private static void rtsne(float[][] vectors) throws IOException, InterruptedException {
    Path points = Files.createTempFile("points", ".csv");

    try (PrintWriter out = new PrintWriter(points.toFile(), StandardCharsets.UTF_8)) {
      for (float[] vector : vectors) {
        out.println(
            IntStream.range(0, DIMENSIONS)
                .mapToObj(d -> Float.toString(vector[d]))
                .collect(Collectors.joining(",")));
      }
    }

    try {
      Process process =
          new ProcessBuilder("Rscript", "src/test/reference/rtsne.R", points.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      double[] numbers =
          process.waitFor() == 0
              ? Arrays.stream(said.trim().split("\\s+")).mapToDouble(Double::parseDouble).toArray()
              : new double[0];
      System.out.println(
          numbers.length == 2
              ? String.format(
                  Locale.ROOT, "Rtsne        %6.1f CPU-s, divergence %.4f", numbers[0], numbers[1])
              : "Rtsne is not installed in R.");
    } catch (IOException e) {
      System.out.println("There is no R to ask.");
    } finally {
      Files.delete(points);
    }
  }
}

package io.soundalike.jobs.evaluation;

import io.soundalike.evaluation.PairRanks;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.inventory.Labels;
import io.soundalike.jobs.inventory.SongFiles;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.neighbours.Distance;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;
import org.apache.spark.broadcast.Broadcast;

/**
 * Pairs of songs that are known to be similar, such as cover versions.
 *
 * @param pairs indices of two different songs each
 */
record KnownPairs(List<Pair> pairs) {

  /** Maximum number of pairs from folders; of more, evenly spaced ones are used. */
  private static final int MAX_PAIRS = 10_000;

  /** The indices of two songs. */
  record Pair(int first, int second) implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  /**
   * Reads known pairs.
   *
   * @param source a CSV file with the columns {@code path_a}, {@code path_b}; or {@code folders}:
   *     songs of one folder are versions of one song, as in Covers80
   * @throws UserException if the file cannot be used, or if the catalogue has none of the pairs
   */
  static KnownPairs read(JobContext context, List<AudioFileRow> songs, String source)
      throws IOException {
    KnownPairs known =
        source.equals("folders") ? fromFolders(context, songs) : readFile(songs, Path.of(source));

    if (known.pairs().isEmpty()) {
      throw new UserException(
          ExitCode.NO_INPUT,
          "The catalogue has none of the pairs of "
              + source
              + "; its columns path_a and path_b must name files of the catalogue.");
    }

    return known;
  }

  private static KnownPairs readFile(List<AudioFileRow> songs, Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new UserException(
          ExitCode.USAGE,
          "--pairs must be a CSV file or the word folders; " + file + " cannot be read.");
    }

    Map<String, Integer> index = new HashMap<>();

    for (int i = 0; i < songs.size(); i++) {
      index.put(SongFiles.place(songs.get(i).getPath()), i);
    }

    List<Pair> pairs = new ArrayList<>();

    for (CSVRecord row : Labels.readCsv(file, "path_a", "path_b")) {
      Integer first = index.get(SongFiles.place(row.get("path_a")));
      Integer second = index.get(SongFiles.place(row.get("path_b")));

      if (first != null && second != null && !first.equals(second)) {
        pairs.add(new Pair(first, second));
      }
    }

    return new KnownPairs(pairs);
  }

  private static KnownPairs fromFolders(JobContext context, List<AudioFileRow> songs) {
    Map<String, List<Integer>> folders = new TreeMap<>();

    for (int i = 0; i < songs.size(); i++) {
      String path = songs.get(i).getPath();
      folders
          .computeIfAbsent(path.substring(0, path.lastIndexOf('/') + 1), f -> new ArrayList<>())
          .add(i);
    }

    long all = folders.values().stream().mapToLong(f -> f.size() * (f.size() - 1L) / 2).sum();
    List<Pair> pairs = every((all + MAX_PAIRS - 1) / MAX_PAIRS, folders.values());

    if (pairs.size() < all) {
      context.report("  evaluating %d of %d pairs", pairs.size(), all);
    }

    return new KnownPairs(pairs);
  }

  /** Every {@code step}-th pair of songs of the same folder. */
  private static List<Pair> every(long step, Collection<List<Integer>> folders) {
    List<Pair> pairs = new ArrayList<>();
    long number = 0;

    for (List<Integer> versions : folders) {
      for (int a = 0; a < versions.size(); a++) {
        for (int b = a + 1; b < versions.size(); b++) {
          if (number++ % step == 0) {
            pairs.add(new Pair(versions.get(a), versions.get(b)));
          }
        }
      }
    }

    return pairs;
  }

  /** The rank of each song of a pair for the other one as the query: two ranks for each pair. */
  double[] ranks(JobContext context, Distance distance) {
    Broadcast<Distance> distances = context.javaSpark().broadcast(distance);

    try {
      return context
          .javaSpark()
          .parallelize(pairs, context.partitions(pairs.size()))
          .flatMap(pair -> ranks(distances.value(), pair).iterator())
          .collect()
          .stream()
          .mapToDouble(Integer::intValue)
          .toArray();
    } finally {
      distances.destroy();
    }
  }

  private static List<Integer> ranks(Distance distance, Pair pair) {
    return List.of(
        PairRanks.rank(distance, pair.first(), pair.second()),
        PairRanks.rank(distance, pair.second(), pair.first()));
  }
}

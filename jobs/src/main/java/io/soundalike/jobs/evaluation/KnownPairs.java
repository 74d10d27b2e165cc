package io.soundalike.jobs.evaluation;

import io.soundalike.evaluation.PairRanks;
import io.soundalike.jobs.SongFiles;
import io.soundalike.jobs.UserException;
import io.soundalike.jobs.UserException.ExitCode;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.neighbours.Distance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;

/**
 * Songs that are known to be alike, by their index.
 *
 * @param pairs of two different songs each
 */
record KnownPairs(List<Pair> pairs) {

  /** Two songs, and in what they are alike. */
  record Pair(int first, int second, String kind) {}

  /**
   * Reads them.
   *
   * @param source a CSV file with the columns {@code path_a}, {@code path_b} and perhaps {@code
   *     kind}; or {@code folders}: songs of one folder are versions of one song, as in Covers80
   */
  static KnownPairs of(List<AudioFileRow> songs, String source) throws IOException {
    KnownPairs known = source.equals("folders") ? ofFolders(songs) : ofFile(songs, Path.of(source));

    if (known.pairs().isEmpty()) {
      throw new UserException(
          ExitCode.NOTHING_TO_DO, "None of the pairs of " + source + " is in the catalogue.");
    }

    return known;
  }

  private static KnownPairs ofFile(List<AudioFileRow> songs, Path file) throws IOException {
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

    for (CSVRecord row : Labels.read(file, "path_a", "path_b")) {
      Integer first = index.get(SongFiles.place(row.get("path_a")));
      Integer second = index.get(SongFiles.place(row.get("path_b")));

      if (first != null && second != null && !first.equals(second)) {
        pairs.add(new Pair(first, second, row.isMapped("kind") ? row.get("kind") : "pair"));
      }
    }

    return new KnownPairs(pairs);
  }

  private static KnownPairs ofFolders(List<AudioFileRow> songs) {
    Map<String, List<Integer>> folders = new TreeMap<>();

    for (int i = 0; i < songs.size(); i++) {
      String path = songs.get(i).getPath();
      folders
          .computeIfAbsent(path.substring(0, path.lastIndexOf('/') + 1), f -> new ArrayList<>())
          .add(i);
    }

    List<Pair> pairs = new ArrayList<>();

    for (List<Integer> versions : folders.values()) {
      for (int a = 0; a < versions.size(); a++) {
        for (int b = a + 1; b < versions.size(); b++) {
          pairs.add(new Pair(versions.get(a), versions.get(b), "version"));
        }
      }
    }

    return new KnownPairs(pairs);
  }

  /** The rank of each pair's partner, there and back, pair by pair. */
  double[] ranks(Distance distance) {
    double[] ranks = new double[2 * pairs.size()];

    for (int p = 0; p < pairs.size(); p++) {
      Pair pair = pairs.get(p);
      ranks[2 * p] = PairRanks.rank(distance, pair.first(), pair.second());
      ranks[2 * p + 1] = PairRanks.rank(distance, pair.second(), pair.first());
    }

    return ranks;
  }
}

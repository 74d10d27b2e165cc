package io.soundalike.jobs.export;

import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.map.RunTables;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.NeighbourRow;
import io.soundalike.neighbours.Distance;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Writes distances for the MIREX audio-similarity task.
 *
 * <p><b>References:</b> MIREX 2013, Audio Music Similarity and Retrieval: both formats of a
 * distance matrix
 */
final class MirexExport {

  private MirexExport() {}

  /** Writes the whole matrix, with songs numbered from 1. */
  static Path writeMatrix(JobContext context, RunTables tables, SongIndex index, Path file)
      throws IOException {
    Map<String, Integer> indices = index.indices();
    int[] order =
        tables.files().stream()
            .mapToInt(song -> Objects.requireNonNull(indices.get(RunTables.trackId(song))))
            .toArray();
    Distance distance = index.distance(context);

    try (Writer out = Files.newBufferedWriter(file)) {
      out.write("soundalike distance matrix\n");

      for (int i = 0; i < order.length; i++) {
        out.write((i + 1) + "\t" + withoutTabs(tables.files().get(i).getPath()) + "\n");
      }

      out.write("Q/R");

      for (int i = 0; i < order.length; i++) {
        out.write("\t" + (i + 1));
      }

      for (int i = 0; i < order.length; i++) {
        out.write("\n" + (i + 1));

        for (int j = 0; j < order.length; j++) {
          double d = i == j ? 0 : distance.between(order[i], order[j]);
          out.write(String.format(Locale.ROOT, "\t%.9g", d));
        }
      }

      out.write("\n");
    }

    return file;
  }

  /** Writes the sparse matrix: the neighbours of each song, each followed by comma and distance. */
  static Path writeNeighbours(RunTables tables, Path file) throws IOException {
    Map<String, String> paths = new HashMap<>();
    tables.files().forEach(song -> paths.put(RunTables.trackId(song), withoutTabs(song.getPath())));

    try (Writer out = Files.newBufferedWriter(file)) {
      out.write("soundalike\n");

      for (AudioFileRow song : tables.files()) {
        out.write(withoutTabs(song.getPath()));

        for (NeighbourRow row :
            tables.neighbours().getOrDefault(RunTables.trackId(song), List.of())) {
          String path = Objects.requireNonNull(paths.get(row.getNeighbourId()));
          out.write(String.format(Locale.ROOT, "\t%s,%.9g", path, row.getDistance()));
        }

        out.write("\n");
      }
    }

    return file;
  }

  /** Replaces tabs and line breaks, which separate the fields of the format. */
  private static String withoutTabs(String path) {
    return path.replaceAll("[\\t\\n\\r]", " ");
  }
}

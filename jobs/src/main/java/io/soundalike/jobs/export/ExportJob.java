package io.soundalike.jobs.export;

import io.soundalike.clustering.Dendrogram;
import io.soundalike.clustering.Newick;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.Stopwatch;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.map.RunTables;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.report.ReportDataBuilder;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.MapPointRow;
import io.soundalike.jobs.table.NeighbourRow;
import io.soundalike.jobs.training.ModelSelection;
import io.soundalike.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the results as text, for spreadsheets and other tools.
 *
 * <p><b>What:</b> {@code features.csv} under the article's column names, {@code descriptors.csv}
 * with all other descriptors of a song, {@code embeddings.csv}, {@code neighbours.csv}, {@code
 * map.csv}, {@code tree.nwk} with the dendrogram in Newick format, and for the MIREX
 * audio-similarity task {@code distances.mirex}, the whole matrix, and {@code neighbours.mirex},
 * the nearest neighbours. {@code docs/schema.md} describes every column.
 *
 * <p><b>Input:</b> the latest results. <b>Output:</b> eight files in a local folder; songs are in
 * the order of their paths.
 *
 * <p><b>Usage:</b> {@code soundalike export --catalogue URI --to DIR}
 */
public final class ExportJob {

  private static final Logger LOG = LoggerFactory.getLogger(ExportJob.class);

  private ExportJob() {}

  /**
   * The export.
   *
   * @param files files that were written
   * @param songs number of songs in them
   */
  public record Result(List<Path> files, int songs) {}

  /**
   * Writes the eight files; existing ones are replaced.
   *
   * @throws UserException of NO_INPUT if a result does not exist yet
   */
  public static Result run(JobContext context, Path folder) throws IOException {
    context.describe("export");
    Stopwatch stopwatch = Stopwatch.start();
    TrainedModel model = ModelSelection.require(context);
    SongIndex index = SongIndex.collect(context, model);
    RunTables tables = RunTables.collect(context, index);
    LOG.info("Exporting {} songs to {}", tables.files().size(), folder);
    Files.createDirectories(folder);
    List<Path> files =
        List.of(
            FeatureExport.writeFeatures(tables, folder.resolve("features.csv")),
            FeatureExport.writeDescriptors(tables, folder.resolve("descriptors.csv")),
            writeEmbeddings(context, tables, model, folder.resolve("embeddings.csv")),
            writeNeighbours(tables, folder.resolve("neighbours.csv")),
            writeMap(tables, folder.resolve("map.csv")),
            MirexExport.writeMatrix(context, tables, index, folder.resolve("distances.mirex")),
            MirexExport.writeNeighbours(tables, folder.resolve("neighbours.mirex")),
            writeTree(context, tables, folder.resolve("tree.nwk")));
    LOG.info("Wrote {} files in {} s", files.size(), stopwatch.seconds());
    return new Result(files, tables.files().size());
  }

  private static Path writeEmbeddings(
      JobContext context, RunTables tables, TrainedModel model, Path file) throws IOException {
    Map<String, float[]> vectors = new HashMap<>();
    context
        .catalogue()
        .embeddingRows(context.spark(), model.modelId())
        .collectAsList()
        .forEach(row -> vectors.put(row.getTrackId(), row.getEmbedding()));
    int dimensions = vectors.values().iterator().next().length;
    String[] columns = new String[2 + dimensions];
    Arrays.setAll(columns, i -> i == 0 ? "track_id" : i == 1 ? "path" : "e" + (i - 2));

    try (CsvWriter csv = CsvWriter.open(file, columns)) {
      for (AudioFileRow song : tables.files()) {
        csv.cell(RunTables.trackId(song));
        csv.cell(song.getPath());
        csv.cells(Objects.requireNonNull(vectors.get(RunTables.trackId(song))));
        csv.endRow();
      }
    }

    return file;
  }

  private static Path writeNeighbours(RunTables tables, Path file) throws IOException {
    Map<String, String> paths = new HashMap<>();
    tables.files().forEach(song -> paths.put(RunTables.trackId(song), song.getPath()));

    try (CsvWriter csv =
        CsvWriter.open(
            file, "track_id", "path", "rank", "neighbour_id", "neighbour_path", "distance")) {
      for (AudioFileRow song : tables.files()) {
        String id = RunTables.trackId(song);

        for (NeighbourRow row : tables.neighbours().getOrDefault(id, List.of())) {
          csv.row(
              id,
              song.getPath(),
              row.getRank(),
              row.getNeighbourId(),
              paths.get(row.getNeighbourId()),
              row.getDistance());
        }
      }
    }

    return file;
  }

  private static Path writeMap(RunTables tables, Path file) throws IOException {
    try (CsvWriter csv = CsvWriter.open(file, "track_id", "path", "x", "y", "cluster")) {
      for (AudioFileRow song : tables.files()) {
        String id = RunTables.trackId(song);
        MapPointRow point = Objects.requireNonNull(tables.points().get(id));
        csv.row(id, song.getPath(), point.getX(), point.getY(), point.getCluster());
      }
    }

    return file;
  }

  /** Writes the dendrogram; a leaf of several songs is named by the first one and their number. */
  private static Path writeTree(JobContext context, RunTables tables, Path file)
      throws IOException {
    Dendrogram tree = RunTables.dendrogram(context);
    Map<Integer, List<String>> leaves = new HashMap<>();

    for (AudioFileRow song : tables.files()) {
      int leaf = Objects.requireNonNull(tables.points().get(RunTables.trackId(song))).getLeaf();
      leaves
          .computeIfAbsent(leaf, added -> new ArrayList<>())
          .add(ReportDataBuilder.track(song, null, null).label());
    }

    List<String> labels = new ArrayList<>();

    for (int leaf = 0; leaf < tree.leaves(); leaf++) {
      List<String> songs = leaves.getOrDefault(leaf, List.of("a removed song"));
      labels.add(songs.get(0) + (songs.size() == 1 ? "" : " and " + (songs.size() - 1) + " more"));
    }

    return Files.writeString(file, Newick.of(tree, labels) + "\n");
  }
}

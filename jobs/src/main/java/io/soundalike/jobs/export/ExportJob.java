package io.soundalike.jobs.export;

import io.soundalike.clustering.Dendrogram;
import io.soundalike.clustering.Newick;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.map.RunTables;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.report.ReportDataBuilder;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.jobs.table.MapPointRow;
import io.soundalike.jobs.table.NeighbourRow;
import io.soundalike.jobs.training.TrainAutoencoderJob;
import io.soundalike.model.TrainedModel;
import io.soundalike.neighbours.Distance;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Writes the results as text, for spreadsheets and for outside tools.
 *
 * <p><b>What:</b> {@code features.csv} under the article's column names, {@code descriptors.csv}
 * with what else is known of a song's sound (see {@code docs/schema.md}), {@code embeddings.csv},
 * {@code neighbours.csv}, {@code map.csv}, and for the MIREX audio-similarity task {@code
 * distances.mirex}, the whole matrix, and {@code neighbours.mirex}, the nearest songs alone.
 *
 * <p><b>Input:</b> the latest results. <b>Output:</b> seven files in a local folder; songs in order
 * of paths.
 *
 * <p><b>Usage:</b> {@code soundalike export --catalogue URI --to DIR}
 *
 * <p><b>References:</b> MIREX 2013, Audio Music Similarity and Retrieval: both formats of a
 * distance matrix
 */
public final class ExportJob {

  private static final String[] FEATURE_COLUMNS = {
    "audio_file_id",
    "samplefreq",
    "channels",
    "sample_points",
    "audio_length_seconds",
    "tempo_bpm",
    "avg_diff_beat_times",
    "std_diff_beat_times",
    "rolloff_freq",
    "avg_zcr",
    "zcr_range",
    "avg_mel_freq",
    "std_mel_freq",
    "avg_onset_strength",
    "std_onset_strength",
    "tonic",
    "key_signature",
    "z_dist_avg_to_tonic",
    "track_id",
    "path",
    "title",
    "artist",
    "album",
    "year",
    "genre",
  };

  private ExportJob() {}

  /** What was written. */
  public record Result(List<Path> files, int songs) {}

  /** Writes the eight files; those that are there are replaced. */
  public static Result run(JobContext context, Path folder) throws IOException {
    context.describe("export");
    TrainedModel model = TrainAutoencoderJob.required(context);
    SongIndex compared = SongIndex.collect(context, model);
    RunTables tables = RunTables.collect(context, compared);
    Files.createDirectories(folder);
    List<Path> files =
        List.of(
            features(tables, folder.resolve("features.csv")),
            descriptors(tables, folder.resolve("descriptors.csv")),
            embeddings(context, tables, model, folder.resolve("embeddings.csv")),
            neighbours(tables, folder.resolve("neighbours.csv")),
            map(tables, folder.resolve("map.csv")),
            distances(context, tables, compared, folder.resolve("distances.mirex")),
            nearest(tables, folder.resolve("neighbours.mirex")),
            tree(context, tables, folder.resolve("tree.nwk")));
    return new Result(files, tables.files().size());
  }

  private static Path features(RunTables tables, Path file) throws IOException {
    try (CsvWriter csv = csv(file, FEATURE_COLUMNS)) {
      int number = 0;

      for (AudioFileRow song : tables.files()) {
        FeatureRow f = Objects.requireNonNull(tables.features().get(RunTables.trackId(song)));
        csv.row(
            ++number,
            f.getSampleRateHz(),
            f.getChannels(),
            f.getSamplePoints(),
            f.getSeconds(),
            f.getTempoBpm(),
            f.getBeatDiffMeanSeconds(),
            f.getBeatDiffStdSeconds(),
            f.getRolloffMeanHz(),
            f.getZcrMean(),
            f.getZcrRange(),
            f.getMelMean(),
            f.getMelStd(),
            f.getOnsetMean(),
            f.getOnsetStd(),
            f.getTonic(),
            f.getKeySignature(),
            f.getTonicZ(),
            f.getTrackId(),
            song.getPath(),
            song.getTitle(),
            song.getArtist(),
            song.getAlbum(),
            song.getYear(),
            song.getGenre());
      }
    }

    return file;
  }

  private static Path descriptors(RunTables tables, Path file) throws IOException {
    List<String> columns = new ArrayList<>(List.of("track_id", "path", "tuning"));
    columns.addAll(List.of("centroid_mean_hz", "bandwidth_mean_hz", "rms_mean", "loudness_dbfs"));
    columns.addAll(List.of("peak_dbfs", "clipped_share", "quiet_share", "side_db"));
    FeatureRow first =
        Objects.requireNonNull(tables.features().get(RunTables.trackId(tables.files().get(0))));
    addColumns(columns, "mfcc_mean_", first.getMfccMean());
    addColumns(columns, "contrast_mean_db_", first.getSpectralContrastMeanDb());
    addColumns(columns, "chroma_mean_", first.getChromaMean());
    addColumns(columns, "mfcc_covariance_", first.getMfccCovariance());

    try (CsvWriter csv = csv(file, columns.toArray(String[]::new))) {
      for (AudioFileRow song : tables.files()) {
        FeatureRow f = Objects.requireNonNull(tables.features().get(RunTables.trackId(song)));
        csv.cell(f.getTrackId());
        csv.cell(song.getPath());
        csv.cell(f.getTuning());
        csv.cell(f.getCentroidMeanHz());
        csv.cell(f.getBandwidthMeanHz());
        csv.cell(f.getRmsMean());
        csv.cell(f.getLoudnessDbfs());
        csv.cell(f.getPeakDbfs());
        csv.cell(f.getClippedShare());
        csv.cell(f.getQuietShare());
        csv.cell(f.getSideDb());
        print(csv, f.getMfccMean());
        print(csv, f.getSpectralContrastMeanDb());
        print(csv, f.getChromaMean());
        print(csv, f.getMfccCovariance());
        csv.endRow();
      }
    }

    return file;
  }

  private static void addColumns(List<String> columns, String prefix, float[] values) {
    for (int i = 0; i < values.length; i++) {
      columns.add(prefix + i);
    }
  }

  private static void print(CsvWriter csv, float[] values) throws IOException {
    for (float value : values) {
      csv.cell(value);
    }
  }

  private static Path embeddings(
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

    try (CsvWriter csv = csv(file, columns)) {
      for (AudioFileRow song : tables.files()) {
        csv.cell(RunTables.trackId(song));
        csv.cell(song.getPath());
        print(csv, Objects.requireNonNull(vectors.get(RunTables.trackId(song))));
        csv.endRow();
      }
    }

    return file;
  }

  private static Path neighbours(RunTables tables, Path file) throws IOException {
    Map<String, String> paths = new HashMap<>();
    tables.files().forEach(song -> paths.put(RunTables.trackId(song), song.getPath()));

    try (CsvWriter csv =
        csv(file, "track_id", "path", "rank", "neighbour_id", "neighbour_path", "distance")) {
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

  private static Path map(RunTables tables, Path file) throws IOException {
    try (CsvWriter csv = csv(file, "track_id", "path", "x", "y", "cluster")) {
      for (AudioFileRow song : tables.files()) {
        String id = RunTables.trackId(song);
        MapPointRow point = Objects.requireNonNull(tables.points().get(id));
        csv.row(id, song.getPath(), point.getX(), point.getY(), point.getCluster());
      }
    }

    return file;
  }

  private static Path distances(JobContext context, RunTables tables, SongIndex compared, Path file)
      throws IOException {
    Map<String, Integer> index = compared.indices();
    int[] order =
        tables.files().stream()
            .mapToInt(song -> Objects.requireNonNull(index.get(RunTables.trackId(song))))
            .toArray();
    Distance distance = compared.distance(context);

    try (Writer out = Files.newBufferedWriter(file)) {
      out.write("soundalike distance matrix\n");

      for (int i = 0; i < order.length; i++) {
        out.write((i + 1) + "\t" + tabless(tables.files().get(i).getPath()) + "\n");
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

  /** The sparse matrix: the neighbours of each song, each with its distance behind a comma. */
  private static Path nearest(RunTables tables, Path file) throws IOException {
    Map<String, String> paths = new HashMap<>();
    tables.files().forEach(song -> paths.put(RunTables.trackId(song), tabless(song.getPath())));

    try (Writer out = Files.newBufferedWriter(file)) {
      out.write("soundalike\n");

      for (AudioFileRow song : tables.files()) {
        out.write(tabless(song.getPath()));

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

  /** The dendrogram; of many songs a leaf is named by the first of its own, and their number. */
  private static Path tree(JobContext context, RunTables tables, Path file) throws IOException {
    Dendrogram tree = RunTables.tree(context);
    Map<Integer, List<String>> leaves = new HashMap<>();

    for (AudioFileRow song : tables.files()) {
      int leaf = Objects.requireNonNull(tables.points().get(RunTables.trackId(song))).getLeaf();
      leaves
          .computeIfAbsent(leaf, added -> new ArrayList<>())
          .add(ReportDataBuilder.track(song, null, null).label());
    }

    List<String> labels = new ArrayList<>();

    for (int leaf = 0; leaf < tree.leaves(); leaf++) {
      List<String> songs = leaves.getOrDefault(leaf, List.of("of a song that is gone"));
      labels.add(songs.get(0) + (songs.size() == 1 ? "" : " and " + (songs.size() - 1) + " more"));
    }

    return Files.writeString(file, Newick.of(tree, labels) + "\n");
  }

  /** The format parts fields by tabs and lines, which file names may hold too. */
  private static String tabless(String path) {
    return path.replaceAll("[\\t\\n\\r]", " ");
  }

  private static CsvWriter csv(Path file, String... columns) throws IOException {
    return new CsvWriter(Files.newBufferedWriter(file), columns);
  }
}

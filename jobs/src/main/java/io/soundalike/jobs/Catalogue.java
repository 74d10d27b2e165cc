package io.soundalike.jobs;

import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.EmbeddingRow;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.jobs.table.SongModelRow;
import io.soundalike.model.ModelArchive;
import io.soundalike.model.TrainedModel;
import io.soundalike.model.TrainingState;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The directory that holds everything about one collection of songs, on any Hadoop file system. It
 * alone knows paths.
 *
 * <pre>
 * audio_files/run=R/                      every file that run R found
 * features/fp=F/run=R/outcome=ok|...      songs analysed under settings F
 * models/M/                               a trained model; songs/run=R/ with networks of single songs
 * models/M/checkpoints/epoch=N/           a training that is not over
 * embeddings/model=M/run=R/               songs encoded by model M
 * runs/R/{settings.conf, neighbours/, map_points/, dendrogram/, report/, manifest.json,
 *         evaluation/, evaluation.json, recommendations/}
 * </pre>
 *
 * <p>A directory counts only once it holds {@code _SUCCESS}, a run only once it holds {@code
 * manifest.json}; both are written last. Nothing is renamed, so an object store serves as well as
 * HDFS. Run ids sort by time.
 */
public final class Catalogue {

  private static final String SUCCESS = "_SUCCESS";
  private static final String MANIFEST = "manifest.json";

  /** A run's settings, written before its results. */
  static final String SETTINGS = "settings.conf";

  private final Path root;
  private final FileSystem fs;

  private Catalogue(Path root, FileSystem fs) {
    this.root = root;
    this.fs = fs;
  }

  /**
   * Opens a catalogue; nothing needs to be there yet.
   *
   * @param uri a URI, or a path of the default file system
   */
  public static Catalogue open(String uri, Configuration hadoop) throws IOException {
    Path path = new Path(uri);
    FileSystem fs = path.getFileSystem(hadoop);
    return new Catalogue(fs.makeQualified(path), fs);
  }

  /** The catalogue's own URI. */
  public String uri() {
    return root.toString();
  }

  /** Where a run's file listing goes. */
  String audioFiles(String runId) {
    return path("audio_files/run=" + runId);
  }

  /** Where a run's new features go. */
  String features(String fingerprint, String runId) {
    return path("features/fp=" + fingerprint + "/run=" + runId);
  }

  /** Where a run's new embeddings go. */
  String embeddings(String modelId, String runId) {
    return path("embeddings/model=" + modelId + "/run=" + runId);
  }

  /** Where one of a run's own tables or files goes. */
  public String ofRun(String runId, String name) {
    return path("runs/" + runId + "/" + name);
  }

  /** The files that the latest inventory found; empty if there is none. */
  public Dataset<AudioFileRow> latestAudioFiles(SparkSession spark) throws IOException {
    List<Path> runs = committed("audio_files");
    List<Path> latest = runs.isEmpty() ? runs : runs.subList(runs.size() - 1, runs.size());
    return read(spark, "audio_files", latest, AudioFileRow.ENCODER);
  }

  /** All songs analysed under a fingerprint. */
  public Dataset<FeatureRow> featureRows(SparkSession spark, String fingerprint)
      throws IOException {
    String folder = "features/fp=" + fingerprint;
    return read(spark, folder, committed(folder), FeatureRow.ENCODER);
  }

  /** All songs encoded by a model. */
  public Dataset<EmbeddingRow> embeddingRows(SparkSession spark, String modelId)
      throws IOException {
    String folder = "embeddings/model=" + modelId;
    return read(spark, folder, committed(folder), EmbeddingRow.ENCODER);
  }

  /** The latest committed table of a kind among all runs. */
  public <T> Optional<Dataset<T>> latestOfRuns(SparkSession spark, String name, Encoder<T> encoder)
      throws IOException {
    List<Path> tables = new ArrayList<>();

    for (Path run : children("runs")) {
      Path table = new Path(run, name);

      if (fs.exists(new Path(table, SUCCESS))) {
        tables.add(table);
      }
    }

    return tables.isEmpty()
        ? Optional.empty()
        : Optional.of(
            spark
                .read()
                .schema(encoder.schema())
                .parquet(tables.get(tables.size() - 1).toString())
                .as(encoder));
  }

  /** Ids of the runs that ended well, in order of time. */
  public List<String> completeRuns() throws IOException {
    List<String> runs = new ArrayList<>();

    for (Path run : children("runs")) {
      if (fs.exists(new Path(run, MANIFEST))) {
        runs.add(run.getName());
      }
    }

    return runs;
  }

  /** The text of a complete run's manifest. */
  public String manifest(String runId) throws IOException {
    return readText(ofRun(runId, MANIFEST));
  }

  /** Ends a run: from now on it counts. */
  void commitRun(String runId, String manifest) throws IOException {
    write(ofRun(runId, MANIFEST), manifest.getBytes(StandardCharsets.UTF_8));
  }

  /** The settings of the latest run that wrote any, complete or not. */
  Optional<String> latestSettings() throws IOException {
    return latestTextOfRuns(SETTINGS);
  }

  /** The latest file of a name among all runs, complete or not. */
  Optional<String> latestTextOfRuns(String name) throws IOException {
    return latestTextOfRuns(name, text -> true);
  }

  /** The latest file of a name and kind. */
  public Optional<String> latestTextOfRuns(String name, Predicate<String> isWanted)
      throws IOException {
    List<Path> runs = children("runs");

    for (int i = runs.size() - 1; i >= 0; i--) {
      Path file = new Path(runs.get(i), name);

      if (fs.exists(file)) {
        String text = readText(file.toString());

        if (isWanted.test(text)) {
          return Optional.of(text);
        }
      }
    }

    return Optional.empty();
  }

  /** Committed models, oldest first. */
  public List<TrainedModel> models() throws IOException {
    List<FileStatus> folders = new ArrayList<>();

    for (Path model : children("models")) {
      Path success = new Path(model, SUCCESS);

      if (fs.exists(success)) {
        folders.add(fs.getFileStatus(success));
      }
    }

    folders.sort(
        Comparator.comparingLong(FileStatus::getModificationTime)
            .thenComparing(status -> status.getPath().toString()));
    List<TrainedModel> models = new ArrayList<>();

    for (FileStatus success : folders) {
      Path folder = success.getPath().getParent();
      models.add(ModelArchive.readModel(name -> readBytes(new Path(folder, name))));
    }

    return models;
  }

  /** Whether a model is committed. */
  public boolean hasModel(String modelId) throws IOException {
    return fs.exists(new Path(root, "models/" + modelId + "/" + SUCCESS));
  }

  /** Where a model's table of epochs goes. */
  String epochs(String modelId) {
    return path("models/" + modelId + "/training.parquet");
  }

  /** Keeps a model, and none of the checkpoints that led to it. */
  public void commitModel(TrainedModel model) throws IOException {
    writeArchive("models/" + model.modelId(), ModelArchive.files(model));
    fs.delete(new Path(root, checkpoints(model.modelId())), true);
  }

  /** Keeps a training between two epochs; of earlier ones the last is left. */
  public void commitCheckpoint(TrainingState state) throws IOException {
    String folder = checkpoints(state.model().modelId());
    writeArchive(folder + "/epoch=%06d".formatted(state.epoch()), ModelArchive.files(state));
    List<Path> kept = committed(folder);

    for (Path old : kept.subList(0, Math.max(0, kept.size() - 2))) {
      fs.delete(old, true);
    }
  }

  /** Where a training stood that never became a model. */
  public Optional<TrainingState> latestCheckpoint(String modelId) throws IOException {
    List<Path> kept = committed(checkpoints(modelId));

    if (kept.isEmpty()) {
      return Optional.empty();
    }

    Path latest = kept.get(kept.size() - 1);
    return Optional.of(ModelArchive.readState(name -> readBytes(new Path(latest, name))));
  }

  private static String checkpoints(String modelId) {
    return "models/" + modelId + "/checkpoints";
  }

  /** Where a run's own networks of songs go. */
  public String songModels(String modelId, String runId) {
    return path("models/" + modelId + "/songs/run=" + runId);
  }

  /** The networks that songs have of their own. */
  public Dataset<SongModelRow> songModelRows(SparkSession spark, String modelId)
      throws IOException {
    String folder = "models/" + modelId + "/songs";
    return read(spark, folder, committed(folder), SongModelRow.ENCODER);
  }

  private void writeArchive(String folder, Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      write(path(folder + "/" + file.getKey()), file.getValue());
    }

    write(path(folder + "/" + SUCCESS), new byte[0]);
  }

  /** Writes a small file whole. */
  public void write(String path, byte[] bytes) throws IOException {
    try (FSDataOutputStream out = fs.create(new Path(path), true /* overwrite */)) {
      out.write(bytes);
    }
  }

  /** Deletes what a run needed only while it lasted. */
  public void delete(String path) throws IOException {
    fs.delete(new Path(path), true /* recursive */);
  }

  /** Copies a run's report to a local folder. */
  public void copyReport(String runId, java.nio.file.Path folder) throws IOException {
    java.nio.file.Files.createDirectories(folder);

    for (FileStatus file : fs.listStatus(new Path(ofRun(runId, "report")))) {
      java.nio.file.Files.write(
          folder.resolve(file.getPath().getName()), readBytes(file.getPath()));
    }
  }

  private String path(String relative) {
    return new Path(root, relative).toString();
  }

  private List<Path> committed(String folder) throws IOException {
    List<Path> runs = new ArrayList<>();

    for (Path run : children(folder)) {
      if (fs.exists(new Path(run, SUCCESS))) {
        runs.add(run);
      }
    }

    return runs;
  }

  /** Folders below a folder, by name; none if it is not there. */
  private List<Path> children(String folder) throws IOException {
    try {
      return Arrays.stream(fs.listStatus(new Path(root, folder)))
          .filter(FileStatus::isDirectory)
          .map(FileStatus::getPath)
          .sorted()
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  private <T> Dataset<T> read(
      SparkSession spark, String folder, List<Path> paths, Encoder<T> encoder) {
    if (paths.isEmpty()) {
      return spark.emptyDataset(encoder);
    }

    return spark
        .read()
        // Known: without it Spark starts a job to read it from a file.
        .schema(encoder.schema())
        .option("basePath", path(folder))
        .parquet(paths.stream().map(Path::toString).toArray(String[]::new))
        // The folders' names are columns too; only the row's own are wanted.
        .select(
            Arrays.stream(encoder.schema().fieldNames()).map(functions::col).toArray(Column[]::new))
        .as(encoder);
  }

  private String readText(String path) throws IOException {
    return new String(readBytes(new Path(path)), StandardCharsets.UTF_8);
  }

  private byte[] readBytes(Path path) {
    try (FSDataInputStream in = fs.open(path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }
}

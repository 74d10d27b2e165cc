package io.soundalike.jobs.catalogue;

import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.EmbeddingRow;
import io.soundalike.jobs.table.FeatureRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;

/**
 * The directory that holds everything about one collection of songs, on any Hadoop file system. It
 * alone knows paths.
 *
 * <pre>
 * audio_files/run=R/                      every file that run R found
 * audio_files_read/run=R/                 of an inventory that is not over: files that were read
 * features/fp=F/run=R/outcome=ok|...      songs analysed under settings F
 * models/M/                               {@link ModelStore}
 * embeddings/model=M/run=R/               songs encoded by model M
 * runs/R/{settings.conf, distance.json, proximity/, neighbours/, map_points/, clusters/, dendrogram/, report/, manifest.json,
 *         evaluation/, evaluation.json, recommendations/}
 * </pre>
 *
 * <p>A directory counts only once it holds {@code _SUCCESS}, a run only once it holds {@code
 * manifest.json}; both are written last. No directory is renamed, so an object store serves as well
 * as HDFS; a run's small files are, so that another run never reads half of one. Run ids sort by
 * time; a run that commits in groups adds a number to its own.
 */
public final class Catalogue {

  private static final String RUN = "run=";

  private final Path root;
  private final CommittedFolders folders;
  private final ModelStore models;

  private Catalogue(Path root, CommittedFolders folders) {
    this.root = root;
    this.folders = folders;
    this.models = new ModelStore(folders);
  }

  /**
   * Opens a catalogue; nothing needs to be there yet.
   *
   * @param uri a URI, or a path of the default file system
   */
  public static Catalogue open(String uri, Configuration hadoop) throws IOException {
    Path path = new Path(uri);
    FileSystem fs = path.getFileSystem(hadoop);
    Path root = fs.makeQualified(path);
    return new Catalogue(root, new CommittedFolders(root, fs));
  }

  /** The catalogue's own URI. */
  public String uri() {
    return root.toString();
  }

  /** Its models. */
  public ModelStore models() {
    return models;
  }

  /** Its folders as such, for upkeep. */
  public CommittedFolders folders() {
    return folders;
  }

  /** Where a run's file listing goes. */
  public String audioFiles(String runId) {
    return folders.path(CatalogueTables.AUDIO_FILES + "/" + RUN + runId);
  }

  /** Where files go that an inventory has read before it is over. */
  public String audioFilesRead(String group) {
    return folders.path(CatalogueTables.AUDIO_FILES_READ + "/" + RUN + group);
  }

  /** Where new features go. */
  public String features(String fingerprint, String group) {
    return folders.path(featuresFolder(fingerprint) + "/" + RUN + group);
  }

  public static String featuresFolder(String fingerprint) {
    return CatalogueTables.FEATURES + "/fp=" + fingerprint;
  }

  /** Where new embeddings go. */
  public String embeddings(String modelId, String group) {
    return folders.path(embeddingsFolder(modelId) + "/" + RUN + group);
  }

  static String embeddingsFolder(String modelId) {
    return CatalogueTables.EMBEDDINGS + "/model=" + modelId;
  }

  /** Where one of a run's own tables or files goes. */
  public String ofRun(String runId, String name) {
    return folders.path(relative(runId, name));
  }

  private static String relative(String runId, String name) {
    return CatalogueTables.RUNS + "/" + runId + "/" + name;
  }

  /** The files that a run found or, if it did not look, those that the latest inventory found. */
  public Dataset<AudioFileRow> audioFiles(SparkSession spark, String runId) throws IOException {
    boolean own = folders.isCommitted(CatalogueTables.AUDIO_FILES + "/" + RUN + runId);
    List<String> runs = own ? List.of(RUN + runId) : folders.committed(CatalogueTables.AUDIO_FILES);
    List<String> latest = runs.isEmpty() ? runs : runs.subList(runs.size() - 1, runs.size());
    return folders.read(spark, CatalogueTables.AUDIO_FILES, latest, AudioFileRow.ENCODER);
  }

  /** Files that inventories have read which were stopped before their end. */
  public Dataset<AudioFileRow> audioFilesReadBefore(SparkSession spark) throws IOException {
    return folders.read(
        spark,
        CatalogueTables.AUDIO_FILES_READ,
        folders.committed(CatalogueTables.AUDIO_FILES_READ),
        AudioFileRow.ENCODER);
  }

  /** Files that a run's inventory has read, in groups. */
  public Dataset<AudioFileRow> audioFilesRead(SparkSession spark, String runId) throws IOException {
    return folders.read(
        spark, CatalogueTables.AUDIO_FILES_READ, groupsOf(runId), AudioFileRow.ENCODER);
  }

  /** Forgets them. */
  public void deleteAudioFilesRead(String runId) throws IOException {
    for (String group : groupsOf(runId)) {
      folders.delete(CatalogueTables.AUDIO_FILES_READ + "/" + group);
    }
  }

  private List<String> groupsOf(String runId) throws IOException {
    return folders.committed(CatalogueTables.AUDIO_FILES_READ).stream()
        .filter(name -> name.startsWith(RUN + runId))
        .toList();
  }

  /** All songs analysed under a fingerprint. */
  public Dataset<FeatureRow> featureRows(SparkSession spark, String fingerprint)
      throws IOException {
    return featureRows(spark, fingerprint, folders.committed(featuresFolder(fingerprint)));
  }

  /** Songs analysed under a fingerprint, of some of its folders. */
  public Dataset<FeatureRow> featureRows(
      SparkSession spark, String fingerprint, List<String> names) {
    return folders.read(spark, featuresFolder(fingerprint), names, FeatureRow.ENCODER);
  }

  /** All songs encoded by a model; one that two runs encoded at once is there twice. */
  public Dataset<EmbeddingRow> embeddingRows(SparkSession spark, String modelId)
      throws IOException {
    String folder = embeddingsFolder(modelId);
    return folders.read(spark, folder, folders.committed(folder), EmbeddingRow.ENCODER);
  }

  /** The latest committed table of a kind among all runs. */
  public <T> Optional<Dataset<T>> latestOfRuns(SparkSession spark, String name, Encoder<T> encoder)
      throws IOException {
    List<String> tables = new ArrayList<>();

    for (String run : folders.children(CatalogueTables.RUNS)) {
      if (folders.isCommitted(relative(run, name))) {
        tables.add(ofRun(run, name));
      }
    }

    return tables.isEmpty()
        ? Optional.empty()
        : Optional.of(table(spark, tables.get(tables.size() - 1), encoder));
  }

  /** A committed table of a run. */
  public <T> Dataset<T> tableOfRun(
      SparkSession spark, String runId, String name, Encoder<T> encoder) {
    return table(spark, ofRun(runId, name), encoder);
  }

  /** Columns that an older version did not write are 0, false or null. */
  private static <T> Dataset<T> table(SparkSession spark, String path, Encoder<T> encoder) {
    return spark
        .read()
        .schema(encoder.schema())
        .parquet(path)
        .select(
            Arrays.stream(encoder.schema().fields()).map(Catalogue::filled).toArray(Column[]::new))
        .as(encoder);
  }

  private static Column filled(StructField field) {
    Column column = functions.col(field.name());
    return field.nullable()
        ? column
        : functions.coalesce(column, functions.lit(0).cast(field.dataType())).as(field.name());
  }

  /** Ids of the runs that ended well, in order of time. */
  public List<String> completeRuns() throws IOException {
    List<String> runs = new ArrayList<>();

    for (String run : folders.children(CatalogueTables.RUNS)) {
      if (folders.exists(relative(run, CatalogueTables.MANIFEST_FILE))) {
        runs.add(run);
      }
    }

    return runs;
  }

  /** The text of a complete run's manifest. */
  public String manifest(String runId) {
    return folders.readText(relative(runId, CatalogueTables.MANIFEST_FILE));
  }

  /** Ends a run: from now on it counts. */
  public void commitRun(String runId, String manifest) throws IOException {
    write(runId, CatalogueTables.MANIFEST_FILE, manifest);
  }

  /** The settings of the latest run that wrote any, complete or not. */
  public Optional<String> latestSettings() throws IOException {
    return latestTextOfRuns(CatalogueTables.SETTINGS_FILE);
  }

  /** The latest file of a name among all runs, complete or not. */
  public Optional<String> latestTextOfRuns(String name) throws IOException {
    return latestTextOfRuns(name, text -> true);
  }

  /** The latest file of a name and kind. */
  public Optional<String> latestTextOfRuns(String name, Predicate<String> isWanted)
      throws IOException {
    return latestRunWith(name, isWanted, List.of()).map(run -> textOfRun(run, name));
  }

  /** One of a run's small files. */
  public String textOfRun(String runId, String name) {
    return folders.readText(relative(runId, name));
  }

  /** The latest run that has a file of a name and kind, and committed tables. */
  public Optional<String> latestRunWith(
      String name, Predicate<String> isWanted, List<String> tables) throws IOException {
    List<String> runs = folders.children(CatalogueTables.RUNS);

    for (int i = runs.size() - 1; i >= 0; i--) {
      String file = relative(runs.get(i), name);

      if (folders.exists(file)
          && areCommitted(runs.get(i), tables)
          && isWanted.test(folders.readText(file))) {
        return Optional.of(runs.get(i));
      }
    }

    return Optional.empty();
  }

  private boolean areCommitted(String run, List<String> tables) throws IOException {
    for (String table : tables) {
      if (!folders.isCommitted(relative(run, table))) {
        return false;
      }
    }

    return true;
  }

  /** Writes one of a run's small files. */
  public void write(String runId, String name, String text) throws IOException {
    write(runId, name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes one of a run's small files. */
  public void write(String runId, String name, byte[] bytes) throws IOException {
    folders.publish(relative(runId, name), bytes);
  }

  /** Deletes what a run needed only while it lasted. */
  public void delete(String runId, String name) throws IOException {
    folders.delete(relative(runId, name));
  }

  /** Copies a run's report to a local folder. */
  public void copyReport(String runId, java.nio.file.Path folder) throws IOException {
    Files.createDirectories(folder);
    String report = relative(runId, CatalogueTables.REPORT);

    for (String file : folders.files(report)) {
      Files.write(folder.resolve(file), folders.read(report + "/" + file));
    }
  }
}

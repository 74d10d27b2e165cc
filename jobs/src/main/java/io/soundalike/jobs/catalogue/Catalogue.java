package io.soundalike.jobs.catalogue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.EmbeddingRow;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.settings.StoredConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.SparkSession;

/**
 * The directory of one collection of songs, on any Hadoop file system. This package alone builds
 * paths in it.
 *
 * <pre>
 * audio_files/run=R/                      every file that run R found
 * audio_files_read/run=R/                 files that the unfinished inventory of run R has read
 * features/fp=F/run=R/outcome=ok|...      songs analysed under settings F
 * models/M/                               {@link ModelStore}
 * embeddings/model=M/run=R/               songs encoded by model M
 * runs/R/{settings.conf, distance.json, proximity/, neighbours/, map_points/, clusters/, dendrogram/, report/, manifest.json,
 *         evaluation/, evaluation.json, recommendations/}
 * </pre>
 *
 * <p>A table counts once it holds {@code _SUCCESS}, a run once it holds {@code manifest.json}; both
 * are written last. No folder is renamed, because an object store would copy it; a run's small
 * files are renamed into place, so that another run never reads half of one. Run ids sort by time.
 */
public final class Catalogue {

  /** Begins the folder names of features. */
  static final String FINGERPRINT = "fp=";

  /** Begins the folder names of embeddings. */
  static final String MODEL = "model=";

  private final Path root;
  private final CommittedFolders folders;
  private final ModelStore models;
  private final FeatureTables features;

  private Catalogue(Path root, CommittedFolders folders) {
    this.root = root;
    this.folders = folders;
    this.models = new ModelStore(folders);
    this.features = new FeatureTables(folders);
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

  /** Whether the catalogue's folder exists. */
  public boolean exists() throws IOException {
    return folders.exists();
  }

  /** The catalogue's own URI. */
  public String uri() {
    return root.toString();
  }

  /** The models. */
  public ModelStore models() {
    return models;
  }

  private GroupedTable audioFileTable() {
    return new GroupedTable(folders, CatalogueTables.AUDIO_FILES);
  }

  private GroupedTable readFileTable() {
    return new GroupedTable(folders, CatalogueTables.AUDIO_FILES_READ);
  }

  /** The features of a fingerprint. */
  public GroupedTable featureTable(String fingerprint) {
    return features.table(fingerprint);
  }

  private GroupedTable embeddingTable(String modelId) {
    return new GroupedTable(folders, CatalogueTables.EMBEDDINGS + "/" + MODEL + modelId);
  }

  /** The features of all fingerprints, one table each. */
  public List<GroupedTable> featureTables() throws IOException {
    return tablesIn(CatalogueTables.FEATURES);
  }

  /** The embeddings of all models, one table each. */
  public List<GroupedTable> embeddingTables() throws IOException {
    return tablesIn(CatalogueTables.EMBEDDINGS);
  }

  private List<GroupedTable> tablesIn(String folder) throws IOException {
    return folders.children(folder).stream()
        .map(name -> new GroupedTable(folders, folder + "/" + name))
        .toList();
  }

  /** The URI of a run's file listing. */
  public String audioFiles(String runId) {
    return audioFileTable().path(runId);
  }

  /** The URI of a group of files that an unfinished inventory has read. */
  public String audioFilesRead(String group) {
    return readFileTable().path(group);
  }

  /** The URI of a group of new features. */
  public String features(String fingerprint, String group) {
    return featureTable(fingerprint).path(group);
  }

  /** The URI of a group of new embeddings. */
  public String embeddings(String modelId, String group) {
    return embeddingTable(modelId).path(group);
  }

  /** The URI of one of a run's own tables or files. */
  public String ofRun(String runId, String name) {
    return folders.path(relative(runId, name));
  }

  private static String relative(String runId, String name) {
    return CatalogueTables.RUNS + "/" + runId + "/" + name;
  }

  /** The files that a run has found or, if it has no inventory, those of the latest inventory. */
  public Dataset<AudioFileRow> audioFiles(SparkSession spark, String runId) throws IOException {
    GroupedTable table = audioFileTable();
    List<String> own = table.groupsOf(runId);
    List<String> all = own.isEmpty() ? table.groups() : own;
    return table.read(
        spark, all.subList(Math.max(0, all.size() - 1), all.size()), AudioFileRow.ENCODER);
  }

  /** Files that unfinished inventories have read. */
  public Dataset<AudioFileRow> audioFilesReadBefore(SparkSession spark) throws IOException {
    GroupedTable table = readFileTable();
    return table.read(spark, table.groups(), AudioFileRow.ENCODER);
  }

  /** Files that a run's unfinished inventory has read. */
  public Dataset<AudioFileRow> audioFilesRead(SparkSession spark, String runId) throws IOException {
    GroupedTable table = readFileTable();
    return table.read(spark, table.groupsOf(runId), AudioFileRow.ENCODER);
  }

  /** Deletes what a run's inventory kept until its end. */
  public void deleteAudioFilesRead(String runId) throws IOException {
    GroupedTable table = readFileTable();
    table.delete(table.groupsOf(runId));
  }

  /** All songs analysed under a fingerprint; a song that two runs analysed is there twice. */
  public Dataset<FeatureRow> featureRows(SparkSession spark, String fingerprint)
      throws IOException {
    return features.read(spark, fingerprint, group -> true);
  }

  /**
   * Songs analysed under a fingerprint, of some groups.
   *
   * @param groups as {@link GroupedTable#groupColumn} names them
   */
  public Dataset<FeatureRow> featureRows(
      SparkSession spark, String fingerprint, List<String> groups) throws IOException {
    return features.read(spark, fingerprint, groups::contains);
  }

  /** Songs that one run has analysed under a fingerprint; no other run's files are opened. */
  public Dataset<FeatureRow> featureRowsOfRun(SparkSession spark, String fingerprint, String runId)
      throws IOException {
    return features.readRun(spark, fingerprint, runId);
  }

  /** All songs encoded by a model; a song that two runs encoded at once is there twice. */
  public Dataset<EmbeddingRow> embeddingRows(SparkSession spark, String modelId)
      throws IOException {
    GroupedTable table = embeddingTable(modelId);
    return table.read(spark, table.groups(), EmbeddingRow.ENCODER);
  }

  /** The latest committed table of a name among all runs. */
  public <T> Optional<Dataset<T>> latestOfRuns(SparkSession spark, String name, Encoder<T> encoder)
      throws IOException {
    List<String> tables = new ArrayList<>();

    for (String run : folders.children(CatalogueTables.RUNS)) {
      if (folders.isCommitted(relative(run, name))) {
        tables.add(relative(run, name));
      }
    }

    return tables.isEmpty()
        ? Optional.empty()
        : Optional.of(folders.readTable(spark, tables.get(tables.size() - 1), encoder));
  }

  /** A committed table of a run. */
  public <T> Dataset<T> tableOfRun(
      SparkSession spark, String runId, String name, Encoder<T> encoder) {
    return folders.readTable(spark, relative(runId, name), encoder);
  }

  /** Ids of the complete runs, in the order of time. */
  public List<String> completeRuns() throws IOException {
    List<String> runs = new ArrayList<>();

    for (String run : folders.children(CatalogueTables.RUNS)) {
      if (folders.exists(relative(run, CatalogueTables.MANIFEST_FILE))) {
        runs.add(run);
      }
    }

    return runs;
  }

  /**
   * The manifest of a complete run.
   *
   * @throws UncheckedIOException as {@link #configOfRun}
   */
  public RunManifest manifest(String runId) {
    return parse(relative(runId, CatalogueTables.MANIFEST_FILE), RunManifest::of);
  }

  /** Writes a run's manifest: from now on the run is complete. */
  public void commitRun(RunManifest manifest) throws IOException {
    write(manifest.runId(), CatalogueTables.MANIFEST_FILE, manifest.toJson());
  }

  /** The settings of the latest run that has written them, complete or not. */
  public Optional<String> latestSettings() throws IOException {
    return latestTextOfRuns(CatalogueTables.SETTINGS_FILE);
  }

  /** The latest file of a name among all runs, complete or not. */
  public Optional<String> latestTextOfRuns(String name) throws IOException {
    for (String run : latestRunsFirst()) {
      if (folders.exists(relative(run, name))) {
        return Optional.of(textOfRun(run, name));
      }
    }

    return Optional.empty();
  }

  /** The latest JSON file of a name and kind among all runs, complete or not. */
  public Optional<Config> latestConfigOfRuns(String name, Predicate<Config> isWanted)
      throws IOException {
    return latestRunWith(name, isWanted, List.of()).map(run -> configOfRun(run, name));
  }

  /** The text of one of a run's small files. */
  public String textOfRun(String runId, String name) {
    return folders.readText(relative(runId, name));
  }

  /**
   * One of a run's JSON files.
   *
   * @throws UncheckedIOException with one sentence if it cannot be read, is damaged, or is not of
   *     plain values
   */
  public Config configOfRun(String runId, String name) {
    return parse(relative(runId, name), json -> json);
  }

  private <T> T parse(String file, Function<Config, T> reader) {
    try {
      return reader.apply(StoredConfig.parse(folders.readText(file), folders.path(file)));
    } catch (ConfigException e) {
      throw new UncheckedIOException(
          folders.path(file)
              + " is damaged; restore it or delete the folder of its run: "
              + e.getMessage(),
          new IOException(e));
    }
  }

  /**
   * The latest run that has a JSON file of a name and kind, and committed tables.
   *
   * @param isWanted tells whether the file is of that kind
   * @throws UncheckedIOException as {@link #configOfRun}
   */
  public Optional<String> latestRunWith(
      String name, Predicate<Config> isWanted, List<String> tables) throws IOException {
    for (String run : latestRunsFirst()) {
      String file = relative(run, name);

      if (folders.exists(file) && areCommitted(run, tables) && parse(file, isWanted::test)) {
        return Optional.of(run);
      }
    }

    return Optional.empty();
  }

  private List<String> latestRunsFirst() throws IOException {
    List<String> runs = new ArrayList<>(folders.children(CatalogueTables.RUNS));
    Collections.reverse(runs);
    return runs;
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

  /** Deletes a file or table that a run needs no longer. */
  public void delete(String runId, String name) throws IOException {
    folders.delete(relative(runId, name));
  }

  /** Writes the files of a run's report, by name. */
  public void writeReport(String runId, Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      folders.publish(relative(runId, reportFile(file.getKey())), file.getValue());
    }
  }

  /** The URI of a file of a run's report. */
  public String reportUri(String runId, String name) {
    return ofRun(runId, reportFile(name));
  }

  private static String reportFile(String name) {
    return CatalogueTables.REPORT + "/" + name;
  }

  /** Copies a run's report to a local folder. */
  public void copyReport(String runId, java.nio.file.Path folder) throws IOException {
    Files.createDirectories(folder);

    for (String file : folders.files(relative(runId, CatalogueTables.REPORT))) {
      Files.write(folder.resolve(file), folders.read(relative(runId, reportFile(file))));
    }
  }

  /**
   * The folders that runs before a run have left.
   *
   * @param firstKept the first run that stays
   */
  public PrunableFolders prunableFolders(String firstKept) {
    return new PrunableFolders(folders, models, firstKept);
  }
}

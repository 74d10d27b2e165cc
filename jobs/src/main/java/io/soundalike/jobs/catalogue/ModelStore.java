package io.soundalike.jobs.catalogue;

import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.SongModelRow;
import io.soundalike.model.ModelArchive;
import io.soundalike.model.ModelFormatException;
import io.soundalike.model.TrainedModel;
import io.soundalike.model.TrainingState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of a catalogue, and the checkpoints of trainings that have not ended.
 *
 * <pre>
 * models/M/{parameters.f32, model.json, _SUCCESS, training.parquet/}
 * models/M/checkpoints/run=R/epoch=N/      the training of run R after epoch N
 * models/M/songs/run=R/                    networks of single songs
 * </pre>
 */
public final class ModelStore {

  private static final Logger LOG = LoggerFactory.getLogger(ModelStore.class);

  private static final int ANOTHER_RUN_SECONDS = 30;
  private static final String EPOCH = "epoch=";

  private final CommittedFolders folders;
  private final int waitSeconds;

  ModelStore(CommittedFolders folders) {
    this(folders, ANOTHER_RUN_SECONDS);
  }

  /**
   * @param waitSeconds how long {@link #commitOnce} waits for another run to commit the same model
   */
  ModelStore(CommittedFolders folders, int waitSeconds) {
    this.folders = folders;
    this.waitSeconds = waitSeconds;
  }

  /** Committed models, the oldest first. */
  public List<TrainedModel> all() throws IOException {
    record Committed(String modelId, long at) {}

    List<Committed> committed = new ArrayList<>();

    for (String modelId : folders.committed(CatalogueTables.MODELS)) {
      committed.add(new Committed(modelId, folders.committedAt(folder(modelId))));
    }

    committed.sort(Comparator.comparingLong(Committed::at).thenComparing(Committed::modelId));
    List<TrainedModel> models = new ArrayList<>();

    for (Committed model : committed) {
      try {
        models.add(read(model.modelId()));
      } catch (ModelFormatException e) {
        LOG.warn("Model {} is left out: {}", model.modelId(), e.getMessage(), e);
      }
    }

    return models;
  }

  /** Whether a model is committed. */
  public boolean has(String modelId) throws IOException {
    return folders.isCommitted(folder(modelId));
  }

  /** A committed model. */
  public Optional<TrainedModel> find(String modelId) throws IOException {
    return has(modelId) ? Optional.of(read(modelId)) : Optional.empty();
  }

  private TrainedModel read(String modelId) throws IOException {
    return ModelArchive.readModel(name -> folders.read(folder(modelId) + "/" + name));
  }

  /** Folders of checkpoints of runs before a run: trainings that have not ended. */
  List<String> checkpointsBefore(String runId) throws IOException {
    List<String> begun = new ArrayList<>();

    for (String modelId : folders.children(CatalogueTables.MODELS)) {
      for (String name : folders.children(checkpoints(modelId))) {
        if (name.compareTo(GroupedTable.folderName(runId)) < 0) {
          begun.add(checkpoints(modelId) + "/" + name);
        }
      }
    }

    return begun;
  }

  /** Commits a model and deletes the checkpoints of its trainings. */
  public void commit(TrainedModel model) throws IOException {
    folders.writeAll(folder(model.modelId()), ModelArchive.files(model));
    folders.delete(checkpoints(model.modelId()));
  }

  /**
   * Commits a model that several runs may have trained at the same time: the first run writes it,
   * the others wait until it is committed. A run that has waited too long assumes that the first
   * has died, and writes the model itself.
   *
   * @return whether this run has written the model
   */
  public boolean commitOnce(String runId, TrainedModel model) throws IOException {
    String folder = folder(model.modelId());
    boolean first = folders.createNew(folder + "/committer", runId);

    if (!first && folders.awaitCommit(folder, waitSeconds)) {
      folders.delete(checkpoints(model.modelId()));
      return false;
    }

    commit(model);
    return true;
  }

  /** Commits the state of a training after an epoch; of the run's earlier states the last stays. */
  public void commitCheckpoint(String runId, TrainingState state) throws IOException {
    String folder = checkpoints(state.model().modelId()) + "/" + GroupedTable.folderName(runId);
    folders.writeAll(
        folder + "/" + EPOCH + String.format(Locale.ROOT, "%06d", state.epoch()),
        ModelArchive.files(state));
    List<String> kept = folders.committed(folder);

    for (String old : kept.subList(0, Math.max(0, kept.size() - 2))) {
      folders.delete(folder + "/" + old);
    }
  }

  /** The checkpoint with the most epochs among all runs that trained a model. */
  public Optional<TrainingState> latestCheckpoint(String modelId) throws IOException {
    String latest = "";
    String at = "";

    for (String run : folders.children(checkpoints(modelId))) {
      String folder = checkpoints(modelId) + "/" + run;

      for (String epoch : folders.committed(folder)) {
        if (epoch.compareTo(latest) > 0) {
          latest = epoch;
          at = folder + "/" + epoch;
        }
      }
    }

    String furthest = at;
    return furthest.isEmpty()
        ? Optional.empty()
        : Optional.of(ModelArchive.readState(name -> folders.read(furthest + "/" + name)));
  }

  /** The URI of a model's table of epochs. */
  public String epochs(String modelId) {
    return folders.path(folder(modelId) + "/training.parquet");
  }

  /** The URI of the networks of single songs that a run trains. */
  public String songs(String modelId, String runId) {
    return songTable(modelId).path(runId);
  }

  /** The networks of single songs. */
  public Dataset<SongModelRow> songRows(SparkSession spark, String modelId) throws IOException {
    GroupedTable songs = songTable(modelId);
    return songs.read(spark, songs.groups(), SongModelRow.ENCODER);
  }

  private GroupedTable songTable(String modelId) {
    return new GroupedTable(folders, folder(modelId) + "/songs");
  }

  private static String checkpoints(String modelId) {
    return folder(modelId) + "/checkpoints";
  }

  /** A model's folder below the catalogue. */
  static String folder(String modelId) {
    return CatalogueTables.MODELS + "/" + modelId;
  }
}
